package org.mosingest.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.mosingest.daemon.pool.Lane;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.transfer.AttemptOutcome;
import org.mosingest.transfer.ClipDownload;
import org.mosingest.transfer.DownloadPolicy;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.RetryDelays;
import org.mosingest.transfer.TransferMeter;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.ClipUrl;

/**
 * The transfers of a run and nothing else: each clip downloaded, hashed on its way, synced,
 * renamed, its folder synced. What curl and aria2c do beside it is less: they neither hash nor
 * sync.
 */
public final class TransferStage {

  private static final TransferMeter NOBODY =
      new TransferMeter() {
        @Override
        public void received(long bytes) {}

        @Override
        public void resumed(long bytes) {}
      };

  private TransferStage() {}

  /**
   * Starts it, and prints the seconds that it took and the seconds of CPU.
   *
   * @param args a file of URLs, one a line; the folder for the clips; how many downloads at a time,
   *     all from one host; how often all of it is done before what is measured, as in a service
   *     that has been running for a while
   */
  public static void main(String[] args) throws Exception {
    List<String> urls = Files.readAllLines(Path.of(args[0]));
    Path folder = Path.of(args[1]);
    int atATime = Integer.parseInt(args[2]);
    int before = Integer.parseInt(args[3]);
    try (WorkPool pool = new WorkPool("download", atATime, atATime);
        Downloads downloads = Downloads.overOkHttp(TransferSettings.standard("bench"))) {
      for (int i = 0; i < before; i++) {
        fetch(urls, folder.resolve("before-" + i), pool, downloads);
      }
      Instant cpu = cpu();
      long begun = System.nanoTime();
      fetch(urls, folder, pool, downloads);
      System.out.println(
          (System.nanoTime() - begun) / 1e9 + " " + Duration.between(cpu, cpu()).toNanos() / 1e9);
    }
  }

  /** The CPU time of this process so far, as an instant. */
  private static Instant cpu() {
    return Instant.EPOCH.plus(
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
  }

  private static void fetch(List<String> urls, Path folder, WorkPool pool, Downloads downloads)
      throws Exception {
    DownloadPolicy policy = new DownloadPolicy(Duration.ofSeconds(120), 4, RetryDelays.standard());
    CountDownLatch left = new CountDownLatch(urls.size());
    AtomicReference<Throwable> fault = new AtomicReference<>();
    try (Lane lane =
        pool.lane(
            e -> {
              fault.set(e);
              while (left.getCount() > 0) {
                left.countDown();
              }
            })) {
      for (String text : urls) {
        ClipUrl url = (ClipUrl) ClipUrl.parse(text);
        ClipDownload download =
            downloads.begin(
                url, folder.resolve(text.substring(text.lastIndexOf('/') + 1)), policy, NOBODY);
        lane.submit(
            url.host(),
            slot -> {
              AttemptOutcome outcome = download.attempt(slot::moveTo);
              if (!(outcome instanceof AttemptOutcome.Fetched)) {
                throw new IllegalStateException(text + ": " + outcome);
              }
              left.countDown();
            });
      }
      left.await();
    }
    if (fault.get() != null) {
      throw new IllegalStateException("a download failed", fault.get());
    }
  }
}
