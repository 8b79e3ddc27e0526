package org.mosingest.core.jsonl;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads back what {@link RowJson} writes, from this program or another that keeps to the same keys.
 * Safe for many threads.
 */
public final class RowReader {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
          .build();

  private RowReader() {}

  /**
   * Reads a line.
   *
   * @param line UTF-8, with or without its line feed
   * @param length how many of its bytes count
   * @return the row; empty if the line is no row: not a JSON object, a key missing, or a value that
   *     no row may have. Keys beyond the 15 are passed over
   */
  public static Optional<CorpusRow> read(byte[] line, int length) {
    return read(line, 0, length);
  }

  /**
   * As {@link #read(byte[], int)}, for a line among others.
   *
   * @param bytes hold the line
   * @param offset where it begins
   * @param length how long it is
   */
  public static Optional<CorpusRow> read(byte[] bytes, int offset, int length) {
    Fields fields = new Fields();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        json.nextToken();
        fields.take(key, json);
        json.skipChildren();
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        return Optional.empty();
      }
      return fields.row();
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The values of a line as far as it is read. */
  private static final class Fields {
    private int seen;
    private String src = "";
    private Optional<Sha256> sha256 = Optional.empty();
    private long sizeBytes;
    private int width;
    private int height;
    private double framerate;
    private double durationS;
    private String pixFmt = "";
    private String codec = "";
    private double mos = Double.NaN;
    private double mosStdDev;
    private int ratings;
    private String corpus = "";
    private String corpusVersion = "";
    private Instant ingestedAt = Instant.EPOCH;

    /** Throws what {@link #read} catches where the value has another type. */
    void take(String key, JsonParser json) {
      seen++;
      switch (key) {
        case "src" -> src = text(json);
        case "src_sha256" -> sha256 = Sha256.parse(text(json));
        case "src_size_bytes" -> sizeBytes = json.getLongValue();
        case "width" -> width = json.getIntValue();
        case "height" -> height = json.getIntValue();
        case "framerate" -> framerate = json.getDoubleValue();
        case "duration_s" -> durationS = json.getDoubleValue();
        case "pix_fmt" -> pixFmt = text(json);
        case "encoder_upstream" -> codec = text(json);
        case "mos" -> mos = json.getDoubleValue();
        case "mos_std_dev" -> mosStdDev = json.getDoubleValue();
        case "n_ratings" -> ratings = json.getIntValue();
        case "corpus" -> corpus = text(json);
        case "corpus_version" -> corpusVersion = text(json);
        case "ingested_at_utc" -> ingestedAt = OffsetDateTime.parse(text(json)).toInstant();
        default -> seen--;
      }
    }

    private static String text(JsonParser json) {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw new IllegalArgumentException("not a text");
      }
      return json.getString();
    }

    Optional<CorpusRow> row() {
      if (seen < RowJson.KEYS.size() || sha256.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new CorpusRow(
              src,
              new ClipContent(sha256.get(), sizeBytes),
              new VideoFacts(width, height, framerate, durationS, pixFmt, codec),
              new Opinion(mos, mosStdDev, ratings),
              corpus,
              corpusVersion,
              ingestedAt));
    }
  }
}
