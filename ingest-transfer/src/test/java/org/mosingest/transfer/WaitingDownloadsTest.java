package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.ClipUrl;

/** What a download costs while it waits for its turn: a run has thousands of them. */
final class WaitingDownloadsTest {

  @Test
  void aHundredThousandThatWaitFitIntoASmallHeap() {
    DownloadPolicy policy = new DownloadPolicy(Duration.ofSeconds(1), 0, RetryDelays.standard());
    ClipUrl url = (ClipUrl) ClipUrl.parse("http://localhost/a.mp4");
    TransferMeter silent =
        new TransferMeter() {
          @Override
          public void received(long bytes) {}

          @Override
          public void resumed(long bytes) {}
        };
    List<ClipDownload> waiting = new ArrayList<>();
    try (Downloads downloads = Downloads.overOkHttp(TransferSettings.standard("test"))) {
      for (int i = 0; i < 100_000; i++) {
        waiting.add(downloads.begin(url, Path.of("a.mp4"), policy, silent));
      }
    }
    // The tests' heap is one gigabyte: ten kilobytes each would be too much.
    assertThat(waiting).hasSize(100_000);
  }
}
