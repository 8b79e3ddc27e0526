package org.mosingest.daemon.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mosingest.core.corpus.ManifestRequest;
import org.mosingest.core.corpus.ManifestSize;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.packed.KeyIndex;
import org.mosingest.core.packed.SumScores;
import org.mosingest.transfer.archive.ArchiveOpening;

/**
 * What a run takes of the heap at most, known before its manifest is read. Measured with runs of a
 * million rows that all fail, and that are all written.
 *
 * @param rows how many rows its manifest has at most
 * @param reading what reading the manifest takes, in bytes
 * @param running what the run takes from its beginning to its end, in bytes
 */
public record RunMemory(long rows, long reading, long running) {

  /** A failure's numbers, attempts, or where a row's hash and score are. */
  private static final long OUTCOME_BYTES = 18;

  /** An entry of the download progress. */
  private static final long DECISION_BYTES = 38;

  /** A line of the output is longer. */
  private static final long SHORTEST_LINE = 300;

  /** Where a hash of the output and its score are. */
  private static final long HASH_BYTES = 12;

  /**
   * What became of a row, another row of its name, why it is lost or what is wrong with it, for who
   * only reads.
   */
  private static final long READER_BYTES = 20;

  /** Where the key of an entry of the download progress is, and its state, for who only reads. */
  private static final long ENTRY_BYTES = 12;

  /** A member of an archive that is some row's clip. */
  private static final long MEMBER_BYTES = 400;

  /** Any other member: where it begins, twice while the list grows. */
  private static final long START_BYTES = 16;

  /** An entry of an archive's directory is longer. */
  private static final long SHORTEST_ENTRY = 64;

  /** Bytes of the download progress by which the length of its entries is judged. */
  private static final int SAMPLE = 1 << 16;

  /**
   * Looks at a run's files. What its output and its download progress hold so far counts, too;
   * neither need be there.
   *
   * @throws IOException if a file cannot be looked at
   */
  public static RunMemory of(RunOptions options) throws IOException {
    ManifestRequest manifest = options.manifest();
    ManifestSize size = ManifestSize.of(manifest);
    long taken = Math.min(size.rows(), manifest.maxRows().orElse(Integer.MAX_VALUE));
    long known = known(options);
    long settled = Math.max(taken * DECISION_BYTES, known);
    long running =
        size.heldBytes() + taken * OUTCOME_BYTES + settled + ofArchives(options, size.rows());
    return new RunMemory(size.rows(), size.readBytes(), Math.max(running, size.readBytes()));
  }

  /**
   * The same of who only looks at what runs left: a report, a verification, an examination.
   *
   * @throws IOException if a file cannot be looked at
   */
  public static RunMemory ofReader(RunOptions options) throws IOException {
    ManifestSize size = ManifestSize.of(options.manifest());
    long rows = size.rows();
    long entries = entries(options.progressPath());
    long held =
        size.heldBytes()
            + rows * READER_BYTES
            + KeyIndex.heapBytes(rows)
            + SumScores.heapBytes(mostRows(options.output()))
            + entries * ENTRY_BYTES
            + KeyIndex.heapBytes(entries);
    return new RunMemory(rows, size.readBytes(), Math.max(held, size.readBytes()));
  }

  private static long known(RunOptions options) throws IOException {
    return mostRows(options.output()) * HASH_BYTES
        + entries(options.progressPath()) * DECISION_BYTES;
  }

  /** What their directories take: of those that were not read yet as much as the rows need. */
  private static long ofArchives(RunOptions options, long rows) throws IOException {
    long bytes = 0;
    Path keptIn = ArchiveOpening.keptIn(options.folder(), options.output());
    for (ArchivePlace place : options.find(CorpusOption.ARCHIVE).orElse(List.of())) {
      bytes += rows * START_BYTES;
      if (place instanceof ArchivePlace.Remote remote) {
        bytes += length(ArchiveOpening.keptAt(keptIn, remote)) / SHORTEST_ENTRY * START_BYTES;
      }
    }
    return bytes == 0 ? 0 : bytes + rows * MEMBER_BYTES;
  }

  /** How many entries a download progress has, one on a line, if all are as long as the first. */
  private static long entries(Path file) throws IOException {
    long length = length(file);
    if (length == 0) {
      return 0;
    }
    byte[] first;
    try (InputStream in = Files.newInputStream(file)) {
      first = in.readNBytes(SAMPLE);
    }
    int lines = 1;
    for (byte b : first) {
      lines += b == '\n' ? 1 : 0;
    }
    return length / Math.max(1, first.length / lines);
  }

  /** How many rows an output holds at most; it need not be there. */
  public static long mostRows(Path output) throws IOException {
    return length(output) / SHORTEST_LINE;
  }

  private static long length(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.size(file) : 0;
  }
}
