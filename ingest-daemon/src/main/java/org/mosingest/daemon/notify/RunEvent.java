package org.mosingest.daemon.notify;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.watch.Stall;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is told of a run.
 *
 * @param event {@code completed}, {@code failed}, {@code cancelled} or {@code stalled}
 * @param run the run then
 */
record RunEvent(String event, RunSnapshot run) {

  static final String STALLED = "stalled";

  /** In words: {@code run 3 completed}. */
  String words() {
    return "run " + run.id() + " " + event;
  }

  /** The document, one JSON object; the keys are those of a run in {@code /progress}. */
  byte[] json(Instant now) {
    Outcomes rows = run.outcomes();
    ObjectNode json =
        JsonMapper.shared()
            .createObjectNode()
            .put("event", event)
            .put("at_utc", now.toString())
            .put("id", run.id())
            .put("label", run.options().find(CorpusOption.LABEL).orElse(""))
            .put("corpus", run.options().corpus().id())
            .put("state", run.state().word())
            .put("rows", rows.rows())
            .put("settled", rows.settled())
            .put("written", rows.written())
            .put("download_failed", rows.downloadFailed())
            .put("broken", rows.broken())
            .put("dedups", rows.dedups())
            .put("attrition_pct", rows.attrition())
            .put("active_s", run.times().active().toMillis() / 1000.0)
            .put("note", run.situation().stall().map(Stall::words).orElse(run.note()));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
