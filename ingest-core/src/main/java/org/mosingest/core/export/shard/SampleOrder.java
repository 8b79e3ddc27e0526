package org.mosingest.core.export.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.mosingest.core.export.rows.RowLine;
import org.mosingest.core.row.Sha256;

/**
 * In which order samples are written: part after part; within a part as rows come or, shuffled, by
 * the first 64 bits of SHA-256 over the seed, {@code shuffle} and the hash of the clip, a line feed
 * between each. Some thirty bytes a row are held. Not thread-safe.
 */
final class SampleOrder {

  private final boolean shuffled;
  private final long seed;
  private RowLine[] lines = new RowLine[1024];
  private long[] draws = new long[1024];
  private int[] parts = new int[1024];
  private int rows;

  SampleOrder(boolean shuffled, long seed) {
    this.shuffled = shuffled;
    this.seed = seed;
  }

  void add(RowLine line, int part, Sha256 sha256) {
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, rows * 2);
      draws = Arrays.copyOf(draws, rows * 2);
      parts = Arrays.copyOf(parts, rows * 2);
    }
    lines[rows] = line;
    draws[rows] = shuffled ? draw(sha256) : 0;
    parts[rows] = part;
    rows++;
  }

  /** The rows' places, in the order in which they are written. */
  int[] order() {
    return IntStream.range(0, rows)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(row -> parts[row])
                .thenComparing((a, b) -> Long.compareUnsigned(draws[a], draws[b]))
                .thenComparingInt(row -> row))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  RowLine line(int row) {
    return lines[row];
  }

  int part(int row) {
    return parts[row];
  }

  private long draw(Sha256 sha256) {
    MessageDigest digest = Sha256.newDigest();
    digest.update((seed + "\nshuffle\n" + sha256.hex()).getBytes(UTF_8));
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
