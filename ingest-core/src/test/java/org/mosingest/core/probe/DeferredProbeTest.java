package org.mosingest.core.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A probe that starts when it is first asked. */
final class DeferredProbeTest {

  private final AtomicInteger starts = new AtomicInteger();
  private final FakeClipProbe real = new FakeClipProbe();

  private final DeferredProbe probe =
      new DeferredProbe(
          () -> {
            starts.incrementAndGet();
            return real;
          });

  @Test
  void nothingStartsUnlessItIsAsked() {
    probe.close();
    assertThat(starts).hasValue(0);
  }

  @Test
  void itStartsOnceAndStaysThatOne() throws Exception {
    assertThat(probe.engine()).isEqualTo(real.engine());
    assertThat(probe.probe(Path.of("none"))).isInstanceOf(ProbeOutcome.Broken.class);
    assertThat(probe.engine().name()).isEqualTo("fake");
    probe.close();
    assertThat(starts).hasValue(1);
    assertThat(real.callsFor("none")).isEqualTo(1);
  }

  @Test
  void oneThatDoesNotRunHereSaysSoWhenItIsAsked() {
    try (DeferredProbe broken =
        new DeferredProbe(
            () -> {
              throw new ProbeUnusableException("no libraries");
            })) {
      assertThatThrownBy(broken::engine)
          .isInstanceOf(ProbeUnusableException.class)
          .hasMessage("no libraries");
      assertThatThrownBy(() -> broken.probe(Path.of("a.mp4")))
          .isInstanceOf(ProbeUnusableException.class);
    }
  }
}
