package org.mosingest.daemon.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.mosingest.core.clip.ClipFolders;
import org.mosingest.core.clip.LinkReach;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.jsonl.FirstLines;
import org.mosingest.core.jsonl.JsonlRows;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.packed.SumScores;
import org.mosingest.core.paths.WrittenFile;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.Text;
import org.mosingest.core.setting.Setting;
import org.mosingest.core.state.Hold;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.core.state.ReplayManifest;
import org.mosingest.daemon.known.KnownClips;
import org.mosingest.daemon.known.RecordedHashes;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.RunPaths;
import org.mosingest.daemon.verify.Discrepancy.Kind;

/**
 * Holds every row of an output against its clip, the clips on disk against the rows, and the
 * manifest's rows against both. The output is read line by line; what grows with the corpus is the
 * manifest and a few words for each row. Not thread-safe.
 */
public final class Verification {

  private final ClipIndex index;
  private final ClipCheck check;
  private final BoundedLane lane;
  private final LongConsumer progress;
  private final Discrepancies found = new Discrepancies();
  private final SumScores hashes = new SumScores();
  private long rows;
  private long unchecked;
  private long torn;

  private Verification(ClipIndex index, ClipCheck check, BoundedLane lane, LongConsumer progress) {
    this.index = index;
    this.check = check;
    this.lane = lane;
    this.progress = progress;
  }

  /**
   * Verifies what a run with these options has written. The floor on rows is not asked for.
   *
   * @param sample which rows are held against their clips; all else is looked at in any case
   * @param pool bounds how many clips are read at a time
   * @param progress is given the number of rows so far, after each
   * @throws BadCorpusException if the manifest cannot be read, there is no output, or one of
   *     another program
   * @throws IOException if a file or folder cannot be read
   * @throws MachineFaultException if this machine does not let clips be read
   * @throws InterruptedException if interrupted
   */
  public static VerificationReport of(
      RunOptions options, RowSample sample, WorkPool pool, LongConsumer progress)
      throws BadCorpusException, IOException, MachineFaultException, InterruptedException {
    Path output = options.output();
    Manifest manifest = manifest(options);
    if (!Files.isRegularFile(output)) {
      throw new BadCorpusException(
          "there are no rows to verify: " + Text.printable(output.toString()) + " is not there",
          "a run creates it; or give another file",
          Setting.OUTPUT);
    }
    if (FirstLines.of(output) == WrittenFile.Kind.FOREIGN) {
      throw new BadCorpusException(
          Text.printable(output.toString()) + " holds no rows",
          "give the file that a run has written",
          Setting.OUTPUT);
    }
    boolean held = isHeld(options);
    long length = Files.size(output);
    ClipIndex index = new ClipIndex(manifest.rows(), options.manifest().clipsSubdir());
    ClipFolders folders =
        ClipFolders.asTheyAre(options.folder(), index.folders(), LinkReach.ANYWHERE);
    try (RecordedHashes recorded =
            held || options.redo().recheck()
                ? RecordedHashes.none()
                : RecordedHashes.in(memory(options));
        BoundedLane lane = new BoundedLane(pool)) {
      ClipCheck check = new ClipCheck(options.folder(), folders, recorded);
      Verification verification = new Verification(index, check, lane, progress);
      verification.readRows(output, drawn(output, sample));
      // One that came and went meanwhile has made the output longer.
      boolean underWay = held || isHeld(options) || Files.size(output) != length;
      RowlessClips rowless =
          new RowlessClips(options, taken(options, manifest), index, verification.found);
      rowless.settle(verification.hashes.sums(), underWay, check, lane);
      rowless.lookForOthers();
      return verification.report(rowless.books(), underWay);
    }
  }

  /** Whatever its size, and all of it: of what lies beyond a cap no run was to make a row. */
  private static Manifest manifest(RunOptions options) throws BadCorpusException, IOException {
    Manifest manifest = ManifestReader.read(options.manifest().withoutFloor(OptionalInt.empty()));
    manifest.requireUsable();
    return manifest;
  }

  /** The rows up to the cap: the one that is given, else that of the last run. */
  private static List<ManifestRow> taken(RunOptions options, Manifest manifest) throws IOException {
    OptionalInt cap = options.manifest().maxRows();
    if (cap.isEmpty()) {
      cap = ReplayManifest.maxRowsOf(options.manifestOut());
    }
    return manifest
        .rows()
        .subList(0, Math.min(cap.orElse(Integer.MAX_VALUE), manifest.rows().size()));
  }

  private static Path memory(RunOptions options) {
    Path usual = options.folder().resolve(KnownClips.FILE_NAME);
    // Whoever may not write to the corpus may read what a run of its owner keeps there.
    return Files.exists(usual) ? usual : RunPaths.memory(options);
  }

  private static boolean isHeld(RunOptions options) throws IOException {
    return Hold.holderOfCorpus(options.folder()).isPresent()
        || Hold.holderOfOutput(options.output()).isPresent();
  }

  private static Predicate<Sha256> drawn(Path output, RowSample sample) throws IOException {
    return switch (sample) {
      case RowSample.All() -> _ -> true;
      case RowSample.Share(double share, long seed) -> {
        // From the least long on, as far as the share of all of them reaches.
        double last = Long.MIN_VALUE + share * 0x1p64;
        yield sha256 -> RowSample.place(sha256, seed) <= last;
      }
      case RowSample.Count(int rows, long seed) -> {
        RowSample.Front front = new RowSample.Front(rows);
        JsonlRows.read(output, row -> front.add(RowSample.place(row.content().sha256(), seed)));
        long last = front.last();
        yield sha256 -> RowSample.place(sha256, seed) <= last;
      }
    };
  }

  private void readRows(Path output, Predicate<Sha256> drawn)
      throws IOException, InterruptedException, MachineFaultException {
    JsonlRows.read(
        output,
        new JsonlRows.Lines() {
          @Override
          public void row(long line, CorpusRow row) {
            rows++;
            take(line, row, drawn);
            progress.accept(rows);
          }

          @Override
          public void strange(long line, boolean ended) {
            if (ended) {
              found.malformed(line, "not a row");
            } else {
              torn = line;
            }
          }
        });
    lane.await();
  }

  private void take(long line, CorpusRow row, Predicate<Sha256> drawn) {
    List<Clip> clips = index.claim(row);
    if (clips.isEmpty()) {
      rows--;
      found.malformed(line, "its src is not a valid clip name: " + Text.printable(row.src()));
    } else if (!hashes.put(row.content().sha256(), row.opinion().mos())) {
      found.add(
          Kind.REPEATED,
          clips.getFirst(),
          line,
          "an earlier row has the same SHA-256, " + row.content().sha256());
    } else if (drawn.test(row.content().sha256())) {
      lane.submit(() -> found.row(clips.getFirst(), line, verdict(clips, row)));
    } else {
      unchecked++;
    }
  }

  /** Of clips that share the row's name, any may be the one that it is of. */
  private ClipVerdict verdict(List<Clip> clips, CorpusRow row)
      throws IOException, InterruptedException, MachineFaultException {
    ClipVerdict likeliest = check.of(clips.getFirst(), row.content());
    for (int i = 1; i < clips.size() && !likeliest.fine(); i++) {
      ClipVerdict other = check.of(clips.get(i), row.content());
      if (other.fine()) {
        return other;
      }
    }
    return likeliest;
  }

  private VerificationReport report(ManifestBooks books, boolean runUnderWay) {
    if (torn > 0 && !runUnderWay) {
      found.malformed(torn, "the last line is torn; the next run moves it aside");
    }
    return new VerificationReport(
        rows,
        found.ok(),
        unchecked,
        found.all(),
        new VerificationReport.Work(found.known(), check.hashed(), check.bytes()),
        books,
        runUnderWay);
  }
}
