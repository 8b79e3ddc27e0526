package org.mosingest.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a view says of a run that does not go on. */
final class StalledDocumentTest {

  @Test
  void theOldestClipIsNamedUnlessTheRunSaysWhatItWaitsFor() {
    String stalled =
        "'stalled': {'for_s': 312, 'clips': [{'name': 'a\\u001b.mp4', 'stage': 'probing', 'for_s': 311, 'detail': ''},"
            + " {'name': 'b.mp4', 'stage': 'queued', 'for_s': 9, 'detail': ''}]}";
    assertThat(note("{'note': '', " + stalled + "}"))
        .startsWith("no clip finished for 312 s; oldest: a")
        .endsWith(".mp4 (probing for 311 s)")
        .doesNotContain("\u001b");
    assertThat(note("{'note': 'waiting for the network', " + stalled + "}"))
        .isEqualTo("waiting for the network");
    assertThat(note("{'note': '', 'stalled': null}")).isEmpty();
    assertThat(note("{'stalled': 7}")).isEmpty();
  }

  private static String note(String json) {
    return DaemonDocuments.run(JsonMapper.shared().readTree(json.replace('\'', '"')))
        .remarks()
        .note();
  }
}
