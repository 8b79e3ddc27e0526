package org.mosingest.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.cli.view.OutputStyle;
import org.mosingest.cli.view.Palette;
import org.mosingest.cli.view.RunFacts;
import org.mosingest.cli.view.RunFrame;
import org.mosingest.core.testkit.ParserFuzz;
import tools.jackson.databind.JsonNode;

/**
 * Whatever a daemon answers, or what is in its place, is shown or said to be no daemon's; no text
 * of it moves a terminal's cursor, and a refusal always says something.
 */
class DaemonAnswerFuzzTest extends ParserFuzz {

  private final DaemonClient client =
      new DaemonClient("http://127.0.0.1:1", new StateFolder(Path.of("/nowhere")));

  @DictionaryEntries({
    "\"runs\":[",
    "\"daemon\":{",
    "\"pools\":{",
    "\"rows\":",
    "\"settled\":",
    "\"eta_s\":",
    "\"bytes_per_s\":",
    "\"state\":",
    "\"started_at_utc\":",
    "\"2026-11-23T08:00:00+00:00\"",
    "+999999999-12-31T23:59:59+18:00",
    "\"failures\":{",
    "\"note\":",
    "\"error\":{",
    "\"code\":",
    "\"message\":",
    "\"hint\":",
    "1e308",
    "1e400",
    "-1",
    "9223372036854775807",
    "1.5",
    "null",
    "\\u001b[2J",
    "\\ud800",
    "\"disk_free_bytes\":"
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected void holds(byte[] input) {
    String body = new String(input, UTF_8);
    refusals(body);
    JsonNode document;
    try {
      document = DaemonDocuments.parse(body, client);
    } catch (DaemonUnreachableException e) {
      assertPrintable(String.valueOf(e.getMessage()));
      return;
    }
    List<RunFacts> runs =
        new ArrayList<>(DaemonDocuments.runs(document).stream().map(DaemonDocuments::run).toList());
    runs.add(DaemonDocuments.run(document));
    RunFrame.printed(runs, DaemonDocuments.daemon(document), new OutputStyle(80, Palette.PLAIN))
        .forEach(ParserFuzz::assertPrintable);
    assertPrintable(DaemonDocuments.text(document, "id"));
  }

  private void refusals(String body) {
    for (int status : new int[] {400, 401, 403, 409, 500}) {
      RefusedException refusal = client.refused(status, body);
      assertThat(refusal.getMessage()).isNotEmpty();
      assertPrintable(String.valueOf(refusal.getMessage()));
      assertPrintable(refusal.hint());
      assertThat(refusal.reason()).isNotNull();
    }
  }
}
