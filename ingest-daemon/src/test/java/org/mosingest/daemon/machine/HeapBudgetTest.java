package org.mosingest.daemon.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mosingest.core.state.MachineFaultException;

class HeapBudgetTest {

  private static final Duration NOT_AT_ALL = Duration.ZERO;
  private static final long MB = 1L << 20;

  /** 32 MB are kept, and a quarter of the rest: 300 MB for runs. */
  private final HeapBudget budget = new HeapBudget(432 * MB);

  @Test
  void whoAskedFirstComesFirstEvenIfWhoCameLaterWouldFit() throws Exception {
    try (HeapBudget.Share first = budget.askFor(run(200))) {
      HeapBudget.Share second = budget.askFor(run(200));
      HeapBudget.Share third = budget.askFor(run(50));
      assertThat(first.await(NOT_AT_ALL)).isTrue();
      assertThat(second.await(NOT_AT_ALL)).isFalse();
      assertThat(third.await(NOT_AT_ALL)).isFalse();
      second.close();
      assertThat(third.await(NOT_AT_ALL)).isTrue();
      third.close();
    }
    assertThat(budget.askFor(run(300)).await(NOT_AT_ALL)).isTrue();
  }

  @Test
  void aManifestIsReadWhileALargeRunWaits() throws Exception {
    try (HeapBudget.Share first = budget.askFor(run(200));
        HeapBudget.Share waits = budget.askFor(run(200));
        HeapBudget.Share reads = budget.forReading(run(200))) {
      assertThat(first.await(NOT_AT_ALL)).isTrue();
      assertThat(waits.await(NOT_AT_ALL)).isFalse();
      assertThat(reads.await(NOT_AT_ALL)).isTrue();
    }
  }

  @Test
  void whatDoesNotFitIsToldTheHeapThatWouldDoAndThatDoes() throws Exception {
    RunMemory run = run(400);
    assertThatThrownBy(() -> budget.requireRoomFor(run))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("7 rows need")
        .hasMessageEndingWith("INGEST_JAVA_OPTS=-Xmx585m");
    assertThatThrownBy(() -> budget.forReading(run))
        .isInstanceOfSatisfying(NoMemoryException.class, e -> assertThat(e.isForNow()).isFalse());
    // As much as Java tells of such a heap.
    HeapBudget larger = new HeapBudget(566 * MB);
    larger.requireRoomFor(run);
    assertThat(larger.askFor(run).await(NOT_AT_ALL)).isTrue();
  }

  private static RunMemory run(long megabytes) {
    return new RunMemory(7, megabytes * MB / 4, megabytes * MB);
  }
}
