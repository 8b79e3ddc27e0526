package org.mosingest.cli.view;

import java.util.List;
import org.mosingest.core.options.RateTimetable;
import tools.jackson.databind.JsonNode;

/** The limits of a service, as lines. */
public final class LimitLines {

  private LimitLines() {}

  /** The lines of the service's answer. */
  public static List<String> of(JsonNode limits) {
    String rate = limits.path("limit_rate").asString("");
    JsonNode now = limits.path("bytes_per_s");
    String force =
        rate.contains(",")
            ? " (now " + (now.isNumber() ? RateTimetable.always(now.asLong()).text() : "off") + ")"
            : "";
    return List.of(
        "downloads   " + limits.path("downloads").asInt(),
        "per host    " + limits.path("per_host").asInt(),
        "limit rate  " + rate + force);
  }
}
