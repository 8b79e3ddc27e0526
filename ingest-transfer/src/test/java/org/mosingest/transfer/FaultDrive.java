package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.mosingest.core.row.Sha256;
import org.mosingest.transfer.AttemptOutcome.Failed;
import org.mosingest.transfer.AttemptOutcome.Fetched;
import org.mosingest.transfer.AttemptOutcome.Retry;
import org.mosingest.transfer.part.PartPaths;

/** Drives one download to its end without waiting, and looks at what it left. */
final class FaultDrive {

  /** As a run's own, but for the delays. */
  static final DownloadPolicy POLICY =
      new DownloadPolicy(Duration.ofSeconds(10), 4, retry -> Duration.ZERO);

  private static final int MOST_ATTEMPTS = 60;

  private final Path target;
  private final DownloadTestBase.CountingMeter meter;
  private final IntSupplier requests;

  FaultDrive(Path target, DownloadTestBase.CountingMeter meter, IntSupplier requests) {
    this.target = target;
    this.meter = meter;
    this.requests = requests;
  }

  /** The longest wait that was asked for, and how it all ended. */
  record Course(FaultTable.End end, Duration longestWait, String lastReason) {}

  Course drive(ClipDownload download, byte[] expected) throws Exception {
    Set<String> words = new LinkedHashSet<>();
    Duration longest = Duration.ZERO;
    String last = "";
    for (int attempts = 1; attempts <= MOST_ATTEMPTS; attempts++) {
      switch (download.attempt(host -> {})) {
        case Retry retry -> {
          last = retry.reason().text();
          words.add(word(last));
          longest = retry.after().compareTo(longest) > 0 ? retry.after() : longest;
        }
        case Failed failed -> {
          words.add(word(failed.reason().text()));
          assertThat(target).doesNotExist();
          return course(false, words, attempts, longest, failed.reason().text());
        }
        case Fetched fetched -> {
          var digest = Sha256.newDigest();
          digest.update(expected);
          assertThat(fetched.content().sha256()).isEqualTo(Sha256.finish(digest));
          assertThat(target).hasBinaryContent(expected);
          assertThat(paths().part()).doesNotExist();
          return course(true, words, attempts, longest, last);
        }
      }
    }
    throw new AssertionError("not settled after " + MOST_ATTEMPTS + " attempts; last: " + last);
  }

  private Course course(
      boolean fetched, Set<String> words, int attempts, Duration longest, String last)
      throws IOException {
    // Bytes and their record stay both, to be continued by a later run, or neither.
    assertThat(paths().temporary()).doesNotExist();
    assertThat(Files.exists(paths().record())).isEqualTo(Files.exists(paths().part()));
    Path kept = fetched ? target : paths().part();
    long size = Files.exists(kept) ? Files.size(kept) : 0;
    FaultTable.End end =
        new FaultTable.End(
            fetched,
            List.copyOf(words),
            attempts,
            requests.getAsInt(),
            meter.received.get() - size);
    return new Course(end, longest, last);
  }

  private PartPaths paths() {
    return PartPaths.of(target);
  }

  private static String word(String reason) {
    int colon = reason.indexOf(':');
    return colon < 0 ? reason : reason.substring(0, colon);
  }
}
