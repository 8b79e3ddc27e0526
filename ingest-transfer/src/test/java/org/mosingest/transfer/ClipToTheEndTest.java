package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.mosingest.core.clip.ClipReader;
import org.mosingest.core.clip.ReadOutcome;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.ledger.Ledger;
import org.mosingest.core.ledger.LedgerEntry;
import org.mosingest.core.ledger.Settlement;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.core.probe.Ffprobe;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.transfer.attempt.TransferSettings;

/**
 * A clip from a server to its hash, its facts and its row by this module and the core alone: what
 * any engine can do without a pool, a run or a service.
 */
class ClipToTheEndTest extends DownloadTestBase {

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings);
  }

  @Test
  void aRealClipComesThroughFaultsAndIsHashedAndProbed() throws Exception {
    byte[] bytes = Files.readAllBytes(ClipZoo.H264_B_FRAMES_MP4.path());
    int third = bytes.length / 3;
    Replies.FileReply file = Replies.file(bytes, "ETag: \"v1\"");
    server.on(
        "/a",
        Replies.status(503),
        file.cutAfter(third),
        Replies.reset(),
        Replies.status(503),
        file.cutAfter(third),
        file);

    AttemptOutcome.Last last = begin("/a").toTheEnd(moves::add);

    ClipContent content = new ClipContent(sha256(bytes), bytes.length);
    assertThat(last).isEqualTo(new AttemptOutcome.Fetched(content));
    assertThat(ClipContent.read(target())).isEqualTo(content);
    assertThat(server.requests("/a").getLast().header("Range"))
        .hasValue("bytes=" + 2 * third + "-");
    assertThat(part()).doesNotExist();

    ReadOutcome.Read read = (ReadOutcome.Read) new ClipReader(Ffprobe.bundled()).read(target());
    assertThat(read.content()).isEqualTo(content);
    VideoFacts facts = ((ProbeOutcome.Video) read.probed().orElseThrow()).facts();
    assertThat(facts.width()).isEqualTo(160);
    assertThat(facts.height()).isEqualTo(96);
    assertThat(facts.codecName()).isEqualTo("h264");

    ManifestRow first = row(0, "a.mp4");
    ManifestRow second = row(1, "same-bytes.mp4");
    Ledger ledger =
        new Ledger(
            new Books(2, 0, 0, 0, 0), List.of(first, second), Ledger.RowsBefore.NONE, Map.of());
    Settlement settlement = new Settlement.Ingested(content, facts);
    assertThat(ledger.enter(first, settlement)).isEqualTo(new LedgerEntry.Append(content, facts));
    assertThat(ledger.enter(second, settlement)).isEqualTo(new LedgerEntry.Duplicate());
    assertThat(ledger.books()).isEqualTo(new Books(2, 1, 1, 0, 0));
  }

  @Test
  void whatCannotBeHadEndsToo() throws Exception {
    server.on("/a", Replies.status(503));

    assertFailed(begin("/a").toTheEnd(moves::add), "http-503");
    assertThat(server.requests("/a")).hasSize(1 + POLICY.retries());
  }

  @Test
  void theWaitBetweenTwoAttemptsEndsWhenItIsCancelled() throws Exception {
    server.on("/a", Replies.status(503));
    DownloadPolicy patient =
        new DownloadPolicy(Duration.ofSeconds(10), 9, retry -> Duration.ofDays(1));
    CountDownLatch attempted = new CountDownLatch(1);
    ClipDownload download =
        downloads
            .telling((outcome, took) -> attempted.countDown())
            .begin(url(server.url("/a")), target(), patient, meter);
    FutureTask<AttemptOutcome> task = new FutureTask<>(() -> download.toTheEnd(moves::add));
    Thread _ = Thread.ofVirtual().start(task);
    attempted.await();

    download.cancel();

    assertThatThrownBy(task::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  private static ManifestRow row(int index, String name) {
    Clip clip = new Clip("clips", new ClipName(name), "", name);
    return new ManifestRow(index, clip, new Opinion(3, 0, 0), index);
  }

  private static Sha256 sha256(byte[] bytes) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(bytes);
    return Sha256.finish(digest);
  }
}
