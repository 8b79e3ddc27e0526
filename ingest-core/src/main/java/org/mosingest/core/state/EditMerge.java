package org.mosingest.core.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The decisions of a journal, put together with a snapshot that an operator may have edited since.
 * Not thread-safe.
 */
final class EditMerge {

  /**
   * All decisions on one entry.
   *
   * @param was what the snapshot that the journal continued said
   * @param state what was decided last
   */
  private record Change(Optional<ClipState> was, Optional<ClipState> state) {}

  private final Map<String, Change> changes = new LinkedHashMap<>();

  /** The next decision. */
  void add(String key, Optional<ClipState> was, Optional<ClipState> state) {
    changes.merge(
        key, new Change(was, state), (first, last) -> new Change(first.was(), last.state()));
  }

  /** All decisions, on the snapshot that the journal continues. */
  void applyTo(Map<String, ClipState> states) {
    changes.forEach((key, change) -> put(states, key, change));
  }

  /**
   * Those decisions whose entries the operator has not touched: what he took away is away, what he
   * wrote holds.
   *
   * @return how many
   */
  int mergeWith(Map<String, ClipState> edited) {
    if (isNewer(edited)) {
      return 0;
    }
    int merged = 0;
    for (Map.Entry<String, Change> entry : changes.entrySet()) {
      Change change = entry.getValue();
      if (change.was().equals(Optional.ofNullable(edited.get(entry.getKey())))) {
        put(edited, entry.getKey(), change);
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
  private boolean isNewer(Map<String, ClipState> snapshot) {
    int added = 0;
    int there = 0;
    for (Map.Entry<String, Change> entry : changes.entrySet()) {
      Change change = entry.getValue();
      if (change.was().isEmpty() && change.state().isPresent()) {
        added++;
        there += change.state().get().equals(snapshot.get(entry.getKey())) ? 1 : 0;
      }
    }
    return 2 * there > added;
  }

  private static void put(Map<String, ClipState> states, String key, Change change) {
    change.state().ifPresentOrElse(state -> states.put(key, state), () -> states.remove(key));
  }
}
