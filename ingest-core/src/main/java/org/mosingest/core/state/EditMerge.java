package org.mosingest.core.state;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a journal, put together with a snapshot that an operator has edited since. Not
 * thread-safe.
 */
final class EditMerge {

  /** That there is no entry: no file can hold an entry without any text. */
  private static final ClipState NONE = new ClipState.Other("", "");

  /** Of each entry that was decided what the snapshot that the journal continued said. */
  private final ClipStates before = new ClipStates();

  /** What was decided last of each. */
  private final ClipStates after = new ClipStates();

  /** The next decision. */
  void add(String key, Optional<ClipState> was, Optional<ClipState> state) {
    if (!before.containsKey(key)) {
      before.put(key, was.orElse(NONE));
    }
    after.put(key, state.orElse(NONE));
  }

  /**
   * Makes those decisions whose entries the operator has not touched: what he took away is away,
   * what he wrote holds.
   *
   * @return how many
   */
  int mergeWith(ClipStates edited) {
    if (isNewer(edited)) {
      return 0;
    }
    int merged = 0;
    for (Map.Entry<String, ClipState> decided : after.entrySet()) {
      String key = decided.getKey();
      if (entry(edited, key).equals(before.get(key))) {
        edited.decide(key, Optional.of(decided.getValue()).filter(state -> !NONE.equals(state)));
        merged++;
      }
    }
    return merged;
  }

  /**
   * Whether the snapshot holds the decisions already: a crash fell between it and the end of the
   * journal, and it is this newer snapshot that was edited, if any was. Its entries show it, which
   * nobody could have put there before they were written.
   */
  private boolean isNewer(ClipStates snapshot) {
    int added = 0;
    int there = 0;
    for (Map.Entry<String, ClipState> decided : after.entrySet()) {
      String key = decided.getKey();
      if (NONE.equals(before.get(key)) && !NONE.equals(decided.getValue())) {
        added++;
        there += entry(snapshot, key).equals(decided.getValue()) ? 1 : 0;
      }
    }
    return 2 * there > added;
  }

  private static ClipState entry(ClipStates states, String key) {
    @Nullable ClipState state = states.get(key);
    return state == null ? NONE : state;
  }
}
