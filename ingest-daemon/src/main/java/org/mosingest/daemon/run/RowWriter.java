package org.mosingest.daemon.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.mosingest.core.content.RowDoubt;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.jsonl.JsonlFile;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.ledger.Ledger;
import org.mosingest.core.ledger.LedgerEntry;
import org.mosingest.core.ledger.LostScores;
import org.mosingest.core.ledger.OutcomeCount;
import org.mosingest.core.ledger.OutcomeTally;
import org.mosingest.core.ledger.Settlement;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.daemon.machine.PatientWrites;

/**
 * The single writer of a run's output: takes settlements in manifest order and appends the rows
 * that the {@link Ledger} decides on. Runs on one thread; {@link #books()} may be read by any.
 */
final class RowWriter {

  /** Rows are with the operating system at once; how long a power loss can reach back is this. */
  private static final long SYNC_NANOS = Duration.ofSeconds(1).toNanos();

  private final List<ManifestRow> rows;
  private final Sequencer sequencer;
  private final JsonlFile output;
  private final RowLabel label;
  private final FailureListener failures;
  private final PatientWrites writes;
  private final Path file;

  private final Ledger ledger;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 16);
  private final Pass start;
  private long lastSync = System.nanoTime();
  private boolean unsynced;
  private final OutcomeTally entered = new OutcomeTally();
  private volatile Reached reached;

  /**
   * Where the pass could be taken up again.
   *
   * @param entered the outcomes of the rows up to there that this writer was given
   */
  record Reached(Pass pass, OutcomeCount entered) {}

  /**
   * What all rows of a run share.
   *
   * @param corpus the corpus's id
   * @param corpusVersion its release
   * @param ingestedAt the run's instant
   */
  record RowLabel(String corpus, String corpusVersion, Instant ingestedAt) {}

  RowWriter(
      Pass start,
      List<ManifestRow> rows,
      Sequencer sequencer,
      JsonlFile output,
      Path file,
      PatientWrites writes,
      RowLabel label,
      FailureListener failures) {
    this.start = start;
    this.rows = rows;
    this.sequencer = sequencer;
    this.output = output;
    this.label = label;
    this.failures = failures;
    this.file = file;
    this.writes = writes;
    this.reached = new Reached(start, OutcomeCount.NONE);
    this.ledger =
        new Ledger(
            start.begunBooks(),
            rows,
            new Ledger.RowsBefore() {
              @Override
              public boolean has(Sha256 sha256) {
                return output.hashes().contains(sha256);
              }

              @Override
              public int olderPlace(Sha256 sha256) {
                return output.olderPlace(sha256);
              }

              @Override
              public double mos(Sha256 sha256) {
                return output.mos(sha256);
              }
            },
            output.own());
  }

  /** The books after the last batch; its counts never fall. */
  Books books() {
    return reached.pass().begunBooks();
  }

  /** Where the pass could be taken up again after the last batch. */
  Reached reached() {
    return reached;
  }

  /**
   * Writes until all rows are written or the sequencer has ended, then syncs the file. Waits while
   * the disk is full; a run that is told to stop then leaves the rows that found no room to the
   * next.
   *
   * @throws IOException if the output cannot be written
   * @throws InterruptedException if interrupted
   */
  void writeAll() throws IOException, InterruptedException {
    int index = 0;
    List<Settlement> batch = next();
    while (!batch.isEmpty()) {
      for (Settlement settlement : batch) {
        enter(rows.get(index), settlement);
        index++;
      }
      if (lines.size() > 0) {
        byte[] whole = lines.toByteArray();
        lines.reset();
        if (!writes.write(file, () -> output.append(ByteBuffer.wrap(whole)))) {
          return;
        }
        unsynced = true;
      }
      reached =
          new Reached(
              start.at(start.done() + index, ledger.books(), ownRowsFrom()), entered.count());
      sequencer.written(batch.size());
      batch = next();
    }
    output.sync();
  }

  /**
   * Waits for what is to be written next. Syncs meanwhile: rows that nothing follows are due as
   * those in a stream are.
   */
  private List<Settlement> next() throws IOException, InterruptedException {
    if (unsynced) {
      long rest = lastSync + SYNC_NANOS - System.nanoTime();
      if (rest <= 0 || !sequencer.awaitReady(rows.size(), Duration.ofNanos(rest))) {
        output.sync();
        unsynced = false;
        lastSync = System.nanoTime();
      }
    }
    return sequencer.take(rows.size());
  }

  /**
   * Where the rows begin that a later taking up must count as written and not as duplicates: all
   * that were appended and whose rows are not settled yet. Those of an earlier cut stand before the
   * file's end until the writer has met them again.
   */
  private long ownRowsFrom() throws IOException {
    OptionalLong own = ledger.firstOwnRow();
    return own.isPresent() ? own.getAsLong() : output.length();
  }

  private void enter(ManifestRow row, Settlement settlement) {
    entered.add(settlement);
    switch (ledger.enter(row, settlement)) {
      case LedgerEntry.Append(ClipContent content, VideoFacts video) ->
          lines.writeBytes(
              RowJson.line(
                  new CorpusRow(
                      row.clip().name().baseName(),
                      content,
                      video,
                      row.opinion(),
                      label.corpus(),
                      label.corpusVersion(),
                      label.ingestedAt(),
                      row.extras())));
      case LedgerEntry.Failed(ClipFailure failure) -> {
        // All others were told of when their outcome was known.
        if (row.isRepeat()) {
          failures.failed(failure);
        }
      }
      case LedgerEntry.AppendedBefore _, LedgerEntry.Duplicate _ -> {}
    }
  }

  /** What may be of no moving picture. To be asked for when all is written. */
  Map<RowDoubt, Examples> doubts() {
    return ledger.doubts();
  }

  /** The duplicates whose score is in no row. To be asked for when all is written. */
  LostScores lostScores() {
    return ledger.lostScores();
  }
}
