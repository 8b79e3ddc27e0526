package org.mosingest.core.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.row.KeptNames;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.ReplayManifest;
import org.mosingest.core.votes.VoteFiles;

/**
 * What to read.
 *
 * @param corpus the corpus
 * @param folder the corpus folder
 * @param manifestCsv the manifest that the user named: it must exist; otherwise {@code
 *     manifest.csv} in the folder, else the corpus's split score files
 * @param clipsSubdir the folder below {@code folder} that holds the clips of a URL manifest
 * @param minRows the floor on data rows, counted before {@code maxRows} cuts
 * @param maxRows how many rows to take at most
 * @param votes tables of votes, joined to the rows that are taken
 * @param accepted the replay manifests of earlier runs, whose floors stand if they are lower; none
 *     where the floor was given
 */
public record ManifestRequest(
    Corpus corpus,
    Path folder,
    Optional<Path> manifestCsv,
    String clipsSubdir,
    int minRows,
    OptionalInt maxRows,
    VoteFiles votes,
    List<Path> accepted) {

  /** The folder of clips, unless the user names another. */
  public static final String USUAL_CLIPS = "clips";

  /**
   * Checks the request; {@code clipsSubdir} is normalised, {@code ./clips/} to {@code clips}.
   *
   * @throws IllegalArgumentException if a number is negative, or {@code clipsSubdir} is not below
   *     the corpus folder, or named as the program's own files are
   */
  public ManifestRequest {
    accepted = List.copyOf(accepted);
    if (minRows < 0) {
      throw new IllegalArgumentException("the floor on rows is negative: " + minRows);
    }
    if (maxRows.isPresent() && maxRows.getAsInt() < 0) {
      throw new IllegalArgumentException("the cap on rows is negative: " + maxRows.getAsInt());
    }
    Path clips = Path.of(clipsSubdir).normalize();
    if (clips.isAbsolute() || clips.startsWith("..") || clips.toString().isEmpty()) {
      throw new IllegalArgumentException(
          "the clips folder must be below the corpus folder: '"
              + Text.printable(clipsSubdir)
              + "'");
    }
    for (Path segment : clips) {
      Optional<String> kept = KeptNames.keptFor(segment.toString());
      if (kept.isPresent()) {
        throw new IllegalArgumentException(
            "the clips folder cannot be '"
                + Text.printable(clipsSubdir)
                + "': the name is reserved for "
                + kept.get());
      }
    }
    clipsSubdir = clips.toString();
  }

  /** Without votes. */
  public ManifestRequest(
      Corpus corpus,
      Path folder,
      Optional<Path> manifestCsv,
      String clipsSubdir,
      int minRows,
      OptionalInt maxRows) {
    this(corpus, folder, manifestCsv, clipsSubdir, minRows, maxRows, VoteFiles.NONE, List.of());
  }

  /**
   * The floor that holds: a smaller corpus that a run has once been told to take is taken from then
   * on.
   *
   * @throws IOException if a replay manifest is there and cannot be read
   */
  public int floor() throws IOException {
    int floor = minRows;
    for (Path earlier : accepted) {
      floor = Math.min(floor, ReplayManifest.minRowsOf(earlier).orElse(minRows));
    }
    return floor;
  }

  /** The same whatever the table's size. */
  public ManifestRequest ofAnySize() {
    return new ManifestRequest(
        corpus, folder, manifestCsv, clipsSubdir, 0, maxRows, votes, List.of());
  }

  /**
   * The same table whatever its size and without votes: the floor is for runs.
   *
   * @param cap how many rows to take at most
   */
  public ManifestRequest withoutFloor(OptionalInt cap) {
    return new ManifestRequest(corpus, folder, manifestCsv, clipsSubdir, 0, cap);
  }
}
