package org.mosingest.daemon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.run.CorpusBed;

/** The limits of a running service, changed in a real browser. */
@Timeout(300)
final class DashboardLimitsTest {

  @Test
  void limitsAreChangedAndWhatIsNoneIsSaid(@TempDir Path folder) throws Exception {
    try (DaemonBed daemon = new DaemonBed(folder, new FakeClipProbe(), "127.0.0.1");
        Chromium browser = Chromium.start()) {
      browser.fresh(360, 800, false);
      browser.open(daemon.url());
      browser.awaitText("#connection-text", "live");

      browser.click("#limits-open");
      CorpusBed.await(
          "the limits in force",
          () -> "off".equals(browser.one("[name=limit_rate]").getAttribute("value")));
      assertThat(browser.one("[name=downloads]").getAttribute("value")).isEqualTo("16");
      assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
      browser.type("[name=limit_rate]", "often");
      browser.click("#limits-form .primary");
      browser.awaitShown("#token");
      browser.type("#token-value", daemon.token());
      browser.click("#token-form .primary");
      browser.awaitText("#limits-problem", "often");
      assertThat(daemon.get("limits").get("limit_rate").asString()).isEqualTo("off");

      browser.type("[name=limit_rate]", "08:00,5M 19:00,off");
      browser.type("[name=downloads]", "3");
      browser.type("[name=per_host]", "2");
      browser.click("#limits-form .primary");
      browser.awaitGone("#limits");
      browser.awaitText("#announcer", "3 downloads, 2 per host, rate 08:00,5M 19:00,off");
      browser.awaitText("#downloads-size", "3");
      assertThat(daemon.get("limits").get("per_host").asInt()).isEqualTo(2);

      browser.click("#limits-open");
      CorpusBed.await(
          "the limits in force",
          () -> "3".equals(browser.one("[name=downloads]").getAttribute("value")));
      browser.open("about:blank");
    }
  }
}
