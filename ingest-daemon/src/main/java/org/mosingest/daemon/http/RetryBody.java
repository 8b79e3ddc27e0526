package org.mosingest.daemon.http;

import java.util.HashSet;
import java.util.Set;
import org.mosingest.core.failures.BadPatternException;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.row.Text;
import org.mosingest.daemon.runs.RetryChoice;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a retry's body asks for: a reason's pattern, or clips by name, or nothing in particular; and
 * which broken clips are fetched again.
 */
final class RetryBody {

  private static final String REFETCH = "refetch_broken";

  private RetryBody() {}

  /**
   * Reads a body.
   *
   * @param bytes JSON; empty for all that failed
   * @throws Refusal if it is anything else
   */
  static RetryChoice read(byte[] bytes) {
    if (bytes.length == 0) {
      return new RetryChoice.All();
    }
    JsonNode body;
    try {
      body = JsonMapper.shared().readTree(bytes);
    } catch (JacksonException e) {
      throw bad("the body is not JSON: " + Text.printable(e.getOriginalMessage()));
    }
    if (!body.isObject() || !Set.of("reason", "clips", REFETCH).containsAll(body.propertyNames())) {
      throw bad("the body may contain only reason or clips, and refetch_broken");
    }
    RetryChoice choice = choice(body);
    JsonNode refetch = body.path(REFETCH);
    if (refetch.isBoolean()) {
      return refetch.booleanValue() ? new RetryChoice.Refetch(choice, ReasonPattern.any()) : choice;
    }
    return body.hasNonNull(REFETCH)
        ? new RetryChoice.Refetch(choice, pattern(REFETCH, refetch))
        : choice;
  }

  private static RetryChoice choice(JsonNode body) {
    boolean byReason = body.hasNonNull("reason");
    boolean byName = body.hasNonNull("clips");
    if (byReason && byName) {
      throw bad("give either reason or clips, not both");
    }
    if (byName) {
      return clips(body.get("clips"));
    }
    return byReason
        ? new RetryChoice.Reason(pattern("reason", body.get("reason")))
        : new RetryChoice.All();
  }

  private static ReasonPattern pattern(String key, JsonNode pattern) {
    if (!pattern.isString()) {
      throw bad(key + " must be a string");
    }
    try {
      return ReasonPattern.of(pattern.stringValue());
    } catch (BadPatternException e) {
      throw bad(key + ": " + e.getMessage());
    }
  }

  private static RetryChoice clips(JsonNode clips) {
    Set<String> names = new HashSet<>();
    if (clips.isArray()) {
      for (JsonNode clip : clips) {
        if (!clip.isString()) {
          throw bad("clips must be names");
        }
        names.add(clip.stringValue());
      }
    }
    if (names.isEmpty()) {
      throw bad("clips must be a list of names, with at least one");
    }
    return new RetryChoice.Clips(names);
  }

  private static Refusal bad(String message) {
    return Refusal.badRequest(
        "bad-body",
        message,
        "send nothing, {\"reason\": \"http-5..\"}, {\"clips\": [\"a.mp4\"]} or {\"refetch_broken\": true}");
  }
}
