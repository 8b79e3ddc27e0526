package org.mosingest.cli.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosingest.cli.view.DaemonFacts;
import org.mosingest.cli.view.RunFacts;
import org.mosingest.core.row.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The daemon's documents, read leniently: what a newer or older daemon does not say is empty or
 * zero, and what it says more is passed over. Texts come out fit for a terminal.
 */
public final class DaemonDocuments {

  private DaemonDocuments() {}

  /**
   * A document as a tree; anything that is no JSON object or list comes from something that is no
   * daemon.
   *
   * @throws DaemonUnreachableException if it is none
   */
  public static JsonNode parse(String json, DaemonClient from) throws DaemonUnreachableException {
    try {
      JsonNode tree = JsonTree.of(json);
      if (tree.isContainer()) {
        return tree;
      }
    } catch (JacksonException e) {
      // Said below.
    }
    throw from.stranger();
  }

  /** The run objects of a list of runs or of a progress document. */
  public static List<JsonNode> runs(JsonNode document) {
    List<JsonNode> runs = new ArrayList<>();
    (document.isArray() ? document : document.path("runs")).forEach(runs::add);
    return runs;
  }

  /** What is shown of a run. */
  public static RunFacts run(JsonNode run) {
    return new RunFacts(
        text(run, "id"),
        text(run, "corpus"),
        text(run, "state"),
        new RunFacts.Counts(
            run.path("rows").asLong(0),
            run.path("settled").asLong(0),
            run.path("written").asLong(0),
            run.path("download_failed").asLong(0),
            run.path("broken").asLong(0),
            run.path("dedups").asLong(0),
            run.path("waiting").asLong(0),
            run.path("already_in_output").asLong(0)),
        new RunFacts.Traffic(
            run.path("bytes_downloaded").asLong(0),
            run.path("bytes_resumed").asLong(0),
            run.path("clips_per_s").asDouble(0),
            run.path("bytes_per_s").asDouble(0),
            run.path("eta_s").isNumber() ? run.path("eta_s").asLongOpt() : OptionalLong.empty()),
        new RunFacts.Times(instant(run, "started_at_utc"), instant(run, "finished_at_utc")),
        text(run, "output"),
        new RunFacts.Remarks(
            counts(run.path("failures")),
            List.of(),
            noted(run),
            ActivityDocuments.of(run),
            text(run, "label")));
  }

  /** What a run waits for, or the clip that holds it up. */
  private static String noted(JsonNode run) {
    String note = KeysAsOptions.said(run, "note");
    JsonNode stalled = run.path("stalled");
    JsonNode oldest = stalled.path("clips").path(0);
    if (!note.isEmpty() || !oldest.isObject()) {
      return note;
    }
    String detail = text(oldest, "detail");
    return "no clip finished for "
        + stalled.path("for_s").asLong(0)
        + " s; oldest: "
        + text(oldest, "name")
        + " ("
        + text(oldest, "stage")
        + " for "
        + oldest.path("for_s").asLong(0)
        + " s"
        + (detail.isEmpty() ? "" : ": " + detail)
        + ")";
  }

  /** What is shown of the daemon of a progress document. */
  public static DaemonFacts daemon(JsonNode document) {
    JsonNode daemon = document.path("daemon");
    List<DaemonFacts.Pool> pools = new ArrayList<>();
    for (Map.Entry<String, JsonNode> pool : daemon.path("pools").properties()) {
      JsonNode load = pool.getValue();
      pools.add(
          new DaemonFacts.Pool(
              Text.printable(pool.getKey()),
              load.path("size").asLong(0),
              load.path("active").asLong(0),
              load.path("queued").asLong(0)));
    }
    JsonNode free = daemon.path("disk_free_bytes");
    return new DaemonFacts(text(daemon, "version"), pools, free.isNumber() ? free.asLong(-1) : -1);
  }

  /** A field's text, or an empty one. */
  public static String text(JsonNode object, String field) {
    return Text.printable(object.path(field).asString(""));
  }

  private static Map<String, Long> counts(JsonNode object) {
    Map<String, Long> counts = new LinkedHashMap<>();
    object
        .properties()
        .forEach(entry -> counts.put(Text.printable(entry.getKey()), entry.getValue().asLong(0)));
    return counts;
  }

  private static Optional<Instant> instant(JsonNode object, String field) {
    String written = object.path(field).asString("");
    try {
      return written.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(written).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
