package org.mosingest.daemon.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mosingest.daemon.runs.RunState.CANCELLED;
import static org.mosingest.daemon.runs.RunState.COMPLETED;
import static org.mosingest.daemon.runs.RunState.FAILED;
import static org.mosingest.daemon.runs.RunState.INTERRUPTED;
import static org.mosingest.daemon.runs.RunState.PAUSED;
import static org.mosingest.daemon.runs.RunState.QUEUED;
import static org.mosingest.daemon.runs.RunState.RUNNING;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStateTest {

  private static final Map<RunState, Set<RunState>> ALLOWED =
      Map.of(
          QUEUED, Set.of(RUNNING, PAUSED, CANCELLED, FAILED, INTERRUPTED),
          RUNNING, Set.of(PAUSED, INTERRUPTED, COMPLETED, FAILED, CANCELLED),
          PAUSED, Set.of(RUNNING, QUEUED, INTERRUPTED, CANCELLED, FAILED),
          INTERRUPTED, Set.of(QUEUED, RUNNING, PAUSED, CANCELLED, FAILED),
          COMPLETED, Set.of(QUEUED),
          FAILED, Set.of(QUEUED),
          CANCELLED, Set.of(QUEUED));

  private static Set<RunState> allowed(RunState from) {
    return ALLOWED.getOrDefault(from, Set.of());
  }

  @ParameterizedTest
  @EnumSource
  void goesWhereItMayAndNowhereElse(RunState from) {
    for (RunState to : EnumSet.allOf(RunState.class)) {
      assertThat(from.mayBecome(to)).as(from + " to " + to).isEqualTo(allowed(from).contains(to));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isOverWhereOnlyARetryLeadsOn(RunState state) {
    assertThat(state.isEnded()).isEqualTo(allowed(state).equals(Set.of(QUEUED)));
    assertThat(state.word()).isLowerCase().isEqualToIgnoringCase(state.name());
  }
}
