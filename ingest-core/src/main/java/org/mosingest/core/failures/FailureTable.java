package org.mosingest.core.failures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ManifestRow;

/**
 * The failures of clips by their first rows, 12 bytes each: what is in the manifest is taken from
 * there, reasons that are alike are kept once, and times to the second, as the file has them. Not
 * thread-safe.
 */
public final class FailureTable {

  /** Rows in a block; one without a failure takes no memory. */
  private static final int BLOCK = 1 << 12;

  private static final int UNKNOWN = -1;

  private final List<ManifestRow> rows;
  private final UnaryOperator<String> masked;
  private final @Nullable Block[] blocks;
  private final List<Told> told = new ArrayList<>();
  private final Map<Told, Integer> numbers = new HashMap<>();

  /** Bytes that are kept of a clip's download, where there are any. */
  private final Map<Integer, Long> kept = new HashMap<>();

  /** The URL that a clip failed at, where the manifest has another one. */
  private final Map<Integer, String> urls = new HashMap<>();

  /** What many failures have in common. */
  private record Told(ClipFailure.Kind kind, Reason reason) {}

  private static final class Block {
    /** The number of what is told, from 1; 0 where the row's clip has not failed. */
    private final int[] what = new int[BLOCK];

    /** Seconds since 1970, as an unsigned number. */
    private final int[] at = new int[BLOCK];

    private final int[] attempts = new int[BLOCK];
  }

  /**
   * An empty table.
   *
   * @param rows the manifest's
   * @param masked what of a clip's URL may be told
   */
  public FailureTable(List<ManifestRow> rows, UnaryOperator<String> masked) {
    this.rows = rows;
    this.masked = masked;
    this.blocks = new Block[(rows.size() + BLOCK - 1) / BLOCK];
  }

  /** The failure of the clip that a row is the first to name; empty if there is none. */
  public Optional<ClipFailure> get(int row) {
    Block block = blocks[row / BLOCK];
    int place = row % BLOCK;
    if (block == null || block.what[place] == 0) {
      return Optional.empty();
    }
    Told what = told.get(block.what[place] - 1);
    Clip clip = rows.get(row).clip();
    String url = urls.get(row);
    int attempts = block.attempts[place];
    return Optional.of(
        new ClipFailure(
            row,
            clip.name().value(),
            url == null ? masked.apply(clip.url()) : url,
            what.kind(),
            what.reason(),
            Instant.ofEpochSecond(Integer.toUnsignedLong(block.at[place])),
            attempts == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(attempts),
            kept.getOrDefault(row, 0L)));
  }

  /** Puts a failure in the place of the one that its row had, if any. */
  public void put(ClipFailure failure) {
    int row = failure.row();
    remove(row);
    Block block = blocks[row / BLOCK];
    if (block == null) {
      block = new Block();
      blocks[row / BLOCK] = block;
    }
    Told what = new Told(failure.kind(), failure.reason());
    int number =
        numbers.computeIfAbsent(
            what,
            one -> {
              told.add(one);
              return told.size();
            });
    int place = row % BLOCK;
    block.what[place] = number;
    block.at[place] = (int) Math.clamp(failure.at().getEpochSecond(), 0, 0xffff_ffffL);
    block.attempts[place] = failure.attempts().orElse(UNKNOWN);
    if (failure.bytesKept() != 0) {
      kept.put(row, failure.bytesKept());
    }
    if (!failure.url().equals(masked.apply(rows.get(row).clip().url()))) {
      urls.put(row, failure.url());
    }
  }

  /** Forgets the failure of a row, if it has one. */
  public void remove(int row) {
    Block block = blocks[row / BLOCK];
    if (block != null && block.what[row % BLOCK] != 0) {
      block.what[row % BLOCK] = 0;
      kept.remove(row);
      urls.remove(row);
    }
  }
}
