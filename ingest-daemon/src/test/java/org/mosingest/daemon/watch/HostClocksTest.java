package org.mosingest.daemon.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosingest.core.state.HostTransfer;

/** However many hosts a manifest makes up, few are kept apart, and nothing is lost from the sum. */
final class HostClocksTest {

  @Test
  void manyHostsAreCountedTogether() {
    HostClocks clocks = new HostClocks();
    for (int i = 0; i < 20_000; i++) {
      HostClocks.Clock clock = clocks.of("h" + i + ".example");
      clock.attempted(1_000_000, true);
      clock.meter(new ByteCount()).received(3);
    }

    List<HostTransfer> told = clocks.told();

    assertThat(told).hasSize(HostTransfer.MOST + 1);
    assertThat(told.getFirst())
        .isEqualTo(new HostTransfer(HostTransfer.OTHERS, 19_000, 57_000, 19));
    assertThat(told.stream().mapToLong(HostTransfer::clips).sum()).isEqualTo(20_000);
    // And no more of them from one run to the next.
    List<HostTransfer> others = List.of(new HostTransfer("another.example", 5, 5, 5));
    Map<String, Map<String, Object>> stats = HostTransfer.stats(told, others);
    assertThat(stats.size()).isEqualTo(HostTransfer.MOST + 1);
    assertThat(stats.containsKey("another.example")).isFalse();
    assertThat(stats.get(HostTransfer.OTHERS)).containsEntry("clips", 19_005L);
  }

  @Test
  void aHostThatWasNotAskedYetIsNotTold() {
    HostClocks clocks = new HostClocks();
    var _ = clocks.of("queued.example");
    clocks.of("dead.example").attempted(2_000_000_000, false);

    assertThat(clocks.told()).containsExactly(new HostTransfer("dead.example", 0, 0, 2));
  }
}
