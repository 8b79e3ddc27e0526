package org.mosingest.daemon.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChartLibraryTest {

  /** A report puts it between script tags, where these would end it. */
  @Test
  void theScriptIsWholeAndCanStandInsideAPage() {
    String script = new String(ChartLibrary.script(), UTF_8);

    assertThat(script).contains("Chart.js v" + ChartLibrary.version()).contains(".Chart=");
    assertThat(script).doesNotContainIgnoringCase("</script").doesNotContain("<!--");
  }
}
