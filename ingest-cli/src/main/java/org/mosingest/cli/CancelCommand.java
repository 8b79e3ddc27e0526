package org.mosingest.cli;

import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code ingest cancel}: ends a run. */
@Command(
    name = "cancel",
    description = "Cancels a run; its rows and clips are kept.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest cancel latest"})
final class CancelCommand extends MoveCommand {
  @Override
  Optional<String> hint(String id) {
    return Optional.of("the work so far is kept; ingest retry " + id + " does the rest");
  }
}
