package org.mosingest.cli;

import org.mosingest.cli.config.DeclaredOptions;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.options.RunOptions;

/** What a run is asked to do: the options that {@code run} and {@code submit} share. */
final class CorpusOptions extends DeclaredOptions {

  CorpusOptions() {
    super(CorpusOption.ALL);
  }

  /**
   * The options as the run takes them.
   *
   * @throws IllegalArgumentException if one cannot be taken
   */
  RunOptions runOptions() {
    return RunOptions.of(values());
  }

  /** Those that were given, and no others. */
  OptionValues given() {
    return values();
  }
}
