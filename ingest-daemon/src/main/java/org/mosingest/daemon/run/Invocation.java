package org.mosingest.daemon.run;

import java.util.List;

/**
 * How a run was asked for, for the replay manifest.
 *
 * @param entrypoint what was started: {@code ingest run}
 * @param argv its arguments as given
 */
public record Invocation(String entrypoint, List<String> argv) {
  public Invocation {
    argv = List.copyOf(argv);
  }
}
