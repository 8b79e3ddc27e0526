package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.daemon.run.CorpusBed;

/** The report's page in a real browser, in a frame as wide as its readers' screens. */
@Timeout(180)
final class ReportPageTest {

  private static final String LONG =
      "a-name-without-any-place-to-break-it-0123456789-0123456789-0123456789-0123456789";

  @TempDir private Path temporary = Path.of("");

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void nothingSticksOutOfThePage(int width) throws Exception {
    String page = report().replace("&", "&amp;").replace("\"", "&quot;");
    Path frame =
        Files.writeString(
            temporary.resolve("frame.html"),
            """
            <!doctype html><title>not measured</title><iframe width="%d" height="2000" style="border:0" srcdoc="%s"></iframe>
            <script>
            const frame = document.querySelector('iframe');
            frame.addEventListener('load', () => {
              const all = [...frame.contentDocument.querySelectorAll('main *')];
              const out = all.filter((one) => !one.closest('.table table') && one.getBoundingClientRect().right > %d + 1);
              const cut = all.filter((one) => one.matches('.table') && getComputedStyle(one).overflowX !== 'auto');
              const root = frame.contentDocument.documentElement;
              document.title = 'surplus ' + (root.scrollWidth - root.clientWidth) + ', tables '
                  + all.filter((one) => one.matches('table')).length + ', out ' + out.length + ', cut ' + cut.length;
            });
            </script>
            """
                .formatted(width, page, width));

    String measured = browser("--dump-dom", frame.toUri().toString());

    assertThat(measured)
        .containsPattern("<title>surplus 0, tables [1-9]\\d*, out 0, cut 0</title>");
  }

  @Test
  void aNameThatTurnsTheTextAroundIsSpeltOut() throws Exception {
    assertThat(report()).contains("a\\u202e4pm.76000.jpg.mp4").doesNotContain("\u202e");
  }

  private String report() throws Exception {
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
    return Files.readString(bed.folder().resolve("konvid_150k.jsonl.report.html"));
  }

  private String browser(String... arguments) throws Exception {
    Path chromium =
        Arrays.stream(
                Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
            .flatMap(
                folder ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseGet(() -> Assumptions.abort("chromium is not in PATH"));
    List<String> command =
        Stream.concat(
                Stream.of(
                    chromium.toString(),
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--user-data-dir=" + temporary.resolve("profile"),
                    "--window-size=1600,2200",
                    "--virtual-time-budget=10000"),
                Arrays.stream(arguments))
            .toList();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
