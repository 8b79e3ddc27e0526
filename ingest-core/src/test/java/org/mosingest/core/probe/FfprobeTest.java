package org.mosingest.core.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mosingest.core.failures.Reason;

/** The bundled ffprobe, for real: the contract of all probes, and files that lead elsewhere. */
final class FfprobeTest extends ClipProbeContract {

  @Override
  protected ClipProbe probe() throws InterruptedException {
    return Ffprobe.bundled();
  }

  @Override
  protected void writeSample(Path to) throws IOException {
    Files.copy(ClipZoo.H264_MP4.path(), to);
  }

  @Test
  void tellsItsVersionAndPlace() throws Exception {
    assertThat(probe().engine())
        .isEqualTo(
            new ProbeEngine("ffprobe", "8.1.2", BundledFfmpeg.extract().ffprobe().toString()));
  }

  @Test
  void openNoOtherFile() throws Exception {
    ClipZoo.MPEG4_TS.copyTo(folder.resolve("other.ts"));
    String hls =
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:0.4,\nother.ts\n#EXT-X-ENDLIST\n";
    String concat = "ffconcat version 1.0\nfile other.ts\n";
    String sdp =
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n";
    String subtitles = "1\n00:00:01,000 --> 00:00:02,000\nhello\n";
    assertBroken("hls.mp4", hls);
    assertBroken("hls.m3u8", hls);
    assertBroken("concat.mp4", concat);
    assertBroken("concat.ffconcat", concat);
    assertBroken("sdp.mp4", sdp);
    assertBroken("subtitles.mp4", subtitles);
  }

  @Test
  void thePlainCommandWouldOpenAnother() throws Exception {
    ClipZoo.MPEG4_TS.copyTo(folder.resolve("other.ts"));
    Path concat =
        Files.writeString(folder.resolve("concat.mp4"), "ffconcat version 1.0\nfile other.ts\n");
    assertThat(PlainFfprobe.run(concat)).contains("\"codec_name\": \"mpeg4\"");
  }

  @Test
  void picturesAndBareStreamsAreNoClips() throws Exception {
    for (ClipZoo picture :
        new ClipZoo[] {ClipZoo.PNG_PICTURE, ClipZoo.GIF_PICTURE, ClipZoo.RAW_H264}) {
      Path clip = picture.copyTo(folder.resolve(picture + ".mp4"));
      assertThat(probe().probe(clip))
          .isInstanceOfSatisfying(
              ProbeOutcome.Broken.class,
              broken ->
                  assertThat(broken.reason().text())
                      .matches("ffprobe-failed: rc=1: \\[\\w+] Format not on whitelist"));
    }
  }

  @Test
  void theReasonIsTheSameEachTimeAndNamesNoFolder() throws Exception {
    Path clip = ClipZoo.TRUNCATED_MP4.copyTo(folder.resolve("cut.mp4"));
    ProbeOutcome once = probe().probe(clip);
    assertThat(once)
        .isEqualTo(
            new ProbeOutcome.Broken(
                Reason.parse(
                    "ffprobe-failed: rc=1: [mov,mp4,m4a,3gp,3g2,mj2] moov atom not found")));
    assertThat(probe().probe(clip)).isEqualTo(once);
  }

  private void assertBroken(String name, String content) throws Exception {
    assertThat(probe().probe(Files.writeString(folder.resolve(name), content)))
        .as(name)
        .isInstanceOfSatisfying(
            ProbeOutcome.Broken.class,
            broken -> assertThat(broken.reason().text()).startsWith("ffprobe-failed: rc=1: "));
  }
}
