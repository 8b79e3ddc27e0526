package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.JsonNode;

/**
 * Folders and files of a run that become links outside the service's roots, after its submission
 * was found good. Nothing out there is written, and no clip from there becomes a row.
 */
@Timeout(300)
final class SwappedLinksTest extends DaemonTestBase {

  @Test
  void aCorpusFolderThatBecameALinkWhileItsRunWasQueuedFailsTheRun() throws Exception {
    CorpusBed bed = queuedBehindAnother();
    Path outside = outside();
    Map<String, String> before = CorpusBed.snapshot(outside);
    swap(bed.folder(), outside);
    assertThat(started().path("note").asString("")).contains("outside the service's roots");
    assertThat(CorpusBed.snapshot(outside)).isEqualTo(before);
  }

  @Test
  void aClipsFolderThatBecameALinkWhileItsRunWasQueuedFailsTheRun() throws Exception {
    CorpusBed bed = queuedBehindAnother();
    Path outside = outside();
    Map<String, String> before = CorpusBed.snapshot(outside);
    swap(bed.folder().resolve("clips"), outside.resolve("clips"));
    assertThat(started().path("note").asString("")).contains("outside the service's roots");
    assertThat(CorpusBed.snapshot(outside)).isEqualTo(before);
  }

  @Test
  void anOutputThatBecameALinkWhileItsRunWasQueuedFailsTheRun() throws Exception {
    CorpusBed bed = queuedBehindAnother();
    Path outside = outside();
    Map<String, String> before = CorpusBed.snapshot(outside);
    Files.createSymbolicLink(bed.output(), outside.resolve("rows.jsonl"));
    assertThat(started().path("note").asString("")).contains("outside the service's roots");
    assertThat(CorpusBed.snapshot(outside)).isEqualTo(before);
  }

  @Test
  void aManifestThatBecameALinkWhileItsRunWasQueuedIsNotRead() throws Exception {
    CorpusBed bed = queuedBehindAnother();
    Path outside = outside();
    Files.writeString(outside.resolve("secret"), "the secret header\nsecret,1\n");
    swap(bed.folder().resolve("manifest.csv"), outside.resolve("secret"));
    String note = started().path("note").asString("");
    assertThat(note).contains("outside the service's roots").doesNotContain("secret header");
  }

  /**
   * A run whose server does not yet answer for one of its clips.
   *
   * @param goOn lets it answer
   */
  private record HeldFetch(CorpusBed bed, String id, CountDownLatch goOn) {}

  private HeldFetch heldAt(int clip, int rows) throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    rows(bed, "f", rows);
    server.on(
        "/f" + clip,
        (request, socket) -> {
          asked.countDown();
          goOn.await();
          served(clip).answer(request, socket);
        });
    daemon("--downloads=1");
    String id = submitted(bed);
    asked.await();
    return new HeldFetch(bed, id, goOn);
  }

  @Test
  void aClipsFolderThatBecomesALinkWhileAClipIsFetchedGetsNoBytesAndEndsTheRun() throws Exception {
    HeldFetch held = heldAt(0, 6);
    Path outside = outside();
    Map<String, String> before = CorpusBed.snapshot(outside);
    swap(held.bed().folder().resolve("clips"), outside.resolve("clips"));
    held.goOn().countDown();

    JsonNode ended = awaitState(held.id(), "failed");

    assertThat(ended.path("note").asString("")).contains("clips").contains("replaced");
    assertThat(CorpusBed.snapshot(outside)).isEqualTo(before);
    assertThat(held.bed().lines()).isEmpty();
    assertThat(ended.path("download_failed").asInt(-1)).isZero();
    assertThat(ended.path("broken").asInt(-1)).isZero();
  }

  @Test
  void clipsOutThereAreNotReadWhenTheFolderBecomesALinkInMidRun() throws Exception {
    HeldFetch held = heldAt(1, 3);
    Path outside = outside();
    Files.write(outside.resolve("clips/1.mp4"), large(77));
    Files.write(outside.resolve("clips/2.mp4"), large(78));
    swap(held.bed().folder().resolve("clips"), outside.resolve("clips"));
    held.goOn().countDown();

    awaitState(held.id(), "failed");

    String rows = Files.readString(held.bed().output());
    assertThat(rows)
        .doesNotContain(CorpusBed.sha256(large(77)))
        .doesNotContain(CorpusBed.sha256(large(78)));
  }

  @Test
  void aRetryOverACorpusThatBecameALinkIsRefused() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    bed.row("gone.mp4", server.url("/gone"), "1.5").write();
    server.on("/gone", Replies.status(404));
    daemon();
    String id = submitted(bed);
    awaitState(id, "completed");
    Path outside = outside();
    Map<String, String> before = CorpusBed.snapshot(outside);
    swap(bed.folder(), outside);

    Reply retry = posted("/runs/" + id + "/retry", "");

    assertThat(retry.status()).isEqualTo(422);
    assertThat(retry.body()).contains("outside the service's roots");
    assertThat(CorpusBed.snapshot(outside)).isEqualTo(before);
  }

  /** The second of two runs, of which only one may be at work. */
  private CorpusBed queuedBehindAnother() throws Exception {
    CorpusBed first = new CorpusBed(root.resolve("first"));
    rows(first, "f", 1);
    server.on("/f0", served(0).stallAfter(50_000));
    CorpusBed second = new CorpusBed(root.resolve("second"));
    rows(second, "s", 2);
    daemon("--max-runs=1");
    awaitState(submitted(first), "running");
    var _ = submitted(second);
    return second;
  }

  /** Lets the second run begin, for how it ends. */
  private JsonNode started() throws Exception {
    assertThat(posted("/runs/1/cancel", "").status()).isEqualTo(200);
    return awaitState("2", "failed");
  }

  /** A corpus that the service was not started for. */
  private Path outside() throws IOException {
    CorpusBed bed = new CorpusBed(temporary.resolve("outside"));
    rows(bed, "o", 2);
    Files.writeString(bed.folder().resolve("rows.jsonl"), "");
    return bed.folder();
  }

  /** Hands a corpus to the service, for the run's id. */
  private String submitted(CorpusBed bed) throws IOException {
    Reply reply = posted("/runs", "{\"konvid_dir\": \"" + bed.folder() + "\", \"min_rows\": 0}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json().path("id").asString();
  }

  private void swap(Path path, Path target) throws IOException {
    Files.move(path, temporary.resolve("away"));
    Files.createSymbolicLink(path, target);
  }
}
