package org.mosingest.daemon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.run.CorpusBed;

/**
 * The page is open for the whole of a large run: what that costs the page, the service and the run.
 * Prints its figures.
 */
@Tag("soak")
class DashboardSoakTest {

  private static final int CLIPS = 20_000;
  private static final int PAIRS = Integer.getInteger("soak.pairs", 2);

  /** Two in five fail: 8 000. */
  private static final int LOST_OF_FIVE = 2;

  @TempDir private Path folder;

  @Test
  @Timeout(1800)
  @SuppressWarnings("SystemOut")
  void aPageIsOpenForTheWholeOfALargeRun() throws Exception {
    List<Long> alone = new ArrayList<>();
    List<Long> watched = new ArrayList<>();
    try (DaemonBed daemon = new DaemonBed(folder, new FakeClipProbe(), "127.0.0.1");
        Chromium browser = Chromium.start()) {
      run(daemon, "warm-up");
      for (int i = 0; i < PAIRS; i++) {
        alone.add(run(daemon, "alone" + i));
        browser.fresh(1280, 900, false);
        browser.open(daemon.url());
        browser.awaitText("#connection-text", "live");
        browser.script(
            "globalThis.longest = 0; new PerformanceObserver((l) => l.getEntries().forEach((e) => { globalThis.longest ="
                + " Math.max(globalThis.longest, e.duration); })).observe({type: 'longtask'})");
        long before = heap(browser);
        watched.add(run(daemon, "watched" + i));
        browser.awaitText("#run-state .word", "completed");
        browser.awaitText("#lost-count", "8,000");
        browser.awaitText("#page-text", "1–50 of 8,000");
        System.out.printf(
            "page: heap %.1f MB before, %.1f MB after; longest task %d ms; %d elements; service: heap %d MiB%n",
            before / 1e6,
            heap(browser) / 1e6,
            browser.number("Math.round(globalThis.longest)"),
            browser.number("document.querySelectorAll('*').length"),
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
        assertThat(heap(browser)).isLessThan(before + 20_000_000);
        browser.open("about:blank");
      }
    }
    System.out.println("ms for " + CLIPS + " clips: alone " + alone + ", watched " + watched);
  }

  /** A run that loses three quarters of its rows, watched from its beginning to its end. */
  @Test
  @Timeout(1800)
  @SuppressWarnings("SystemOut")
  void sixtyThousandRowsOfWhichThreeQuartersAreMissing() throws Exception {
    try (DaemonBed daemon = new DaemonBed(folder, new FakeClipProbe(), "127.0.0.1");
        Chromium browser = Chromium.startTraced()) {
      browser.fresh(1280, 900, false);
      browser.open(daemon.url());
      browser.awaitText("#connection-text", "live");
      long ms = run(daemon, "missing", 60_000, 4, 3);
      browser.awaitText("#run-state .word", "completed");
      browser.awaitText("#page-text", "1–50 of 45,000");
      for (int page = 0; page < 5; page++) {
        browser.click("#page-on");
        browser.awaitText("#page-text", (50 * page + 51) + "–");
      }
      long elements = browser.number("document.querySelectorAll('*').length");
      browser.open("about:blank");
      Chromium.LongestTask longest = browser.longestTask();
      System.out.printf(
          "60000 rows, 45000 missing: %d ms; longest task %d ms by the clock, %d ms of processor time; %d elements%n",
          ms, longest.clockMs(), longest.processorMs(), elements);
      // By the clock it depends on who else has the processor.
      assertThat(longest.processorMs()).isLessThan(200);
    }
  }

  private static long heap(Chromium browser) {
    browser.collectGarbage();
    return browser.number("performance.memory.usedJSHeapSize");
  }

  /** Milliseconds from the submission to the end. */
  private static long run(DaemonBed daemon, String name) throws IOException {
    return run(daemon, name, CLIPS, 5, LOST_OF_FIVE);
  }

  /** The same of so many rows, of each few of which some are lost. */
  private static long run(DaemonBed daemon, String name, int rows, int few, int lost)
      throws IOException {
    CorpusBed bed = daemon.corpus(name);
    for (int i = 0; i < rows; i++) {
      if (i % few < lost) {
        bed.row("lost" + i + ".mp4", "", "3.1");
      } else {
        bed.local("c" + i + ".mp4", CorpusBed.fake(i), "2." + i % 10);
      }
    }
    bed.write();
    long begin = System.nanoTime();
    String id = daemon.submit(name);
    while (!daemon.run(id).get("state").asString().equals("completed")) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }
}
