package org.mosingest.core.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mosingest.core.row.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a corpus's manifest, or the split score files that stand in for one. Rows that cannot be
 * used are refused with a warning in the log, {@code FILE:LINE: why}, where the line is the one on
 * which the row starts. Stateless and thread-safe.
 */
public final class ManifestReader {

  private static final Logger log = LoggerFactory.getLogger(ManifestReader.class);

  /** The manifest's name in a corpus folder, unless another one is given. */
  public static final String MANIFEST = "manifest.csv";

  private ManifestReader() {}

  /**
   * Reads all rows of a corpus.
   *
   * @throws BadCorpusException if the folder or the files are missing, a file is empty, no UTF-8
   *     table, without readable columns or with a quote that is never closed, most of a column's
   *     numbers are none, or all of them together hold fewer data rows than the floor
   * @throws IOException if a file cannot be read
   */
  public static Manifest read(ManifestRequest request) throws BadCorpusException, IOException {
    return read(request, csv -> new FileWarnings(csv, log::warn));
  }

  /**
   * As {@link #read(ManifestRequest)}, but what is found besides the rows goes to a witness for
   * each file in place of the log.
   *
   * @param witnesses makes the witness of a file
   * @throws BadCorpusException as there
   * @throws IOException if a file cannot be read
   */
  public static Manifest read(ManifestRequest request, Function<Path, FileWitness> witnesses)
      throws BadCorpusException, IOException {
    Corpus corpus = request.corpus();
    List<ScoreFile> files = files(request);
    AcceptedRows accepted = new AcceptedRows();
    RowNotes notes = new RowNotes();
    TableLines lines = TableLines.NONE;
    for (ScoreFile file : files) {
      lines = lines.plus(file.readInto(accepted, witnesses.apply(file.csv()), notes));
    }
    List<Path> sources = files.stream().map(ScoreFile::csv).toList();
    if (lines.rows() < request.minRows()) {
      throw new BadCorpusException(
          "%s: %d data rows, fewer than the floor of %d for %s"
              .formatted(shown(sources), lines.rows(), request.minRows(), corpus.id()),
          corpus.wrongCorpusHint());
    }
    return new Manifest(
        accepted.take(request.maxRows().orElse(Integer.MAX_VALUE)),
        notes.refused(),
        notes.odd(),
        lines,
        sources);
  }

  /** The files that hold the rows. */
  static List<ScoreFile> files(ManifestRequest request) throws BadCorpusException {
    Corpus corpus = request.corpus();
    Path folder = request.folder();
    if (!Files.isDirectory(folder)) {
      throw new BadCorpusException(
          "the corpus folder "
              + Text.printable(folder.toString())
              + " does not exist or is no folder",
          source(corpus));
    }
    ScoreFile manifest =
        new ScoreFile(
            request.manifestCsv().orElse(folder.resolve(MANIFEST)),
            request.clipsSubdir(),
            corpus.manifestColumns());
    // A manifest that the user named is read even if it is missing: falling back would hide a
    // typing error.
    if (request.manifestCsv().isPresent() || manifest.isPresent()) {
      return List.of(manifest);
    }
    List<ScoreFile> splits =
        corpus.splits().stream()
            .map(
                split ->
                    new ScoreFile(
                        folder.resolve(split.scores()), split.clipsFolder(), split.columns()))
            .toList();
    List<ScoreFile> present = splits.stream().filter(ScoreFile::isPresent).toList();
    if (present.isEmpty()) {
      String names =
          splits.stream()
              .map(split -> " or " + split.csv().getFileName())
              .collect(Collectors.joining());
      throw new BadCorpusException(
          "no " + MANIFEST + names + " in " + Text.printable(folder.toString()), source(corpus));
    }
    splits.stream()
        .filter(split -> !present.contains(split))
        .forEach(
            split ->
                log.info(
                    "{} is not there and is left out", Text.printable(split.csv().toString())));
    return present;
  }

  private static String shown(List<Path> sources) {
    return sources.stream()
        .map(source -> Text.printable(source.toString()))
        .collect(Collectors.joining(" and "));
  }

  private static String source(Corpus corpus) {
    return corpus.id()
        + " can be had from "
        + corpus.sourceHint()
        + "; if it lies elsewhere give --konvid-dir";
  }
}
