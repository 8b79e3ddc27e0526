package org.mosingest.core.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.row.VideoFacts;

/** What every {@link ClipProbe} keeps. A subclass gives the probe and a clip that it can read. */
@NullMarked
public abstract class ClipProbeContract {

  /** What {@link #writeSample} writes. */
  protected static final VideoFacts SAMPLE = new VideoFacts(160, 96, 25.0, 0.4, "yuv420p", "h264");

  /** The test's own. */
  @TempDir protected Path folder = Path.of("");

  /** The probe under test. */
  protected abstract ClipProbe probe() throws InterruptedException;

  /** Writes a clip whose facts are {@link #SAMPLE}. */
  protected abstract void writeSample(Path to) throws IOException;

  @Test
  void readsAVideo() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    writeSample(clip);
    assertThat(probe().probe(clip)).isEqualTo(new ProbeOutcome.Video(SAMPLE));
  }

  @Test
  void readsAVideoWhateverItsNameLooksLike() throws Exception {
    for (String name :
        List.of(
            "-v.mp4",
            "-h",
            "http:x.mp4",
            "a%03d.mp4",
            "a b'\"$(x)`;.mp4",
            "*.mp4",
            "no ending",
            ".mp4")) {
      Path clip = folder.resolve(name);
      writeSample(clip);
      assertThat(probe().probe(clip)).as(name).isEqualTo(new ProbeOutcome.Video(SAMPLE));
    }
  }

  @Test
  void findsABrokenClipBroken() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    Path page =
        Files.writeString(
            folder.resolve("page.mp4"), "<!DOCTYPE html><html><body>gone</body></html>\n");
    Path noise = Files.write(folder.resolve("noise.mp4"), new byte[100_000]);
    for (Path clip : List.of(empty, page, noise)) {
      assertThat(probe().probe(clip))
          .isInstanceOfSatisfying(
              ProbeOutcome.Broken.class,
              broken ->
                  assertThat(broken.reason().text())
                      .startsWith("ffprobe-failed")
                      .doesNotMatch("(?s).*\\p{Cntrl}.*"));
    }
  }

  @Test
  void findsWhatIsNoFileBroken() throws Exception {
    assertThat(probe().probe(folder.resolve("gone.mp4"))).isInstanceOf(ProbeOutcome.Broken.class);
    assertThat(probe().probe(folder)).isInstanceOf(ProbeOutcome.Broken.class);
  }

  @Test
  void anInterruptedThreadGetsNoOutcome() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    writeSample(clip);
    ClipProbe probe = probe();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> probe.probe(clip)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void servesManyThreadsAtOnce() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    writeSample(clip);
    ClipProbe probe = probe();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ProbeOutcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        outcomes.add(threads.submit(() -> probe.probe(clip)));
      }
      for (Future<ProbeOutcome> outcome : outcomes) {
        assertThat(outcome.get()).isEqualTo(new ProbeOutcome.Video(SAMPLE));
      }
    }
  }

  @Test
  void namesItself() throws Exception {
    assertThat(probe().engine().name()).isNotBlank();
    assertThat(probe().engine().version()).isNotBlank();
  }
}
