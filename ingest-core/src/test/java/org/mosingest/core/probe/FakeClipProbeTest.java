package org.mosingest.core.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class FakeClipProbeTest extends ClipProbeContract {

  private final FakeClipProbe probe = new FakeClipProbe();

  @Override
  protected ClipProbe probe() {
    return probe;
  }

  @Override
  protected void writeSample(Path to) throws IOException {
    Files.write(to, FakeClipProbe.video(SAMPLE));
  }

  @Test
  void holdsAndCounts() throws Exception {
    Path clip = folder.resolve("held.mp4");
    writeSample(clip);
    FakeClipProbe.Gate gate = probe.holdAt("held.mp4");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ProbeOutcome> outcome = threads.submit(() -> probe.probe(clip));
      gate.awaitEntered();
      assertThat(outcome.isDone()).isFalse();
      assertThat(probe.callsFor("held.mp4")).isEqualTo(1);
      gate.open();
      assertThat(outcome.get()).isEqualTo(new ProbeOutcome.Video(SAMPLE));
    }
    assertThat(probe.calls()).isEqualTo(1);
    assertThat(probe.mostAtOnce()).isEqualTo(1);
  }

  @Test
  void becomesUnusable() {
    probe.becomeUnusable("gone");
    assertThatThrownBy(() -> probe.probe(folder))
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessage("gone");
  }
}
