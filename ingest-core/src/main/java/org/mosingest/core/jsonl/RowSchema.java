package org.mosingest.core.jsonl;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjDoubleConsumer;
import java.util.function.ObjLongConsumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Sha256;

/**
 * What a row of the output holds, declared once: its keys, their order and their types, how each
 * value is had from a row and how a row is had back. No value is ever null. Whatever writes or
 * reads rows goes through these columns. Safe for many threads.
 */
public final class RowSchema {

  /** The columns, in the order in which they are written. */
  public static final List<Column> COLUMNS =
      List.of(
          new Column.Text("src", CorpusRow::src, (draft, src) -> draft.src = src),
          new Column.Text(
              "src_sha256",
              row -> row.content().sha256().hex(),
              (draft, hex) -> draft.sha256 = Sha256.parse(hex)),
          new Column.Whole(
              "src_size_bytes",
              Long.MAX_VALUE,
              row -> row.content().sizeBytes(),
              (draft, size) -> draft.sizeBytes = size),
          new Column.Whole(
              "width",
              Integer.MAX_VALUE,
              row -> row.video().width(),
              (draft, width) -> draft.width = (int) width),
          new Column.Whole(
              "height",
              Integer.MAX_VALUE,
              row -> row.video().height(),
              (draft, height) -> draft.height = (int) height),
          new Column.Real(
              "framerate",
              row -> row.video().framerate(),
              (draft, framerate) -> draft.framerate = framerate),
          new Column.Real(
              "duration_s",
              row -> row.video().durationS(),
              (draft, duration) -> draft.durationS = duration),
          new Column.Text(
              "pix_fmt", row -> row.video().pixFmt(), (draft, pixFmt) -> draft.pixFmt = pixFmt),
          new Column.Text(
              "encoder_upstream",
              row -> row.video().codecName(),
              (draft, codec) -> draft.codecName = codec),
          new Column.Real("mos", row -> row.opinion().mos(), (draft, mos) -> draft.mos = mos),
          new Column.Real(
              "mos_std_dev",
              row -> row.opinion().mosStdDev(),
              (draft, spread) -> draft.mosStdDev = spread),
          new Column.Whole(
              "n_ratings",
              Integer.MAX_VALUE,
              row -> row.opinion().nRatings(),
              (draft, ratings) -> draft.nRatings = (int) ratings),
          new Column.Text("corpus", CorpusRow::corpus, (draft, corpus) -> draft.corpus = corpus),
          new Column.Text(
              "corpus_version",
              CorpusRow::corpusVersion,
              (draft, version) -> draft.corpusVersion = version),
          new Column.Moment(
              "ingested_at_utc",
              CorpusRow::ingestedAt,
              (draft, instant) -> draft.ingestedAt = instant));

  private static final Map<String, Integer> PLACES =
      IntStream.range(0, COLUMNS.size())
          .boxed()
          .collect(Collectors.toUnmodifiableMap(place -> COLUMNS.get(place).key(), place -> place));

  private RowSchema() {}

  /** The keys, in the order in which they are written. */
  public static List<String> keys() {
    return COLUMNS.stream().map(Column::key).toList();
  }

  /** The place of that key's column among {@link #COLUMNS}, from 0; -1 if no column has it. */
  static int placeOf(String key) {
    return PLACES.getOrDefault(key, -1);
  }

  /** A key of a row, and the value behind it. */
  public sealed interface Column {

    /** The key. */
    String key();

    /**
     * A text.
     *
     * @param key the key
     * @param of has the value from a row
     * @param into puts the value into a row that is being read
     */
    record Text(String key, Function<CorpusRow, String> of, BiConsumer<RowDraft, String> into)
        implements Column {}

    /**
     * A whole number.
     *
     * @param key the key
     * @param most what a value is at most, and its negative about what it is at least: a {@code
     *     long}'s or an {@code int}'s bounds
     * @param of has the value from a row
     * @param into puts the value into a row that is being read
     */
    record Whole(
        String key, long most, ToLongFunction<CorpusRow> of, ObjLongConsumer<RowDraft> into)
        implements Column {}

    /**
     * A number, written in its shortest form that reads back as the same.
     *
     * @param key the key
     * @param of has the value from a row
     * @param into puts the value into a row that is being read
     */
    record Real(String key, ToDoubleFunction<CorpusRow> of, ObjDoubleConsumer<RowDraft> into)
        implements Column {}

    /**
     * An instant, written to the second.
     *
     * @param key the key
     * @param of has the value from a row
     * @param into puts the value into a row that is being read
     */
    record Moment(String key, Function<CorpusRow, Instant> of, BiConsumer<RowDraft, Instant> into)
        implements Column {}
  }
}
