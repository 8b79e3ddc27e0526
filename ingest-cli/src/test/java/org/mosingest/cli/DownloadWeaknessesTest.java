package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.mosingest.core.probe.BundledFfmpeg;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.state.DownloadProgress;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;

/**
 * What a server's or the network's bad day may not do to a corpus, and what is remembered of it.
 */
final class DownloadWeaknessesTest extends WeaknessTestBase {

  private static final String FACTS = "160,96,25.0,0.4,yuv420p,h264";

  @Test
  void w05AFaultThatPassesIsTriedAgainAndAnOutageMarksNothingFailed() throws Exception {
    server.on("/0", Replies.status(503), Replies.reset(), Replies.file(CorpusBed.fake(0)));
    server.on("/1", Replies.file(CorpusBed.fake(1)));
    int port = server.port();
    bed.row("0.mp4", server.url("/0"), "1.0").row("1.mp4", server.url("/1"), "1.0").write();
    server.close();

    Ended outage = run("--retries=0", "--offline-wait-s=1");
    assertThat(outage.status()).isEqualTo(3);
    assertThat(progress("0.mp4") + progress("1.mp4")).isEmpty();

    Ended noCurl = run("--curl-bin=/nonexistent/curl");
    assertThat(noCurl.status()).isEqualTo(3);
    assertThat(progress("0.mp4") + progress("1.mp4")).isEmpty();

    FaultServer healthy = FaultServer.startAt(port);
    healthy.on("/0", Replies.status(503), Replies.reset(), Replies.file(CorpusBed.fake(0)));
    healthy.on("/1", Replies.file(CorpusBed.fake(1)));
    server = healthy;
    assertSummary(run(), "2 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");
  }

  @Test
  void w06AUrlAddedLaterRevivesTheClip() throws Exception {
    bed.row("a.mp4", "", "1.0").write();
    run();
    assertThat(progress("a.mp4")).isEqualTo("no-url-in-manifest");

    server.on("/a", Replies.file(CorpusBed.fake(1)));
    manifest("file_name,url,MOS\na.mp4," + server.url("/a") + ",1.0\n");

    assertSummary(run(), "1 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");
  }

  @Test
  void w07AWebPageIsNoClipAndItsReasonIsKept() throws Exception {
    server.on(
        "/a",
        Replies.body(bytes("<!DOCTYPE html><html>not yet</html>")),
        Replies.file(CorpusBed.fake(1)));
    bed.row("a.mp4", server.url("/a"), "1.0").write();

    assertSummary(run(), "0 rows, skipped 1 (download-failed), 0 (broken-clip), 0 dedups");
    assertThat(progress("a.mp4")).isEqualTo("not-a-video: an HTML page");
    assertThat(bed.clip("a.mp4")).doesNotExist();
    assertThat(bed.clip("a.mp4.part")).doesNotExist();

    run();
    assertThat(server.requests()).hasSize(1);
    assertSummary(
        run("--retry-failed=^not-a-video"),
        "1 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");
  }

  @Test
  void w08ABodyCutWithoutALengthIsNoClip() throws Exception {
    byte[] whole = Files.readAllBytes(ClipZoo.H264_MP4.path());
    FaultServer.Script cut = endingAfter(whole, whole.length * 2 / 3);
    server.on("/once", cut, endingAfter(whole, whole.length));
    server.on("/always", cut);
    bed.row("once.mp4", server.url("/once"), "1.0")
        .row("always.mp4", server.url("/always"), "1.0")
        .write();

    assertSummary(
        runAsIs("--retries=1"), "1 rows, skipped 1 (download-failed), 0 (broken-clip), 0 dedups");

    assertThat(bed.lines())
        .containsExactly(CorpusBed.line("once.mp4", whole, FACTS, "1.0", "0.5", "7"));
    assertThat(progress("always.mp4")).startsWith("truncated");
    assertThat(bed.clip("always.mp4")).doesNotExist();
  }

  /** Neither length nor chunks: the end of the connection is the end of the body. */
  private static FaultServer.Script endingAfter(byte[] body, int count) {
    return (request, socket) -> {
      Replies.head(socket, 200, List.of("Content-Type: video/mp4"));
      socket.getOutputStream().write(body, 0, count);
      socket.getOutputStream().flush();
    };
  }

  @Test
  void w09PicturesAndBareStreamsAreNoClips() throws Exception {
    List<byte[]> pictures =
        List.of(picture("png"), picture("gif"), picture("jpg"), picture("bmp"), picture("tiff"));
    for (int i = 0; i < pictures.size(); i++) {
      server.on("/" + i, Replies.file(pictures.get(i)));
      bed.row(i + ".mp4", server.url("/" + i), "1.0");
    }
    bed.local("png.mp4", pictures.get(0), "1.0").local("gif.mp4", pictures.get(1), "1.0");
    Path stream = temporary.resolve("stream.h264");
    Process ffmpeg =
        new ProcessBuilder(
                BundledFfmpeg.extract().ffmpeg().toString(),
                "-v",
                "error",
                "-i",
                ClipZoo.H264_MP4.path().toString(),
                "-c",
                "copy",
                "-bsf:v",
                "h264_mp4toannexb",
                "-f",
                "h264",
                stream.toString())
            .inheritIO()
            .start();
    assertThat(ffmpeg.waitFor()).isZero();
    bed.local("stream.mp4", Files.readAllBytes(stream), "1.0").write();

    assertSummary(runAsIs(), "0 rows, skipped 5 (download-failed), 3 (broken-clip), 0 dedups");

    for (int i = 0; i < pictures.size(); i++) {
      assertThat(progress(i + ".mp4")).isEqualTo("not-a-video: a picture");
    }
  }

  private static byte[] picture(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), format, out))
        .as(format)
        .isTrue();
    return out.toByteArray();
  }

  @Test
  void w10ATimeoutKeepsWhatCameAndTheNextAttemptGoesOnFromThere() throws Exception {
    byte[] bytes = Arrays.copyOf(CorpusBed.fake(1), 480_000);
    Replies.FileReply file = Replies.file(bytes, "ETag: \"1\"");
    server.on("/a", file.stallAfter(120_000), file);
    bed.row("a.mp4", server.url("/a"), "1.0").write();

    assertSummary(
        run("--download-timeout-s=1"),
        "1 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");

    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().getLast().header("Range")).contains("bytes=120000-");
    assertThat(bed.clip("a.mp4")).hasBinaryContent(bytes);
  }

  @Test
  void w11ClipsOfOneNameInTwoFoldersHaveEachTheirOwnState() throws Exception {
    server.on("/x", Replies.status(404));
    bed.row("x/a.mp4", server.url("/x"), "1.0").local("y/a.mp4", CorpusBed.fake(2), "2.0").write();
    run();
    assertThat(progress("clips/x/a.mp4")).isEqualTo("http-404");
    assertThat(progress("clips/y/a.mp4")).isEqualTo("done");

    Files.delete(bed.clip("y/a.mp4"));
    run();
    assertThat(server.requests()).hasSize(1);
    assertThat(progress("clips/x/a.mp4")).isEqualTo("http-404");
    assertThat(progress("clips/y/a.mp4")).isEqualTo("no-url-in-manifest");
  }

  @Test
  void w12RowsOfOneSrcAreToldApartByTheirHashAndFailuresByTheirPath() throws Exception {
    Files.writeString(
        bed.folder().resolve("k150ka_scores.csv"),
        "video_name,video_score\nsame.mp4,1.5\ngone.mp4,1.5\n");
    Files.writeString(
        bed.folder().resolve("k150kb_scores.csv"), "video_name,mos\nsame.mp4,4.5\ngone.mp4,4.5\n");
    for (String split : List.of("a", "b")) {
      Path folder = Files.createDirectories(bed.folder().resolve("k150k" + split + "_extracted"));
      Files.write(folder.resolve("same.mp4"), CorpusBed.fake(split.charAt(0)));
    }

    assertSummary(run(), "2 rows, skipped 2 (download-failed), 0 (broken-clip), 0 dedups");

    assertThat(sources()).containsExactly("same.mp4", "same.mp4");
    assertThat(bed.lines().get(0))
        .contains(
            "\"src_sha256\":\"" + CorpusBed.sha256(CorpusBed.fake('a')) + "\"", "\"mos\":1.5");
    assertThat(bed.lines().get(1))
        .contains(
            "\"src_sha256\":\"" + CorpusBed.sha256(CorpusBed.fake('b')) + "\"", "\"mos\":4.5");
    assertThat(Files.readString(bed.folder().resolve("konvid_150k.jsonl.failures.ndjson")))
        .contains("\"k150ka_extracted/gone.mp4\"", "\"k150kb_extracted/gone.mp4\"");
  }

  @Test
  void w13WhatWasDecidedIsOnDiskThoughEveryClipWasBrokenAndTheProgramKilled() throws Exception {
    for (int i = 0; i < 60; i++) {
      bed.local(i + ".mp4", bytes("broken"), "1.0");
    }
    server.on("/gone", Replies.status(404));
    bed.row("gone.mp4", server.url("/gone"), "1.0")
        .local("last.mp4", CorpusBed.fake(1), "1.0")
        .write();
    Path hangs = ffprobe("[ \"${clip##*/}\" = last.mp4 ] && exec sleep 100");

    try (Child child = new Child.Setup(temporary).start(childArguments(hangs))) {
      CorpusBed.await(
          "all but the last one settled",
          () -> {
            String said = child.errSoFar();
            return said.contains("download failed for gone.mp4")
                && said.lines().filter(line -> line.contains("broken clip ")).count() == 60;
          });
      child.signal("KILL");
      assertThat(child.await(Duration.ofSeconds(60)).status()).isEqualTo(137);
    }

    try (DownloadProgress known = DownloadProgress.open(bed.progress())) {
      assertThat(known.totals()).isEqualTo(new DownloadProgress.Totals(61, 1));
    }
  }

  @Test
  void w14ADecisionCostsTheSameInACorpusOfAnySize() throws Exception {
    StringBuilder entries = new StringBuilder("{\"0.mp4\": {\"state\": \"done\"}");
    IntStream.range(1, 20_000)
        .forEach(i -> entries.append(",\"").append(i).append(".mp4\": {\"state\": \"done\"}"));
    Files.writeString(bed.progress(), entries.append('}'));
    int rewritten = 0;
    try (DownloadProgress progress = DownloadProgress.open(bed.progress())) {
      Object before = Files.getAttribute(bed.progress(), "unix:ino");
      for (int i = 0; i < 8_000; i++) {
        progress.done(new Clip("clips", new ClipName("new" + i + ".mp4"), "", "new" + i + ".mp4"));
        Object now = Files.getAttribute(bed.progress(), "unix:ino");
        rewritten += now.equals(before) ? 0 : 1;
        before = now;
      }
    }
    // Once for each quarter, where once for each 50 decisions would be 160 times.
    assertThat(rewritten).isBetween(1, 2);
  }
}
