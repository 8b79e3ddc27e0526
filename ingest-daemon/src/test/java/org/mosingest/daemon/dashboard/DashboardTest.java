package org.mosingest.daemon.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** The dashboard in a real browser, over a real service and real runs. */
@Timeout(300)
class DashboardTest {

  private static final int LOST = 60;

  private static Chromium browser = unset();

  @TempDir private Path folder = unset();
  private final FakeClipProbe probe = new FakeClipProbe();
  private FaultServer server = unset();
  private DaemonBed daemon = unset();

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    // Here and not before all: where there is no browser, each test is skipped by name with the
    // reason.
    if (browser == null) {
      browser = Chromium.start();
    }
    server = FaultServer.start();
    daemon = new DaemonBed(folder, probe, "127.0.0.1");
    browser.fresh(1280, 900, false);
  }

  @AfterEach
  void stop() throws IOException {
    if (browser == null) {
      return;
    }
    // Otherwise its stream would make the service wait.
    browser.open("about:blank");
    daemon.close();
    server.close();
  }

  @Test
  void aRunIsFollowedLiveFromItsBeginningToItsEnd() throws Exception {
    CorpusBed bed = local("live", 40);
    FakeClipProbe.Gate gate = probe.holdAt("c25.mp4");
    browser.open(daemon.url());
    browser.awaitText("#connection-text", "live");
    browser.awaitShown("#runs-empty");
    browser.awaitText("#insecure-hosts", "bad.example");
    browser.script("globalThis.sameDocument = true");

    String id = daemon.submit("live");
    browser.awaitText("#run-title", "Run " + id + " · konvid-150k");
    // The rows behind the one that is held are known, too; they wait for its line.
    browser.awaitText("#run-settled", "39");
    browser.awaitText("#run-state .word", "running");
    browser.awaitText("#content-count", "25 clips");
    assertThat(browser.string("document.getElementById('run-bar').getAttribute('aria-valuenow')"))
        .isEqualTo("97");
    browser.awaitText("#probes-active", "1");
    browser.awaitText("#run-waiting", "14");
    // 39 of 40 rows: the bar and the list show what waits, too.
    for (String bar : List.of("#run-bar i", ".run-card .meter i")) {
      CorpusBed.await(
          "all of " + bar,
          () ->
              browser.number(
                      "[...document.querySelectorAll('"
                          + bar
                          + "')].reduce((sum, part) => sum + parseFloat(part.style.width || 0), 0) * 10")
                  == 975);
    }
    gate.open();

    browser.awaitText("#run-state .word", "completed");
    assertThat(browser.text("#run-settled")).isEqualTo("40");
    assertThat(browser.text("#run-percent")).isEqualTo("100.0%");
    browser.awaitText("#content-count", "40 clips");
    browser.click("#content figure:first-child summary");
    browser.awaitText("#content figure:first-child tbody", "3–3.2");
    CorpusBed.await(
        "the chart's bars",
        () ->
            browser
                .string(
                    "Chart.getChart(document.querySelector('#content canvas')).data.datasets[0].data.reduce((a, b) => a + b)")
                .equals("40"));
    browser.awaitText("#flow figcaption span", "over");
    assertThat(browser.string("globalThis.sameDocument")).isEqualTo("true");
    assertThat(bed.lines()).hasSize(40);
    nothingWrong();
  }

  @Test
  void aRunIsPausedResumedAndCancelledWithATokenTypedOnce() throws Exception {
    local("moves", 5);
    FakeClipProbe.Gate gate = probe.holdAt("c3.mp4");
    String id = daemon.submit("moves");
    gate.awaitEntered();
    browser.open(daemon.url());
    browser.awaitText("#run-state .word", "running");

    browser.click("#pause");
    browser.awaitShown("#token");
    browser.type("#token-value", "not-the-token");
    browser.click("#token-form .primary");
    browser.awaitText("#token-problem", "that is not the service's token");
    browser.type("#token-value", daemon.token());
    browser.click("#token-form .primary");
    browser.awaitText("#run-state .word", "paused");
    browser.awaitText("#pause", "Resume");
    browser.click("#pause");
    browser.awaitText("#run-state .word", "running");
    browser.click("#cancel");
    browser.awaitText("#confirm-title", "Cancel run " + id + "?");
    browser.click("#confirm-yes");
    browser.awaitText("#run-state .word", "cancelled");
    gate.open();
    browser.click("#delete");
    browser.awaitText("#confirm-title", "Delete run " + id + "?");
    browser.click("#confirm-yes");
    browser.awaitShown("#runs-empty");

    assertThat(browser.string("sessionStorage.length")).isEqualTo("1");
    assertThat(browser.string("JSON.stringify(localStorage) + document.cookie"))
        .doesNotContain(daemon.token());
    browser.click("#token-open");
    browser.click("#token-forget");
    assertThat(browser.string("sessionStorage.length")).isEqualTo("0");
    // The refused token, and nothing else but what was being asked of the run while it was deleted.
    assertThat(browser.console().stream().filter(line -> !line.contains("status of 404")).toList())
        .hasSize(1)
        .first()
        .asString()
        .contains("401");
  }

  @Test
  void exportsOfARunAreListedWithTheirFiles() throws Exception {
    local("exported", 5);
    String id = daemon.submit("exported");
    browser.open(daemon.url());
    browser.awaitText("#run-state .word", "completed");
    browser.awaitGone("#exports");

    JsonNode taken =
        daemon.post(
            "runs/" + id + "/exports",
            "{\"format\": \"csv\", \"output\": \"out/rows.csv\", \"split\": \"kfold=2\"}");
    assertThat(taken.path("output").asString()).endsWith("out/rows.csv");

    browser.awaitText("#exports-rows b", "completed");
    browser.awaitText("#exports-rows td:nth-child(2)", "kfold=2");
    browser.awaitText("#exports-rows .files", "out/rows.csv: ");
    browser.awaitText("#exports-count", "1");
    browser.awaitText("#exports-rows a", "csv");
    assertThat(browser.string("document.querySelector('#exports-rows a').getAttribute('href')"))
        .isEqualTo("/runs/" + id + "/exports/1");
    nothingWrong();
  }

  @Test
  void aSelectionIsRetriedAndNothingElse() throws Exception {
    CorpusBed bed = daemon.corpus("lost");
    for (int i = 0; i < LOST; i++) {
      bed.row("x" + i + ".mp4", server.url("/x" + i), "3.5");
      server.on("/x" + i, Replies.status(i % 2 == 0 ? 404 : 403), Replies.body(CorpusBed.fake(i)));
    }
    bed.write();
    daemon.submit("lost");
    browser.open(daemon.url());
    browser.awaitText("#run-state .word", "completed");
    browser.awaitText("#page-text", "1–50 of 60");
    browser.awaitText("#lost figure:last-child figcaption span", "1 host");

    browser.click("#page-on");
    browser.awaitText("#page-text", "51–60 of 60");
    browser.click("input[aria-label='Select x51.mp4']");
    browser.click("#failures-reason option[value='http-404']");
    browser.awaitText("#page-text", "1–30 of 30");
    browser.type("#failures-text", "x4");
    browser.awaitText("#page-text", "1–6 of 6");
    browser.click("input[aria-label='Select x42.mp4']");
    browser.awaitText("#retry-selected", "Retry 2 selected");
    browser.click("#retry-selected");
    browser.awaitShown("#token");
    browser.type("#token-value", daemon.token());
    browser.click("#token-form .primary");
    browser.awaitText("#run-written", "2");
    browser.awaitText("#run-state .word", "completed");

    for (int i = 0; i < LOST; i++) {
      assertThat(server.requests("/x" + i)).as("x" + i).hasSize(i == 51 || i == 42 ? 2 : 1);
    }
    browser.awaitText("#page-text", "1–5 of 5");
    browser.awaitText("#retry-reason", "Retry these 5");
    browser.click("#retry-reason");
    browser.awaitText("#confirm-text", "5 clips");
    browser.click("#confirm-yes");
    browser.awaitText("#run-written", "7");
    browser.awaitText("#run-state .word", "completed");
    assertThat(server.requests("/x40")).hasSize(2);
    assertThat(server.requests("/x41")).as("of another reason").hasSize(1);
    assertThat(server.requests("/x50")).as("of another name").hasSize(1);

    browser.type("#failures-text", "x" + Keys.BACK_SPACE);
    browser.awaitText("#retry-reason", "Retry all http-404");
    browser.awaitText("#page-text", "1–24 of 24");
    browser.click("#retry-reason");
    browser.awaitText("#confirm-text", "24 clips");
    browser.click("#confirm-yes");
    browser.awaitText("#run-written", "31");
    browser.awaitText("#run-state .word", "completed");
    assertThat(server.requests("/x51")).hasSize(2);
    assertThat(server.requests("/x53")).hasSize(1);

    browser.click("#retry");
    browser.awaitText("#confirm-text", "All 29 failed clips");
    assertThat(server.requests("/x53")).hasSize(1);
    browser.click("#confirm-yes");
    browser.awaitText("#run-written", "60");
    nothingWrong();
  }

  @Test
  void aRunIsSubmittedAndWhatIsWrongWithItSaid() throws Exception {
    local("mine", 3);
    browser.open(daemon.url());
    browser.awaitText("#connection-text", "live");

    browser.click("#submit-open");
    browser.awaitShown("#submit");
    browser.type("[name=corpus_dir]", "/elsewhere");
    browser.click("#submit-form .primary");
    browser.awaitShown("#token");
    browser.click("#token .close");
    browser.awaitGone("#token");
    assertThat(browser.one("#submit").isDisplayed()).isTrue();
    browser.click("#submit-form .primary");
    browser.awaitShown("#token");
    browser.type("#token-value", daemon.token());
    browser.click("#token-form .primary");
    browser.awaitText("#submit-problem", "root");
    browser.type("[name=corpus_dir]", "mine");
    browser.type("[name=min_rows]", "0");
    browser.click("#submit-form .primary");
    browser.awaitGone("#submit");
    browser.awaitText("#run-state .word", "completed");
    browser.awaitText("#run-note", "mine/konvid_150k.jsonl");
    browser.click("#options-title");
    browser.awaitText("#run-options", "min rows");
  }

  @Test
  void everyCorpusIsOffered() throws Exception {
    browser.open(daemon.url());
    browser.awaitText("#connection-text", "live");
    browser.click("#submit-open");
    browser.awaitText("#submit-corpus", "konvid-1k");
    for (String id : KnownCorpora.ids()) {
      browser.awaitText("#submit-corpus", id);
    }
    browser.script(
        """
        const choice = document.getElementById('submit-corpus');
        choice.value = 'konvid-1k';
        choice.dispatchEvent(new Event('change'));
        """);
    assertThat(browser.one("[name=output]").getAttribute("placeholder"))
        .isEqualTo("konvid_1k.jsonl");
    assertThat(browser.one("[name=corpus_dir]").getAttribute("placeholder"))
        .isEqualTo(".workingdir2/konvid-1k");
    nothingWrong();
  }

  @Test
  void aStalledRunNamesItsClipAloudOnceUntilItGoesOn() throws Exception {
    daemon.close();
    daemon = new DaemonBed(folder, probe, "127.0.0.1", Duration.ofSeconds(1));
    CorpusBed bed = local("still", 3);
    byte[] clip = CorpusBed.fake(9);
    CountDownLatch goOn = new CountDownLatch(1);
    server.on(
        "/hangs",
        (request, socket) -> {
          OutputStream out = socket.getOutputStream();
          out.write(
              ("HTTP/1.1 200 OK\r\nContent-Length: " + clip.length + "\r\n\r\n").getBytes(UTF_8));
          out.write(clip, 0, 5);
          out.flush();
          goOn.await();
          out.write(clip, 5, clip.length - 5);
          out.flush();
        });
    bed.row("<i>17.mp4", server.url("/hangs"), "3.5").write();
    browser.open(daemon.url());
    browser.awaitText("#connection-text", "live");
    browser.script(
        """
        globalThis.said = [];
        const announcer = document.getElementById('announcer');
        new MutationObserver(() => said.push(announcer.textContent)).observe(announcer, { childList: true, characterData: true, subtree: true });
        """);

    String id = daemon.submit("still");

    browser.awaitText("#run-state .word", "stalled");
    browser.awaitText(
        "#run-note", "Stalled at <i>17.mp4: transferring (5 bytes received, the last ");
    browser.awaitText(".run-card .stalled", "Stalled at <i>17.mp4");
    browser.awaitText("#announcer", "Run " + id + ": Stalled at <i>17.mp4: transferring.");
    // Longer than the page keeps a second sentence back: the seconds that pass are no news.
    CorpusBed.await(
        "a longer stall",
        () -> browser.text("#run-note").matches(".*the last ([7-9]|1\\d) s ago.*"));
    assertThat(browser.number("said.filter((sentence) => sentence.includes('Stalled')).length"))
        .isEqualTo(1);

    goOn.countDown();
    browser.awaitText("#run-state .word", "completed");
    browser.awaitText("#run-note", "Writes to ");
    browser.awaitText("#announcer", "Run " + id + " is completed.");
    assertThat(browser.all(".run-card .stalled")).isEmpty();
    assertThat(bed.lines()).hasSize(4);
    nothingWrong();
  }

  @Test
  void whatAManifestAndAServerSayIsText() throws Exception {
    String name = "<img src=x onerror='globalThis.hit=1'>.mp4";
    String reason = "<script>globalThis.hit=1<" + "/script>";
    CorpusBed bed = daemon.corpus("<b>hostile<b>");
    bed.row(name, server.url("/x"), "3.5");
    bed.row(
        "\"onmouseover=globalThis.hit=1 x=\".mp4", "http://<svg onload=globalThis.hit=1>/", "3.5");
    bed.row("javascript:globalThis.hit=1.mp4", "javascript:globalThis.hit=1", "3.5");
    bed.row("a\u202e4pm.76000.jpg.mp4", "", "3.5");
    bed.write();
    server.on(
        "/x",
        Replies.raw(("HTTP/1.1 404 " + reason + "\r\nContent-Length: 0\r\n\r\n").getBytes(UTF_8)));
    daemon.submit("<b>hostile<b>");
    browser.open(daemon.url());

    browser.awaitText("#failures-rows", name);
    browser.awaitText("#failures-rows", "javascript:globalThis.hit=1.mp4");
    browser.awaitText("#failures-rows", "a\\u202e4pm.76000.jpg.mp4");
    assertThat(browser.string("document.body.innerText.includes('\\u202e')")).isEqualTo("false");
    browser.awaitText("#run-note", "<b>hostile<b>");
    browser.awaitText("#lost figure:last-child figcaption span", "hosts");
    browser.script("document.querySelectorAll('details').forEach((node) => { node.open = true; })");
    browser.awaitText("#lost figure:last-child tbody", "no URL");
    assertThat(browser.string("globalThis.hit")).isEqualTo("null");
    assertThat(
            browser.all(
                "main img, main script, main svg, main b b, main [onerror], main [onmouseover], a[href^=javascript]"))
        .isEmpty();
    nothingWrong();
  }

  @Test
  void thePageAsksNobodyElse() throws Exception {
    local("own", 3);
    daemon.submit("own");
    browser.open(daemon.url());
    browser.awaitText("#run-state .word", "completed");
    browser.awaitText("#content-count", "3 clips");

    List<String> asked = browser.asked();
    assertThat(asked)
        .contains(daemon.url() + "dashboard/chart.js")
        .allMatch(url -> url.startsWith(daemon.url()));
    assertThat(
            browser.string(
                "performance.getEntriesByType('resource').filter((one) => !one.name.startsWith(location.origin)).length"))
        .isEqualTo("0");
    // The policy holds for whatever else might ask.
    assertThat(
            browser.async(
                "const done = arguments[0]; fetch('http://localhost:1/').then(() => done('asked'), () => done('refused'))"))
        .isEqualTo("refused");
    assertThat(browser.console()).anyMatch(line -> line.contains("Content Security Policy"));
  }

  @Test
  void itIsGoneIsSaidAndItComesBackByItself() throws Exception {
    local("again", 30);
    FakeClipProbe.Gate gate = probe.holdAt("c20.mp4");
    daemon.submit("again");
    browser.open(daemon.url());
    browser.awaitText("#run-settled", "29");

    daemon.stop();
    browser.awaitText("#connection-text", "no reply for");
    browser.awaitText("#announcer", "does not answer");
    assertThat(browser.text("#run-settled")).isEqualTo("29");
    gate.open();
    daemon.start();

    browser.awaitText("#connection-text", "live");
    browser.awaitText("#run-state .word", "completed");
    assertThat(browser.text("#run-settled")).isEqualTo("30");
  }

  @Test
  void itIsReadableOnAPhoneAndOnAWallAndForEverybody() throws Exception {
    CorpusBed bed = local("wide", 6);
    bed.row(
        "a-name-without-any-place-to-break-it-0123456789-0123456789-0123456789-0123456789.mp4",
        server.url("/gone"),
        "1.5");
    bed.write();
    server.on("/gone", Replies.status(404));
    daemon.submit("wide");
    browser.open(daemon.url());
    browser.awaitText("#run-state .word", "completed");
    browser.awaitText("#failures-rows", "a-name-without");
    browser.awaitText("#content-count", "6 clips");

    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark);
      for (int width : new int[] {360, 1280, 2560}) {
        browser.size(width, 900);
        assertThat(browser.number("document.documentElement.scrollWidth"))
            .as(width + " wide")
            .isLessThanOrEqualTo(width);
        // The browser has charts follow a size a moment later.
        CorpusBed.await(
            "nothing that sticks out at " + width,
            () ->
                browser.number(
                        """
                        [...document.querySelectorAll('main *')].filter((one) => !one.closest('.table-scroll table, .unseen')
                            && one.getBoundingClientRect().right > innerWidth + 1).length""")
                    == 0);
        assertThat(axe()).as(width + (dark ? " dark" : " light")).isEmpty();
      }
    }
    assertThat(browser.string("getComputedStyle(document.body.parentNode).backgroundColor"))
        .isEqualTo("rgb(14, 19, 24)");
    String bar =
        "Chart.getChart(document.querySelector('#content canvas')).getDatasetMeta(0).data[0].options.backgroundColor";
    CorpusBed.await(
        "bars follow the theme", () -> browser.string(bar).startsWith("color(srgb 0.337"));
    browser.click("#theme option[value=light]");
    assertThat(browser.string("getComputedStyle(document.body.parentNode).backgroundColor"))
        .isEqualTo("rgb(244, 246, 248)");
    browser.size(360, 800);
    browser.script("document.querySelectorAll('details').forEach((node) => { node.open = true; })");
    browser.click("#submit-open");
    assertThat(axe()).as("the form").isEmpty();
    assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
    nothingWrong();
  }

  @Test
  void boundElsewhereTheTokenOpensThePage() throws Exception {
    local("far", 2);
    daemon.close();
    daemon = new DaemonBed(folder, probe, "0.0.0.0");
    daemon.submit("far");

    browser.open(daemon.url().replace("://", "://anybody:" + daemon.token() + "@"));
    browser.awaitText("#run-state .word", "completed");
    browser.click("#retry, #submit-open");
    assertThat(browser.console()).isEmpty();
  }

  /** What axe finds that is serious or worse. */
  private static List<String> axe() throws IOException {
    if (browser.string("typeof globalThis.axe").equals("undefined")) {
      try (var in = DashboardTest.class.getResourceAsStream("/axe.min.js")) {
        browser.script(new String(java.util.Objects.requireNonNull(in).readAllBytes(), UTF_8));
      }
    }
    Object found =
        browser.async(
            """
            const done = arguments[0];
            globalThis.axe.run(document, {resultTypes: ['violations']}).then(
                (r) => done(r.violations.filter((v) => ['serious', 'critical'].includes(v.impact))
                    .map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html + ' ' + n.failureSummary).join(' | '))),
                (e) => done(['axe failed: ' + e]));
            """);
    List<String> violations = new ArrayList<>();
    ((List<?>) java.util.Objects.requireNonNull(found))
        .forEach(one -> violations.add(String.valueOf(one)));
    return violations;
  }

  private CorpusBed local(String name, int clips) throws IOException {
    CorpusBed bed = daemon.corpus(name);
    for (int i = 0; i < clips; i++) {
      bed.local("c" + i + ".mp4", CorpusBed.fake(i), "3.1");
    }
    return bed.write();
  }

  private static void nothingWrong() {
    assertThat(browser.console()).isEmpty();
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T unset() {
    return null;
  }
}
