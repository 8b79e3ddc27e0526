package org.mosingest.core.probe.libav;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.ClipProbeContract;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.core.probe.Ffprobe;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.probe.ProbeOutcome;

/** The contract of all probes, and files that lead elsewhere. */
@Timeout(300)
final class LibavProbeTest extends ClipProbeContract {

  private static LibavProbe probe;

  @BeforeAll
  static void open() throws InterruptedException {
    probe = LibavProbe.bundled(2);
  }

  @AfterAll
  static void close() {
    probe.close();
  }

  @Override
  protected ClipProbe probe() {
    return probe;
  }

  @Override
  protected void writeSample(Path to) throws IOException {
    Files.copy(ClipZoo.H264_MP4.path(), to);
  }

  @Test
  void tellsItsNameAndVersion() {
    ProbeEngine engine = probe.engine();
    assertThat(engine.name()).isEqualTo("libav");
    assertThat(engine.version()).matches("62\\.\\d+\\.\\d+");
    assertThat(engine.binary()).isEmpty();
  }

  @Test
  void openNoOtherFile() throws Exception {
    ClipZoo.MPEG4_TS.copyTo(folder.resolve("other.ts"));
    String hls =
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:0.4,\nother.ts\n#EXT-X-ENDLIST\n";
    assertSameAsFfprobe(Files.writeString(folder.resolve("hls.m3u8"), hls));
    assertSameAsFfprobe(
        Files.writeString(folder.resolve("concat.mp4"), "ffconcat version 1.0\nfile other.ts\n"));
  }

  @Test
  void brokenClipsAreBrokenInFfprobesWords() throws Exception {
    for (ClipZoo clip :
        new ClipZoo[] {
          ClipZoo.TRUNCATED_MP4, ClipZoo.SOUND_ONLY_MP4, ClipZoo.PNG_PICTURE, ClipZoo.RAW_H264
        }) {
      assertSameAsFfprobe(clip.path());
    }
  }

  private static void assertSameAsFfprobe(Path clip) throws InterruptedException {
    assertThat(probe.probe(clip))
        .isInstanceOf(ProbeOutcome.Broken.class)
        .isEqualTo(Ffprobe.bundled().probe(clip));
  }
}
