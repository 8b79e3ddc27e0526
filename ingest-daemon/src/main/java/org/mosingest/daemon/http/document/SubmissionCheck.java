package org.mosingest.daemon.http.document;

import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.Wording;

/** What a submission's JSON turned out to be. */
public sealed interface SubmissionCheck {

  /**
   * It can be run, if the paths are allowed.
   *
   * @param options as asked for, paths as given
   */
  record Valid(RunOptions options) implements SubmissionCheck {}

  /**
   * It cannot be run.
   *
   * @param problems what is wrong with it, all of it, fit for a reader; not empty
   */
  record Invalid(Wording problems) implements SubmissionCheck {
    public Invalid {
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("invalid without a problem");
      }
    }
  }

  /** How JSON becomes a submission. */
  @FunctionalInterface
  interface Reader {
    /**
     * Reads the corpus options. Unknown keys, wrong types and values out of range are problems, and
     * so is what is no JSON or too deep; nothing is thrown for them.
     *
     * @param json UTF-8, of bounded length
     */
    SubmissionCheck read(byte[] json);
  }
}
