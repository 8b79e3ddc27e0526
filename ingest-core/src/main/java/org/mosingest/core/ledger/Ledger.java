package org.mosingest.core.ledger;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.mosingest.core.content.RowDoubt;
import org.mosingest.core.content.RowDoubts;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.packed.SumScores;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

/**
 * Decides in manifest order what becomes of each row: whether it is written, a duplicate of what
 * the output or this run has already, or failed; and keeps the books. Of rows with the same bytes
 * the first is written. Reads and writes no file. Not safe for many threads.
 */
public final class Ledger {

  private final RowsBefore before;
  private final Map<Sha256, Long> own;

  /** The rows written by this run, each with its MOS. */
  private final SumScores written = new SumScores();

  /** Of those that stood in the output before, which a row of this pass was met for. */
  private final BitSet met = new BitSet();

  private final LostScores lostScores = new LostScores();
  private final RowDoubts doubts = new RowDoubts();

  /** First rows of clips that later rows name again. */
  private final BitSet repeated = new BitSet();

  private final Map<Integer, Settlement> outcomeOfRepeated = new HashMap<>();
  private final int rows;
  private int writtenRows;
  private int dedups;
  private int skippedDownload;
  private int skippedBroken;
  private int alreadyInOutput;

  /** The rows that stood in the output before this pass began. */
  public interface RowsBefore {

    /** Those of an output that is new. */
    RowsBefore NONE =
        new RowsBefore() {
          @Override
          public boolean has(Sha256 sha256) {
            return false;
          }

          @Override
          public int olderPlace(Sha256 sha256) {
            return SumScores.NOWHERE;
          }

          @Override
          public double mos(Sha256 sha256) {
            return Double.NaN;
          }
        };

    /** Whether there is a row of those bytes. */
    boolean has(Sha256 sha256);

    /**
     * Which of those that stood there before the run first began has those bytes, from 0; {@link
     * SumScores#NOWHERE} if none has.
     */
    int olderPlace(Sha256 sha256);

    /** The MOS of that row; NaN where it has none that can be read, or there is no such row. */
    double mos(Sha256 sha256);
  }

  /**
   * A ledger that goes on from these books.
   *
   * @param start what became of the rows before; all 0 but for the rows at a run's beginning
   * @param toCome the rows that will be entered, in their order
   * @param before the rows of other passes
   * @param own rows that this pass appended itself before it was cut off, and where each begins in
   *     the output, in the file's order
   */
  public Ledger(
      Books start, Iterable<ManifestRow> toCome, RowsBefore before, Map<Sha256, Long> own) {
    this.rows = start.rows();
    this.writtenRows = start.written();
    this.dedups = start.dedups();
    this.skippedDownload = start.skippedDownload();
    this.skippedBroken = start.skippedBroken();
    this.alreadyInOutput = start.alreadyInOutput();
    this.before = before;
    this.own = new LinkedHashMap<>(own);
    for (ManifestRow row : toCome) {
      if (row.isRepeat()) {
        repeated.set(row.firstIndex());
      }
    }
  }

  /**
   * Enters the next row.
   *
   * @return what is to be done with it
   * @throws IllegalStateException if it repeats a row that was not entered
   */
  public LedgerEntry enter(ManifestRow row, Settlement settlement) {
    if (repeated.get(row.index())) {
      outcomeOfRepeated.put(row.index(), settlement);
    }
    return switch (settlement) {
      case Settlement.Ingested(ClipContent content, VideoFacts video) ->
          ingested(row, content, video);
      case Settlement.Known(Sha256 sha256) -> known(row, sha256);
      case Settlement.Failed(ClipFailure failure) -> failed(row, failure);
      case Settlement.Repeat _ -> repeat(row);
    };
  }

  private LedgerEntry ingested(ManifestRow row, ClipContent content, VideoFacts video) {
    Sha256 sha256 = content.sha256();
    String clip = row.clip().name().value();
    doubts.clip(clip, sha256);
    if (before.has(sha256)) {
      return inOutput(row, sha256);
    }
    if (!written.put(sha256, row.opinion().mos())) {
      return duplicate(row, written.mos(sha256));
    }
    doubts.row(clip, video);
    writtenRows++;
    return own.remove(sha256) != null
        ? new LedgerEntry.AppendedBefore()
        : new LedgerEntry.Append(content, video);
  }

  private LedgerEntry known(ManifestRow row, Sha256 sha256) {
    doubts.clip(row.clip().name().value(), sha256);
    return inOutput(row, sha256);
  }

  /** The second row of bytes that were there before is a duplicate of the first. */
  private LedgerEntry inOutput(ManifestRow row, Sha256 sha256) {
    int place = before.olderPlace(sha256);
    if (place != SumScores.NOWHERE && !met.get(place)) {
      met.set(place);
      alreadyInOutput++;
    }
    return duplicate(row, before.mos(sha256));
  }

  private LedgerEntry duplicate(ManifestRow row, double mosInOutput) {
    dedups++;
    lostScores.duplicate(row, mosInOutput);
    return new LedgerEntry.Duplicate();
  }

  private LedgerEntry failed(ManifestRow row, ClipFailure failure) {
    switch (failure.kind()) {
      case DOWNLOAD -> skippedDownload++;
      case BROKEN -> skippedBroken++;
    }
    return new LedgerEntry.Failed(failure.ofRow(row.index()));
  }

  /**
   * A clip that is named twice is one clip: the row shares its fate, and where it was written, is a
   * duplicate.
   */
  private LedgerEntry repeat(ManifestRow row) {
    Settlement first = outcomeOfRepeated.get(row.firstIndex());
    return switch (first) {
      case null ->
          throw new IllegalStateException(
              "row " + row.index() + " repeats a row that is not settled");
      case Settlement.Failed(ClipFailure failure) -> failed(row, failure);
      case Settlement.Ingested(ClipContent content, VideoFacts _) ->
          duplicate(row, mosOf(content.sha256()));
      case Settlement.Known(Sha256 sha256) -> duplicate(row, mosOf(sha256));
      case Settlement.Repeat _ ->
          throw new IllegalStateException("a repeat is never the first row of its clip");
    };
  }

  private double mosOf(Sha256 sha256) {
    return written.has(sha256) ? written.mos(sha256) : before.mos(sha256);
  }

  /** The books after the last row that was entered. */
  public Books books() {
    return new Books(rows, writtenRows, dedups, skippedDownload, skippedBroken, alreadyInOutput);
  }

  /** The duplicates whose score is in no row. */
  public LostScores lostScores() {
    return lostScores;
  }

  /** What may be of no moving picture. */
  public Map<RowDoubt, Examples> doubts() {
    return doubts.found();
  }

  /**
   * Where in the output the first row begins that the cut-off pass had appended and that has not
   * been entered again; empty where there is none.
   */
  public OptionalLong firstOwnRow() {
    Iterator<Long> left = own.values().iterator();
    return left.hasNext() ? OptionalLong.of(left.next()) : OptionalLong.empty();
  }
}
