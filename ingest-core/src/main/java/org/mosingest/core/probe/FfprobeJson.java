package org.mosingest.core.probe;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.VideoFacts;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what {@code ffprobe -of json} prints. Any value may be a number, a string or missing; one
 * that makes no sense is 0.0 or empty, and never a fault. Format: {@code doc/ffprobe.xsd} of
 * FFmpeg.
 */
final class FfprobeJson {

  /**
   * A decimal number; Java's own parser takes {@code 1f}, {@code 0x1p3} and {@code NaN} besides. No
   * text can be cut into it in two ways, so that a long one costs little.
   */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

  private static final JsonMapper JSON = new JsonMapper();

  private FfprobeJson() {}

  static ProbeOutcome read(String output) {
    JsonNode document;
    try {
      document = JSON.readTree(output);
    } catch (JacksonException e) {
      return new ProbeOutcome.Broken(Reason.of(ReasonWord.FFPROBE_NOT_JSON));
    }
    if (!document.isObject()) {
      return new ProbeOutcome.Broken(Reason.of(ReasonWord.FFPROBE_NOT_JSON));
    }
    JsonNode stream = document.path("streams").path(0);
    if (!stream.isObject()) {
      return new ProbeOutcome.Broken(Reason.of(ReasonWord.NO_VIDEO_STREAM));
    }
    OptionalInt width = size(stream.path("width"));
    OptionalInt height = size(stream.path("height"));
    if (width.isEmpty() || height.isEmpty()) {
      return new ProbeOutcome.Broken(Reason.of(ReasonWord.NO_PICTURE_SIZE));
    }
    double ofStream = positive(text(stream.path("duration")));
    return new ProbeOutcome.Video(
        new VideoFacts(
            width.getAsInt(),
            height.getAsInt(),
            framerate(stream),
            ofStream > 0 ? ofStream : positive(text(document.path("format").path("duration"))),
            stream.path("pix_fmt").asString(""),
            stream.path("codec_name").asString("")));
  }

  /**
   * {@code r_frame_rate} stands in only where there is no average at all: an average of {@code
   * 0/0}, which ffprobe prints for a stream of one picture, is a rate of 0.0, as in the rows that
   * the script before this program wrote.
   */
  private static double framerate(JsonNode stream) {
    String average = text(stream.path("avg_frame_rate"));
    return quotient(average.isEmpty() ? text(stream.path("r_frame_rate")) : average);
  }

  private static double quotient(String rate) {
    int slash = rate.indexOf('/');
    if (slash < 0) {
      return positive(rate);
    }
    double quotient = number(rate.substring(0, slash)) / number(rate.substring(slash + 1));
    return Double.isFinite(quotient) && quotient > 0 ? quotient : 0.0;
  }

  private static double positive(String text) {
    double value = number(text);
    return value > 0 ? value : 0.0;
  }

  private static double number(String text) {
    String trimmed = text.strip();
    if (!DECIMAL.matcher(trimmed).matches()) {
      return 0.0;
    }
    double value = Double.parseDouble(trimmed);
    return Double.isFinite(value) ? value : 0.0;
  }

  private static OptionalInt size(JsonNode node) {
    double value = number(text(node));
    return value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value)
        ? OptionalInt.of((int) value)
        : OptionalInt.empty();
  }

  private static String text(JsonNode node) {
    return node.isNumber() || node.isString() ? node.asString().strip() : "";
  }
}
