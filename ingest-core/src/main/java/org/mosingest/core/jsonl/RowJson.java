package org.mosingest.core.jsonl;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.mosingest.core.row.CorpusRow;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * How a row of the output is written: its 15 keys in their fixed order, compact, one line. Safe for
 * many threads.
 */
public final class RowJson {

  /** The keys of a row, in the order in which they are written. */
  public static final List<String> KEYS =
      List.of(
          "src",
          "src_sha256",
          "src_size_bytes",
          "width",
          "height",
          "framerate",
          "duration_s",
          "pix_fmt",
          "encoder_upstream",
          "mos",
          "mos_std_dev",
          "n_ratings",
          "corpus",
          "corpus_version",
          "ingested_at_utc");

  /** A typical row's length in bytes; a first guess only. */
  private static final int TYPICAL_LENGTH = 512;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+00:00'");

  private static final JsonFactory JSON = new JsonFactory();

  private RowJson() {}

  /** The row as UTF-8, its line feed included. */
  public static byte[] line(CorpusRow row) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_LENGTH);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("src", row.src());
      json.writeStringProperty("src_sha256", row.content().sha256().hex());
      json.writeNumberProperty("src_size_bytes", row.content().sizeBytes());
      json.writeNumberProperty("width", row.video().width());
      json.writeNumberProperty("height", row.video().height());
      json.writeNumberProperty("framerate", row.video().framerate());
      json.writeNumberProperty("duration_s", row.video().durationS());
      json.writeStringProperty("pix_fmt", row.video().pixFmt());
      json.writeStringProperty("encoder_upstream", row.video().codecName());
      json.writeNumberProperty("mos", row.opinion().mos());
      json.writeNumberProperty("mos_std_dev", row.opinion().mosStdDev());
      json.writeNumberProperty("n_ratings", row.opinion().nRatings());
      json.writeStringProperty("corpus", row.corpus());
      json.writeStringProperty("corpus_version", row.corpusVersion());
      json.writeStringProperty("ingested_at_utc", utcSeconds(row.ingestedAt()));
      json.writeEndObject();
    }
    out.write('\n');
    return out.toByteArray();
  }

  /** An instant as rows and reports write it: {@code 2026-05-08T12:00:00+00:00}. */
  public static String utcSeconds(Instant instant) {
    return SECONDS.format(instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
  }
}
