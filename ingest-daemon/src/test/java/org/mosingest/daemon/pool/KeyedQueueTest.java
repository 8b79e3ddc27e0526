package org.mosingest.daemon.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order work that waits is taken up. */
class KeyedQueueTest {

  private final KeyedQueue queue = new KeyedQueue();

  @Test
  void whatComesAgainGoesBeforeWhatWasNeverBegunByItsPlace() {
    for (int row = 10; row < 13; row++) {
      queue.add("h", Place.first(row), slot -> {});
    }
    queue.add("h", Place.again(7), slot -> {});
    queue.add("h", Place.again(3), slot -> {});

    assertThat(all()).containsExactly("h3", "h7", "h10", "h11", "h12");
  }

  @Test
  void amongManyHostsWhatComesAgainDoesNotWaitForAWholeRound() {
    for (int host = 0; host < 100; host++) {
      queue.add("h" + host + "-", Place.first(host), slot -> {});
    }
    queue.add("late-", Place.again(1), slot -> {});

    assertThat(all().subList(0, 2)).contains("late-1");
  }

  @Test
  void noHostIsStarvedByAnothersRetries() {
    for (int row = 0; row < 50; row++) {
      queue.add("bad-", Place.again(row), slot -> {});
    }
    for (int row = 50; row < 100; row++) {
      queue.add("good-", Place.first(row), slot -> {});
    }

    assertThat(all().subList(0, 40))
        .filteredOn(work -> work.startsWith("good"))
        .hasSizeBetween(9, 21);
  }

  @Test
  void aClipThatIsRefusedAgainAndAgainDoesNotKeepItsHostFromOthers() {
    for (int row = 10; row < 20; row++) {
      queue.add("h", Place.first(row), slot -> {});
    }
    queue.add("h", Place.again(3), slot -> {});
    List<Integer> served = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      var next = queue.poll(key -> true);
      int rank = next == null ? -1 : next.place().rank();
      served.add(rank);
      if (rank == 3) {
        queue.add("h", Place.again(3), slot -> {});
      }
    }

    assertThat(served).containsExactly(3, 10, 3, 11, 3, 12);
  }

  @Test
  void whatIsFullIsPassedOver() {
    queue.add("full-", Place.again(1), slot -> {});
    queue.add("free-", Place.first(2), slot -> {});

    KeyedQueue.Entry first = queue.poll(key -> !key.startsWith("full"));

    assertThat(first).extracting(KeyedQueue.Entry::key).isEqualTo("free-");
    assertThat(queue.poll(key -> !key.startsWith("full"))).isNull();
    assertThat(all()).containsExactly("full-1");
    assertThat(queue.size()).isZero();
  }

  private List<String> all() {
    List<String> taken = new ArrayList<>();
    for (var next = queue.poll(key -> true); next != null; next = queue.poll(key -> true)) {
      taken.add(next.key() + next.place().rank());
    }
    return taken;
  }
}
