package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.ClipContent;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.part.ByteCheck;

/** What is asked of a clip's bytes between the last of them and its own name. */
final class ByteCheckTest extends DownloadTestBase {

  private static final byte[] CLIP = clip(100_000);
  private static final Reason OTHER_SUM = Reason.of(ReasonWord.TRUNCATED, "another sum");

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings);
  }

  @Test
  void bytesThatPassTheCheckBecomeTheClip() throws Exception {
    server.on("/a", Replies.file(CLIP, "ETag: \"1\""));
    Sum sum = new Sum(crc(CLIP));

    assertFetched(attempt(begin(sum)), CLIP);
  }

  @Test
  void aCheckSeesWhatAnEarlierProcessLeftAndWhatComesAfter() throws Exception {
    server.on(
        "/a",
        Replies.file(CLIP, "ETag: \"1\"").cutAfter(40_000),
        Replies.file(CLIP, "ETag: \"1\""));
    assertRetry(attempt(begin(new Sum(crc(CLIP)))), "");
    Sum sum = new Sum(crc(CLIP));

    assertFetched(attempt(begin(sum)), CLIP);

    assertThat(server.requests().getLast().header("Range")).hasValue("bytes=40000-");
    assertThat(sum.seen).isEqualTo(CLIP.length);
  }

  @Test
  void refusedBytesAreAskedForOnceMoreFromZeroAndThenTheClipFails() throws Exception {
    server.on("/a", Replies.file(CLIP, "ETag: \"1\""));
    ClipDownload download = begin(new Sum(crc(CLIP) + 1));

    assertRetry(attempt(download), OTHER_SUM.text());
    assertThat(part()).doesNotExist();
    assertFailed(attempt(download), OTHER_SUM.text());

    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests()).allMatch(request -> request.header("Range").isEmpty());
    assertThat(Files.exists(target())).isFalse();
  }

  @Test
  void allChecksMustTakeTheBytes() throws Exception {
    server.on("/a", Replies.file(CLIP, "ETag: \"1\""));
    ByteCheck both = ByteCheck.all(List.of(new Sum(crc(CLIP)), new Sum(crc(CLIP) + 1)));

    assertRetry(attempt(begin(both)), OTHER_SUM.text());
  }

  private ClipDownload begin(ByteCheck check) throws IOException {
    return downloads.begin(url(server.url("/a")), target(), POLICY, meter, () -> {}, check);
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  /** Wants one sum. */
  private static final class Sum implements ByteCheck {
    private final long wanted;
    private final CRC32 crc = new CRC32();
    private int now;
    private int seen;

    Sum(long wanted) {
      this.wanted = wanted;
    }

    @Override
    public void restart() {
      crc.reset();
      now = 0;
    }

    @Override
    public void pass(byte[] bytes, int count) {
      crc.update(bytes, 0, count);
      now += count;
    }

    @Override
    public Optional<Reason> refusal(ClipContent content) {
      seen = now;
      return crc.getValue() == wanted ? Optional.empty() : Optional.of(OTHER_SUM);
    }
  }
}
