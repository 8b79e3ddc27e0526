package org.mosingest.daemon.runs;

import java.util.Set;
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

  /**
   * Those of another choice, and of the broken clips among them that were downloaded some are
   * fetched again.
   *
   * @param choice which are taken up
   * @param pattern finds something in the reasons of broken clips that are fetched again
   */
  record Refetch(RetryChoice choice, ReasonPattern pattern) implements RetryChoice {}

  /** Whether a broken clip that is taken up is fetched again. */
  default boolean refetches(ClipFailure broken) {
    return this instanceof Refetch(var _, ReasonPattern pattern)
        && pattern.finds(broken.reason().text());
  }

  /** Whether a failure is taken up. */
  default boolean takes(ClipFailure failure) {
    return switch (this) {
      case All _ -> true;
      case Reason(ReasonPattern pattern) -> pattern.finds(failure.reason().text());
      case Clips(Set<String> names) -> names.contains(failure.name());
      case Refetch(RetryChoice choice, var _) -> choice.takes(failure);
    };
  }

  /** What is to be said where it takes nothing up: {@code : no failure matches 'dns'}. */
  default String nothingBecause() {
    return switch (this) {
      case All _ -> "";
      case Reason(ReasonPattern pattern) -> ": no failure matches '" + pattern + "'";
      case Clips _ -> ": none of the clips named has failed";
      case Refetch(RetryChoice choice, var _) -> choice.nothingBecause();
    };
  }

  /** The clips that it names; empty if it chooses by something else. */
  default Set<String> named() {
    return switch (this) {
      case All _, Reason _ -> Set.of();
      case Clips(Set<String> names) -> names;
      case Refetch(RetryChoice choice, var _) -> choice.named();
    };
  }
}
