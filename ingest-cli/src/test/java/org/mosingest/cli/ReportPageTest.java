package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.daemon.dashboard.Chromium;
import org.mosingest.daemon.run.CorpusBed;

/** The report's page in a real browser, as wide as its readers' screens. */
@Timeout(180)
final class ReportPageTest {

  private static final String LONG =
      "a-name-without-any-place-to-break-it-0123456789-0123456789-0123456789-0123456789";

  @TempDir private Path temporary = Path.of("");

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void nothingSticksOutOfThePage(int width) throws Exception {
    try (Chromium browser = Chromium.start()) {
      browser.fresh(width, 2000, false);
      browser.open(report().toUri().toString());

      assertThat(browser.string(measured(width)))
          .matches("surplus 0, tables [1-9]\\d*, out 0, cut 0");
    }
  }

  /** What is wider than the page: nothing but a table may be, which then scrolls. */
  private static String measured(int width) {
    return """
    (() => {
      const all = [...document.querySelectorAll('main *')];
      const out = all.filter((one) => !one.closest('.table table') && one.getBoundingClientRect().right > %d + 1);
      const cut = all.filter((one) => one.matches('.table') && getComputedStyle(one).overflowX !== 'auto');
      const root = document.documentElement;
      return 'surplus ' + (root.scrollWidth - root.clientWidth) + ', tables '
          + all.filter((one) => one.matches('table')).length + ', out ' + out.length + ', cut ' + cut.length;
    })()
    """
        .formatted(width);
  }

  @Test
  void aNameThatTurnsTheTextAroundIsSpeltOut() throws Exception {
    assertThat(report()).content().contains("a\\u202e4pm.76000.jpg.mp4").doesNotContain("\u202e");
  }

  private Path report() throws Exception {
    CorpusBed bed = new CorpusBed(temporary.resolve("corpus"));
    for (int i = 0; i < 5; i++) {
      bed.local("c" + i + ".mp4", CorpusBed.fake(i), "3.1");
    }
    bed.row(LONG + ".mp4", "", "1.5").row(LONG + ".mp4", "", "2.5");
    bed.row("a\u202e4pm.76000.jpg.mp4", "", "1.5").row("a\u202e4pm.76000.jpg.mp4", "", "2.5");
    bed.write();
    CommandResult ran =
        CommandResult.of(
            List.of(
                "run",
                "--konvid-dir=" + bed.folder(),
                "--min-rows=0",
                "--ffprobe-bin=" + Scripts.ffprobe(temporary.resolve("ffprobe"), "")));
    assertThat(ran.status()).as(ran.err()).isZero();
    CommandResult reported = CommandResult.of(List.of("report", "--konvid-dir=" + bed.folder()));
    assertThat(reported.status()).as(reported.err()).isZero();
    return bed.folder().resolve("konvid_150k.jsonl.report.html");
  }
}
