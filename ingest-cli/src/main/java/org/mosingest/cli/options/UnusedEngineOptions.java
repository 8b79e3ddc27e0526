package org.mosingest.cli.options;

import java.util.List;
import org.mosingest.cli.config.DeclaredOptions;
import org.mosingest.core.options.StartOption;

/**
 * How a run does its work, for commands that read what runs left: they understand it, so that a
 * run's command line can be given to them as it is, and do nothing with it.
 */
public final class UnusedEngineOptions extends DeclaredOptions {

  UnusedEngineOptions() {
    super(StartOption.ALL, List.of());
  }
}
