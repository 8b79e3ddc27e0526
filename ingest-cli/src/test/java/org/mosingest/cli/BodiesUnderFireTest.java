package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;

/**
 * What servers send with status 200 that is no clip, and clips with a head that lies about them.
 */
@Timeout(180)
final class BodiesUnderFireTest extends WeaknessTestBase {

  private static final String FACTS = "160,96,25.0,0.4,yuv420p,h264";

  /** Minified, so that no blank gives it away, and more of it than is looked at. */
  @Test
  void whatIsNoVideoContainerIsNotSavedWhateverItIs() throws Exception {
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    List<byte[]> bodies =
        List.of(
            bytes("{\"error\":{\"code\":429,\"details\":[" + "{\"a\":1},".repeat(500) + "{}]}}"),
            bytes("e".repeat(4000)),
            noise,
            new byte[5000]);
    for (int i = 0; i < bodies.size(); i++) {
      server.on("/" + i, Replies.file(bodies.get(i)), Replies.file(CorpusBed.fake(i)));
      bed.row(i + ".mp4", server.url("/" + i), "1.0");
    }
    bed.write();

    assertSummary(run(), "0 rows, skipped 4 (download-failed), 0 (broken-clip), 0 dedups");
    assertThat(progress("0.mp4")).isEqualTo("not-a-video: a JSON document");
    assertThat(progress("1.mp4")).isEqualTo("not-a-video: text");
    assertThat(progress("2.mp4")).startsWith("not-a-video: no video container starts with 73 d5");
    assertThat(progress("3.mp4")).isEqualTo("not-a-video: zero bytes");
    assertThat(bed.clip("0.mp4")).doesNotExist();

    assertSummary(
        run("--retry-failed=^not-a-video"),
        "4 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");
  }

  @Test
  void aHeadThatLiesRefusesNoClip() throws Exception {
    byte[] clip = Files.readAllBytes(ClipZoo.H264_MP4.path());
    List<String> heads =
        List.of(
            "Content-Type: application/json",
            "Content-Type: text/html; charset=utf-8",
            "Content-Type: image/png",
            "Content-Encoding: aws-chunked",
            "Content-Encoding: UTF-8",
            "Content-Encoding: none",
            "Content-Encoding: binary",
            "Content-Encoding: identity",
            "Content-Encoding:");
    for (int i = 0; i < heads.size(); i++) {
      server.on("/" + i, Replies.file(CorpusBed.marked(clip, "m" + i), heads.get(i)));
      bed.row(i + ".mp4", server.url("/" + i), "1.0");
    }
    List<String> coded = List.of("gzip", "aws-chunked, gzip", "br", "x-gzip", "zstd", "deflate");
    for (String coding : coded) {
      int i = heads.size() + coded.indexOf(coding);
      server.on("/" + i, Replies.file(clip, "Content-Encoding: " + coding));
      bed.row(i + ".mp4", server.url("/" + i), "1.0");
    }
    bed.write();

    assertSummary(runAsIs(), "9 rows, skipped 6 (download-failed), 0 (broken-clip), 0 dedups");
    assertThat(progress("9.mp4")).startsWith("bad-encoding: the server sends gzip");
    assertThat(progress("10.mp4")).startsWith("bad-encoding: the server sends aws-chunked, gzip");
  }

  /** On disk it is a row; fetched without a length it was called cut. */
  @Test
  void aWholeMp4WithSomethingBehindItIsWhole() throws Exception {
    byte[] clip = Files.readAllBytes(ClipZoo.H264_MP4.path());
    byte[] junk = Arrays.copyOf(clip, clip.length + 333);
    Arrays.fill(junk, clip.length, junk.length, (byte) 'x');
    byte[] few = Arrays.copyOf(clip, clip.length + 3);
    server.on("/junk", withoutLength(junk));
    server.on("/few", withoutLength(few));
    server.on("/cut", withoutLength(Arrays.copyOf(clip, clip.length - 1)));
    bed.row("junk.mp4", server.url("/junk"), "1.0")
        .row("few.mp4", server.url("/few"), "1.0")
        .row("cut.mp4", server.url("/cut"), "1.0")
        .local("hand.mp4", Arrays.copyOf(junk, junk.length + 1), "1.0")
        .write();

    assertSummary(
        runAsIs("--retries=0"), "3 rows, skipped 1 (download-failed), 0 (broken-clip), 0 dedups");
    assertThat(bed.lines())
        .contains(
            CorpusBed.line("junk.mp4", junk, FACTS, "1.0", "0.5", "7"),
            CorpusBed.line("few.mp4", few, FACTS, "1.0", "0.5", "7"));
    assertThat(progress("cut.mp4")).startsWith("truncated");
  }

  private static FaultServer.Script withoutLength(byte[] body) {
    return (_, socket) -> {
      Replies.head(socket, 200, List.of("Content-Type: video/mp4"));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
    };
  }

  /** One rule: what ffprobe makes of a video container, wherever it comes from. */
  @Test
  void aPictureInAVideoContainerIsTheSameByHandAndByDownload() throws Exception {
    var file = temporary.resolve("picture.avif");
    ClipZoo.ffmpeg(
        file,
        List.of(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=160x96:duration=0.04",
            "-frames:v",
            "1",
            "-c:v",
            "libaom-av1",
            "-cpu-used",
            "8"));
    byte[] avif = Files.readAllBytes(file);
    server.on("/avif", Replies.file(avif));
    bed.row("fetched.mp4", server.url("/avif"), "1.0").write();
    assertSummary(runAsIs(), "1 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");
    assertThat(bed.lines().getFirst()).contains("\"width\":160,\"height\":96", "\"av1\"");

    bed = new CorpusBed(temporary.resolve("by-hand"));
    bed.local("fetched.mp4", avif, "1.0").write();
    assertSummary(runAsIs(), "1 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");
  }
}
