package org.mosingest.daemon.http.document;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.Wording;
import org.mosingest.core.row.Text;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run as another process tells of it: what {@code GET /runs/{id}} gives, read again.
 *
 * @param document a JSON object
 */
public record ToldRun(JsonNode document) {

  /**
   * Reads it.
   *
   * @param json UTF-8
   * @throws IllegalArgumentException if it is no JSON object
   */
  public static ToldRun read(byte[] json) {
    JsonNode document;
    try {
      document = JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the body is not JSON", e);
    }
    if (!document.isObject()) {
      throw new IllegalArgumentException("the body is not a JSON object");
    }
    return new ToldRun(document);
  }

  /** Its options, as a submission has them. */
  public byte[] options() {
    JsonNode options = document.path("options");
    return JsonMapper.shared()
        .writeValueAsBytes(options.isMissingNode() ? Map.of() : (Object) options);
  }

  /**
   * The run.
   *
   * @param options its options, their paths as the service may show them
   * @param now when it was told
   * @throws IllegalArgumentException if a figure is none, or the state no word
   */
  public RunSnapshot snapshot(String id, RunOptions options, Instant now) {
    Optional<Instant> startedAt = instant("started_at_utc");
    return new RunSnapshot(
        id,
        state(),
        options,
        new Outcomes(
            count("rows"),
            count("written"),
            count("dedups"),
            count("download_failed"),
            count("broken"),
            count("waiting"),
            count("already_in_output")),
        new RunSnapshot.Traffic(
            (long) number("bytes_downloaded"),
            (long) number("bytes_resumed"),
            number("clips_per_s"),
            number("bytes_per_s"),
            document.path("eta_s").isNumber()
                ? OptionalLong.of((long) number("eta_s"))
                : OptionalLong.empty()),
        new RunSnapshot.Times(
            startedAt.orElse(now),
            startedAt,
            instant("finished_at_utc"),
            Duration.ofMillis((long) (number("active_s") * 1000))),
        failures(),
        RunSnapshot.Situation.elsewhere(
            Wording.of(Text.printable(document.path("note").asString("")))));
  }

  private RunState state() {
    String word = document.path("state").asString("");
    return Arrays.stream(RunState.values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("state: not the word for one"));
  }

  private int count(String key) {
    JsonNode value = document.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 0) {
      throw new IllegalArgumentException(key + ": not a number of rows");
    }
    return value.asInt();
  }

  private double number(String key) {
    double value = document.path(key).asDouble(-1);
    if (!Double.isFinite(value) || value < 0 || value > Long.MAX_VALUE / 1000.0) {
      throw new IllegalArgumentException(key + ": not a number from 0");
    }
    return value;
  }

  private Optional<Instant> instant(String key) {
    JsonNode value = document.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(value.asString("")).toInstant());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(key + ": not an instant", e);
    }
  }

  private Map<String, Integer> failures() {
    Map<String, Integer> failures = new TreeMap<>();
    for (Map.Entry<String, JsonNode> reason : document.path("failures").properties()) {
      failures.put(Text.printable(reason.getKey()), Math.max(0, reason.getValue().asInt(0)));
    }
    return failures;
  }
}
