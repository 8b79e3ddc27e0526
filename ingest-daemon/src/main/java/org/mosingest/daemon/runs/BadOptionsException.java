package org.mosingest.daemon.runs;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** Options that cannot be run, with everything that is wrong with them. */
public class BadOptionsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ImmutableList<String> problems;

  /**
   * Options that cannot be run.
   *
   * @param problems each names the key and, where there is one, the value; not empty
   */
  public BadOptionsException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = ImmutableList.copyOf(problems);
  }

  /** What is wrong, one text for each problem. */
  public List<String> problems() {
    return problems;
  }
}
