package org.mosingest.daemon.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mosingest.core.failures.Reason;

class NetworkWatchTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void anAnswerThatWasOnItsWayBeforeTheSilenceBlamesNoClip() {
    NetworkWatch network = new NetworkWatch(PATIENCE, host -> false);
    long begun = System.nanoTime();
    long silentSince = begun + 1;

    network.answered(begun);

    assertThat(network.blames("h", silentSince, Reason.parse("connect: refused"))).isFalse();
    assertThat(network.isDown()).isTrue();
    network.answered(begun);
    assertThat(network.isDown()).as("a late one does not bring it back").isTrue();
  }

  @Test
  void anAnswerToALaterAttemptBlamesTheHost() {
    NetworkWatch network = new NetworkWatch(PATIENCE, host -> false);
    long silentSince = System.nanoTime();

    network.answered(silentSince + 1);

    assertThat(network.blames("h", silentSince, Reason.parse("connect: refused"))).isTrue();
    assertThat(network.isDown()).isFalse();
  }

  @Test
  void anotherHostThatConnectsBlamesTheHost() {
    NetworkWatch network = new NetworkWatch(PATIENCE, host -> true);

    assertThat(network.blames("h", System.nanoTime(), Reason.parse("dns: unknown"))).isTrue();
  }

  @Test
  void anAnswerAfterItWentBringsItBack() throws Exception {
    NetworkWatch network = new NetworkWatch(PATIENCE, host -> false);
    assertThat(network.blames("h", System.nanoTime(), Reason.parse("connect: refused"))).isFalse();

    network.answered(System.nanoTime());

    assertThat(network.isDown()).isFalse();
    network.awaitTurn();
  }

  @Test
  void withoutPatienceTheHostIsToBlame() {
    NetworkWatch network = new NetworkWatch(Duration.ZERO, host -> false);

    assertThat(network.blames("h", System.nanoTime(), Reason.parse("connect: refused"))).isTrue();
  }
}
