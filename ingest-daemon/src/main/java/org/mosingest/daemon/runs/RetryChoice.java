package org.mosingest.daemon.runs;

import java.util.Set;
import java.util.TreeSet;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.ReasonPattern;

/** Which of a run's failed and broken clips a retry takes up. */
public sealed interface RetryChoice {

  /** All of them. */
  record All() implements RetryChoice {}

  /**
   * Those whose reason fits.
   *
   * @param pattern finds something in their reasons
   */
  record Reason(ReasonPattern pattern) implements RetryChoice {}

  /**
   * Those named, and no others.
   *
   * @param names as the list of failures gives them; not empty. Where several rows of the manifest
   *     name a clip, all that failed are taken up
   */
  record Clips(Set<String> names) implements RetryChoice {
    public Clips {
      if (names.isEmpty()) {
        throw new IllegalArgumentException("no clip is named");
      }
      names = Set.copyOf(names);
    }
  }

  /** Whether a failure is taken up. */
  default boolean takes(ClipFailure failure) {
    return switch (this) {
      case All _ -> true;
      case Reason(ReasonPattern pattern) -> pattern.finds(failure.reason().text());
      case Clips(Set<String> names) -> names.contains(failure.name());
    };
  }

  /** What is to be said where it takes nothing up: {@code : no failure matches 'dns'}. */
  default String nothingBecause() {
    return switch (this) {
      case All _ -> "";
      case Reason(ReasonPattern pattern) -> ": no failure matches '" + pattern + "'";
      case Clips _ -> ": none of the clips named has failed";
    };
  }

  /**
   * Checks that every clip that is named is there.
   *
   * @param failed the names of the clips that failed
   * @throws NotFailedException if some are not among them
   */
  default void check(Set<String> failed) throws NotFailedException {
    if (this instanceof Clips(Set<String> names)) {
      Set<String> others = new TreeSet<>(names);
      others.removeAll(failed);
      if (!others.isEmpty()) {
        throw new NotFailedException(others);
      }
    }
  }
}
