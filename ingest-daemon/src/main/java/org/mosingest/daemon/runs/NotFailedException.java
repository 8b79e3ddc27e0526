package org.mosingest.daemon.runs;

import java.util.Set;
import java.util.stream.Collectors;
import org.mosingest.core.row.Text;

/** A retry names clips that have not failed in the run. */
public class NotFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** More names than these say no more. */
  private static final int MOST_SHOWN = 5;

  /**
   * Clips that cannot be retried.
   *
   * @param names of those that have not failed; not empty
   */
  public NotFailedException(Set<String> names) {
    super(
        names.stream()
                .limit(MOST_SHOWN)
                .map(Text::printable)
                .collect(Collectors.joining(", ", "not among the run's failures: ", ""))
            + (names.size() > MOST_SHOWN ? " and " + (names.size() - MOST_SHOWN) + " more" : ""));
  }
}
