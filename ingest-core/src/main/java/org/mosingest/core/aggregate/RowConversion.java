package org.mosingest.core.aggregate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.row.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns a line of a corpus's output into a row of the aggregation. What was aggregated before is
 * taken back to its own scale first, so that aggregating again changes nothing. Stateless.
 */
final class RowConversion {

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100).build())
                  .build())
          // Lone surrogates have no UTF-8.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private static final int KEYS = 18;
  private static final int LONGEST_SHOWN = 40;

  private RowConversion() {}

  /** What becomes of a line. */
  sealed interface Converted {

    /**
     * A row.
     *
     * @param label its corpus
     * @param key what tells its clip from others
     * @param sha256 its clip's hash; may be empty
     * @param spread on 0 to 100; 0 where it is not known
     * @param ingestedAt when it was ingested; may be empty
     * @param rest the row's JSON from its second key on, without the first brace
     * @param badSpread why its spread is taken as not known, where it says one
     * @param badCount the same of its count
     */
    record Row(
        String label,
        String key,
        String sha256,
        double spread,
        String ingestedAt,
        String rest,
        Optional<String> badSpread,
        Optional<String> badCount)
        implements Converted {}

    /** Of a corpus that nobody declared. */
    record UnknownCorpus(String why) implements Converted {}

    /** Its score is none of its corpus's scale. */
    record BadScale(String why) implements Converted {}

    /** No row. */
    record Malformed(String why) implements Converted {}
  }

  /**
   * Converts a line.
   *
   * @param override the label of all rows of the file; empty if rows say
   */
  static Converted convert(
      byte[] line, Optional<String> override, Map<String, AggregateScale> scales) {
    JsonNode row;
    try {
      row = JSON.readTree(line);
    } catch (JacksonException e) {
      return new Converted.Malformed("not JSON");
    }
    if (row == null || !row.isObject()) {
      return new Converted.Malformed("not a JSON object");
    }
    for (String key : new String[] {"src", "src_sha256", "mos", "corpus"}) {
      if (!row.has(key)) {
        return new Converted.Malformed("the key " + key + " is missing");
      }
    }
    boolean again = row.has("mos_native") && row.has("aggregated_at_utc");
    String corpus = text(row, "corpus");
    String said = text(row, "corpus_source");
    String label = override.orElse(said.isEmpty() ? corpus : said);
    AggregateScale scale = scales.get(label);
    if (scale == null) {
      return new Converted.UnknownCorpus("there is no corpus '" + Text.printable(label) + "'");
    }
    JsonNode mos = row.path(again ? "mos_native" : "mos");
    double score = mos.isNumber() ? mos.asDouble(Double.NaN) : Double.NaN;
    if (!scale.holds(score)) {
      return new Converted.BadScale(
          "the MOS "
              + Text.printable(shortened(mos.toString()))
              + " is outside the scale of "
              + label
              + ", "
              + scale.lowest()
              + " to "
              + scale.highest());
    }
    String spreadKey = again ? "mos_std_dev_native" : "mos_std_dev";
    double spread = number(row, spreadKey);
    String sha256 = text(row, "src_sha256");
    String src = text(row, "src");
    // Programs that write it in capitals mean the same bytes.
    String key = sha256.isEmpty() ? src + "@" + label : sha256.toLowerCase(Locale.ROOT);
    // In the order of their names.
    Map<String, Object> out = new LinkedHashMap<>(KEYS * 2);
    out.put("corpus", corpus);
    out.put("corpus_source", label);
    out.put("corpus_version", text(row, "corpus_version"));
    out.put("duration_s", number(row, "duration_s"));
    out.put("encoder_upstream", text(row, "encoder_upstream"));
    out.put("framerate", number(row, "framerate"));
    out.put("height", (long) number(row, "height"));
    out.put("ingested_at_utc", text(row, "ingested_at_utc"));
    out.put("mos", scale.score(score));
    out.put("mos_native", score);
    out.put("mos_native_scale", scale.scaleName());
    out.put("mos_std_dev", scale.spread(spread));
    out.put("mos_std_dev_native", spread);
    out.put("n_ratings", (long) number(row, "n_ratings"));
    out.put("pix_fmt", text(row, "pix_fmt"));
    out.put("src", src);
    out.put("src_sha256", sha256);
    out.put("width", (long) number(row, "width"));
    String json = JSON.writeValueAsString(out);
    return new Converted.Row(
        label,
        quoted(key),
        quoted(sha256),
        scale.spread(spread),
        text(row, "ingested_at_utc"),
        json.substring(1),
        doubt(row, spreadKey, false),
        doubt(row, "n_ratings", true));
  }

  /** Without control characters, which would break the lines that are sorted. */
  private static String quoted(String text) {
    return isWord(text) ? '"' + text + '"' : JSON.writeValueAsString(text);
  }

  /** Whether nothing in it needs to be escaped, as in a hash. */
  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))) {
        return false;
      }
    }
    return true;
  }

  private static String text(JsonNode row, String key) {
    JsonNode value = row.path(key);
    return value.isString() ? value.asString() : "";
  }

  /** Why a figure is 0 here; empty if it is as it should be, or the row has none. */
  private static Optional<String> doubt(JsonNode row, String key, boolean whole) {
    JsonNode value = row.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    double number = value.isNumber() ? value.asDouble(-1) : -1;
    boolean good =
        Double.isFinite(number) && number >= 0 && (!whole || number == Math.rint(number));
    return good
        ? Optional.empty()
        : Optional.of(
            "the "
                + key
                + " "
                + Text.printable(shortened(value.toString()))
                + (whole ? " is not a number of votes" : " is not a spread"));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  private static double number(JsonNode row, String key) {
    JsonNode value = row.path(key);
    double number = value.isNumber() ? value.asDouble(0) : 0;
    return Double.isFinite(number) ? Math.max(0, number) + 0.0 : 0;
  }
}
