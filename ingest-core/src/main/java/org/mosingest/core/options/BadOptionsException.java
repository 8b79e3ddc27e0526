package org.mosingest.core.options;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** Options that cannot be taken, with everything that is wrong with them. */
public class BadOptionsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ImmutableList<Wording> problems;

  /**
   * Options that cannot be taken.
   *
   * @param problems each names the key and, where there is one, the value; not empty
   */
  public BadOptionsException(List<Wording> problems) {
    super(Wording.joined("; ", problems).text());
    this.problems = ImmutableList.copyOf(problems);
  }

  /** What is wrong, each problem by itself. */
  public List<Wording> problems() {
    return problems;
  }

  /** What is wrong, in one text. */
  public Wording wording() {
    return Wording.joined("; ", problems);
  }
}
