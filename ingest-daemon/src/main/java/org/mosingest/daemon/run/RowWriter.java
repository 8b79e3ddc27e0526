package org.mosingest.daemon.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.mosingest.core.content.RowDoubt;
import org.mosingest.core.content.RowDoubts;
import org.mosingest.core.jsonl.JsonlFile;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.daemon.machine.PatientWrites;

/**
 * The single writer of a run's output: takes settlements in manifest order, drops duplicates,
 * appends the rows and keeps the books. Runs on one thread; {@link #books()} may be read by any.
 */
final class RowWriter {

  /** Rows are with the operating system at once; how long a power loss can reach back is this. */
  private static final long SYNC_NANOS = Duration.ofSeconds(1).toNanos();

  private final List<ManifestRow> rows;
  private final Sequencer sequencer;
  private final JsonlFile output;
  private final RowLabel label;
  private final FailedClips failed;
  private final FailureListener failures;
  private final PatientWrites writes;
  private final Path file;

  /** The rows written by this run, each with its MOS. */
  private final Map<Sha256, Double> writtenMos = new HashMap<>();

  private final LostScores lostScores = new LostScores();
  private final RowDoubts doubts = new RowDoubts();

  /** First rows of clips that later rows name again. */
  private final BitSet repeated = new BitSet();

  private final Map<Integer, Settlement> outcomeOfRepeated = new HashMap<>();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 16);
  private final Pass start;
  private final int totalRows;
  private int written;
  private int dedups;
  private int skippedDownload;
  private int skippedBroken;
  private long lastSync = System.nanoTime();
  private boolean unsynced;
  private volatile Pass reached;

  /**
   * What all rows of a run share.
   *
   * @param corpus the corpus's id
   * @param corpusVersion its release
   * @param ingestedAt the run's instant
   */
  record RowLabel(String corpus, String corpusVersion, Instant ingestedAt) {}

  RowWriter(
      int totalRows,
      Pass start,
      List<ManifestRow> rows,
      Sequencer sequencer,
      JsonlFile output,
      Path file,
      PatientWrites writes,
      RowLabel label,
      FailedClips failed,
      FailureListener failures) {
    this.start = start;
    this.rows = rows;
    this.sequencer = sequencer;
    this.output = output;
    this.label = label;
    this.failed = failed;
    this.failures = failures;
    this.file = file;
    this.writes = writes;
    this.totalRows = totalRows;
    Books before = start.booksOf(totalRows);
    this.written = before.written();
    this.dedups = before.dedups();
    this.skippedDownload = before.skippedDownload();
    this.skippedBroken = before.skippedBroken();
    this.reached = start.at(start.done(), before, start.outputBytes());
    for (ManifestRow row : rows) {
      if (row.isRepeat()) {
        repeated.set(row.firstIndex());
      }
    }
  }

  /** The books after the last batch; its counts never fall. */
  Books books() {
    return reached.booksOf(totalRows);
  }

  /** Where the pass could be taken up again after the last batch. */
  Pass reached() {
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
      Books books = new Books(totalRows, written, dedups, skippedDownload, skippedBroken);
      reached = start.at(start.done() + index, books, ownRowsFrom());
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
    Iterator<Long> own = output.own().values().iterator();
    return own.hasNext() ? own.next() : output.length();
  }

  private void enter(ManifestRow row, Settlement settlement) {
    if (repeated.get(row.index())) {
      outcomeOfRepeated.put(row.index(), settlement);
    }
    switch (settlement) {
      case Settlement.Ingested(ClipContent content, VideoFacts video) -> {
        doubts.clip(row.clip().name().value(), content.sha256());
        if (output.hashes().contains(content.sha256())) {
          duplicate(row, output.mos(content.sha256()));
          return;
        }
        Double first = writtenMos.putIfAbsent(content.sha256(), row.opinion().mos());
        if (first != null) {
          duplicate(row, first);
          return;
        }
        doubts.row(row.clip().name().value(), video);
        if (output.own().remove(content.sha256()) != null) {
          // Written before this pass was cut off, after it last said how far it was.
          written++;
        } else {
          lines.writeBytes(
              RowJson.line(
                  new CorpusRow(
                      row.clip().name().baseName(),
                      content,
                      video,
                      row.opinion(),
                      label.corpus(),
                      label.corpusVersion(),
                      label.ingestedAt())));
          written++;
        }
      }
      case Settlement.Known(Sha256 sha256) -> {
        doubts.clip(row.clip().name().value(), sha256);
        duplicate(row, output.mos(sha256));
      }
      case Settlement.DownloadFailed _, Settlement.FailedBefore _ -> {
        skippedDownload++;
        failures.failed(failed.of(row));
      }
      case Settlement.Broken _ -> {
        skippedBroken++;
        failures.failed(failed.of(row));
      }
      case Settlement.Repeat _ -> repeat(row);
    }
  }

  private void duplicate(ManifestRow row, double mosInOutput) {
    dedups++;
    lostScores.duplicate(row, mosInOutput);
  }

  private double mosOf(Sha256 sha256) {
    Double written = writtenMos.get(sha256);
    return written == null ? output.mos(sha256) : written;
  }

  /** What may be of no moving picture. To be asked for when all is written. */
  Map<RowDoubt, Examples> doubts() {
    return doubts.found();
  }

  /** The duplicates whose score is in no row. To be asked for when all is written. */
  LostScores lostScores() {
    return lostScores;
  }

  /**
   * A clip that is named twice is one clip: the row shares its fate, and where it was written, is a
   * duplicate.
   */
  private void repeat(ManifestRow row) {
    Settlement first = outcomeOfRepeated.get(row.firstIndex());
    switch (first) {
      case null ->
          throw new IllegalStateException(
              "row " + row.index() + " repeats a row that is not settled");
      case Settlement.DownloadFailed _, Settlement.FailedBefore _, Settlement.Broken _ ->
          enter(row, first);
      case Settlement.Ingested(ClipContent content, VideoFacts _) ->
          duplicate(row, mosOf(content.sha256()));
      case Settlement.Known(Sha256 sha256) -> duplicate(row, mosOf(sha256));
      case Settlement.Repeat _ ->
          throw new IllegalStateException("a repeat is never the first row of its clip");
    }
  }
}
