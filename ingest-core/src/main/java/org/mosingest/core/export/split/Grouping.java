package org.mosingest.core.export.split;

import java.util.Optional;
import java.util.function.Function;

/**
 * What tells clips that belong together, such as cuts of one video, by their names.
 *
 * @param pattern the rule, as it was given
 * @param asked whether the user gave it: one that finds nothing is refused then
 * @param groupOf the group of a clip's name; empty for a clip that stands alone
 */
public record Grouping(String pattern, boolean asked, Function<String, Optional<String>> groupOf) {

  /** No clips belong together by their names. */
  public static final Grouping NONE = new Grouping("", false, _ -> Optional.empty());

  /** Whether there is a rule. */
  public boolean isGiven() {
    return !pattern.isEmpty();
  }
}
