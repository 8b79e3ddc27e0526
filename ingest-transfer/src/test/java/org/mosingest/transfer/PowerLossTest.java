package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.Validator;
import org.mosingest.transfer.part.BootId;
import org.mosingest.transfer.part.ByteCheck;
import org.mosingest.transfer.part.FolderSync;
import org.mosingest.transfer.part.PartFile;
import org.mosingest.transfer.part.PartPaths;
import org.mosingest.transfer.part.PartRecord;
import org.mosingest.transfer.part.PartRecords;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a power loss leaves of an unfinished download, and how much of it is believed. */
final class PowerLossTest extends DownloadTestBase {

  private static final byte[] CLIP = clip(100_000);
  private static final int SENT = 60_000;

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings);
  }

  private void cutOff() throws Exception {
    Replies.FileReply whole = Replies.file(CLIP, "ETag: \"v1\"");
    server.on("/a", whole.cutAfter(SENT), whole);
    assertRetry(attempt(begin("/a")), "truncated");
    assertThat(part()).hasSize(SENT);
  }

  /** As if the machine had been down since. */
  private void otherBoot(long synced) throws IOException {
    String record = Files.readString(record());
    assertThat(record).contains("\"boot_id\":\"" + BootId.current() + "\"");
    Files.writeString(
        record(),
        record
            .replaceAll("\"boot_id\":\"[^\"]*\"", "\"boot_id\":\"another boot\"")
            .replaceAll("\"synced\":\\d+", "\"synced\":" + synced));
  }

  private Optional<String> lastRange() {
    return server.requests().getLast().header("Range");
  }

  @Test
  void bytesThatWereNeverSyncedAreNotBelievedAfterAPowerLoss() throws Exception {
    cutOff();
    // The file system noted the length and lost the bytes.
    Files.write(part(), new byte[SENT]);
    otherBoot(0);

    assertFetched(attempt(begin("/a")), CLIP);

    assertThat(lastRange()).isEmpty();
  }

  @Test
  void itGoesOnFromTheLastSyncedByte() throws Exception {
    cutOff();
    byte[] spoiled = Files.readAllBytes(part());
    Arrays.fill(spoiled, 10_000, SENT, (byte) 0);
    Files.write(part(), spoiled);
    otherBoot(10_000);

    assertFetched(attempt(begin("/a")), CLIP);

    assertThat(lastRange()).contains("bytes=10000-");
  }

  @Test
  void aSecondPowerLossIsAsBadAsTheFirst() throws Exception {
    cutOff();
    otherBoot(10_000);
    Replies.FileReply whole = Replies.file(CLIP, "ETag: \"v1\"");
    // It dies before a byte of the next attempt comes; what the record says then is what the
    // attempt found.
    server.on("/a", Replies.reset(), whole);
    assertRetry(attempt(begin("/a")), "reset");
    assertThat(part()).hasSize(10_000);
    assertThat(JsonMapper.shared().readTree(Files.readString(record())).path("synced").asLong())
        .isEqualTo(10_000);
    Files.write(part(), Arrays.copyOf(Files.readAllBytes(part()), SENT));
    otherBoot(10_000);

    assertFetched(attempt(begin("/a")), CLIP);

    assertThat(lastRange()).contains("bytes=10000-");
  }

  @Test
  void theEndOfAnAttemptSyncsWhatItLeaves() throws Exception {
    cutOff();
    otherBoot(SENT);

    assertFetched(attempt(begin("/a")), CLIP);

    assertThat(lastRange()).contains("bytes=" + SENT + "-");
  }

  @Test
  void theRecordSaysHowManyBytesAreSyncedAtTheEndOfAnAttempt() throws Exception {
    cutOff();

    JsonNode record = JsonMapper.shared().readTree(Files.readString(record()));
    assertThat(record.path("synced").asLong()).isEqualTo(SENT);
    assertThat(record.path("boot_id").asString("none")).isEqualTo(BootId.current());
  }

  @Test
  void aLargeDownloadIsSyncedOnTheWay() throws Exception {
    byte[] large = clip((int) PartFile.SYNC_EVERY * 2 + 500_000);
    PartPaths paths = PartPaths.of(target());
    try (PartFile file = new PartFile(target(), new FolderSync(), () -> {}, ByteCheck.NONE)) {
      file.prepare("http://h/a");
      file.startOver(
          Optional.of(new PartRecord("http://h/a", new Validator("\"v1\"", "", large.length))));
      byte[] chunk = new byte[1 << 20];
      long most = 0;
      for (int at = 0; at < large.length; at += chunk.length) {
        int count = Math.min(chunk.length, large.length - at);
        System.arraycopy(large, at, chunk, 0, count);
        file.append(chunk, count);
        long synced = PartRecords.read(paths).orElseThrow().synced();
        most = Math.max(most, file.length() - synced);
      }
      assertThat(most).isLessThanOrEqualTo(PartFile.SYNC_EVERY);
      assertThat(PartRecords.read(paths).orElseThrow().synced()).isGreaterThan(PartFile.SYNC_EVERY);
    }
    assertThat(part()).hasBinaryContent(large);
  }

  @Test
  void anOperatorWhoCutsThePartShortDoesNotMakeLaterBytesSynced() throws Exception {
    cutOff();
    Files.write(part(), Arrays.copyOf(CLIP, 5_000));
    server.on("/a", Replies.reset(), Replies.file(CLIP, "ETag: \"v1\""));
    assertRetry(attempt(begin("/a")), "reset");

    assertThat(PartRecords.read(PartPaths.of(target())).orElseThrow().synced()).isEqualTo(5_000);
  }

  @Test
  void theSweepRemovesWhatNobodyBelieves() throws Exception {
    cutOff();
    otherBoot(0);

    assertThat(Downloads.sweep(folder)).isEqualTo(2);

    try (var left = Files.list(folder)) {
      assertThat(left.map(Path::getFileName)).isEmpty();
    }
  }

  @Test
  void aMachineThatTellsNoBootIdIsTakenAsAnotherOne() {
    PartRecord record = new PartRecord("http://h/a", new Validator("\"v1\"", "", 100), "", 30);

    assertThat(record.trusted(80)).isEqualTo(30);
    assertThat(record.trusted(20)).isEqualTo(20);
  }
}
