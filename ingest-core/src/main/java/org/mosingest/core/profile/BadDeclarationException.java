package org.mosingest.core.profile;

import java.util.List;
import org.mosingest.core.row.Counted;

/** A declaration that is none: everything that is wrong in it, each with its line. */
public class BadDeclarationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * A declaration that cannot be read.
   *
   * @param file what was read, for messages
   * @param problems {@code LINE: what}, in the order of lines
   */
  public BadDeclarationException(String file, List<String> problems) {
    super(
        Counted.of(problems.size(), "problem")
            + " in the corpus declaration "
            + file
            + ":"
            + String.join("", problems.stream().map(p -> "\n  " + file + ":" + p).toList()));
    this.problems = List.copyOf(problems);
  }

  /** {@code LINE: what}, in the order of lines. */
  public List<String> problems() {
    return problems;
  }
}
