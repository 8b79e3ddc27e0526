package org.mosingest.daemon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.run.CorpusBed;
import org.openqa.selenium.WebElement;

/** The page's buttons before its scripts are there, and its words for what the service refuses. */
@Timeout(300)
final class DashboardControlsTest {

  private static final String CONTROLS = ".bar-actions button, .bar-actions select";

  @Test
  void nothingCanBeClickedBeforeItDoesSomething(@TempDir Path folder) throws Exception {
    try (DaemonBed daemon = new DaemonBed(folder, new FakeClipProbe(), "127.0.0.1");
        Chromium browser = Chromium.start()) {
      browser.fresh(1280, 800, false);
      browser.block("*/main.js");
      browser.open(daemon.url());
      assertThat(browser.all(CONTROLS)).hasSize(4).noneMatch(WebElement::isEnabled);

      browser.block();
      browser.open(daemon.url());
      browser.click("#limits-open");
      browser.awaitShown("#limits");
      assertThat(browser.all(CONTROLS)).hasSize(4).allMatch(WebElement::isEnabled);
      browser.open("about:blank");
    }
  }

  @Test
  void aRefusalNamesTheFieldsOfTheForm(@TempDir Path folder) throws Exception {
    try (DaemonBed daemon = new DaemonBed(folder, new FakeClipProbe(), "127.0.0.1");
        Chromium browser = Chromium.start()) {
      CorpusBed bed = daemon.corpus("min_rows");
      bed.row("a.mp4", "http://localhost/a.mp4", "3").write();
      browser.fresh(1280, 800, false);
      browser.open(daemon.url());
      browser.script("sessionStorage.setItem('ingest-token', arguments[0])", daemon.token());
      browser.click("#submit-open");
      browser.type("[name=corpus_dir]", "min_rows");
      browser.click("#submit-form .primary");
      browser.awaitText("#submit-problem", "(Corpus, Minimum rows)");
      assertThat(browser.text("#submit-problem")).contains("/min_rows/manifest.csv");

      browser.type("[name=corpus_dir]", "/etc");
      browser.click("#submit-form .primary");
      browser.awaitText("#submit-problem", "Corpus folder is outside");
      browser.open("about:blank");
    }
  }

  @Test
  void oneClipIsSpokenOfAsOne(@TempDir Path folder) throws Exception {
    try (DaemonBed daemon = new DaemonBed(folder, new FakeClipProbe(), "127.0.0.1");
        Chromium browser = Chromium.start()) {
      daemon.corpus("one").row("a.mp4", "", "3").write();
      daemon.submit("one");
      browser.fresh(1280, 800, false);
      browser.open(daemon.url());
      browser.awaitText("#retry", "Retry the failure");
      browser.script("sessionStorage.setItem('ingest-token', arguments[0])", daemon.token());
      browser.click("#retry");
      browser.awaitText("#confirm-text", "The failed clip will be retried");
      browser.open("about:blank");
    }
  }
}
