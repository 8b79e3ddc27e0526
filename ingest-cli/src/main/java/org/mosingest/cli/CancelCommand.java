package org.mosingest.cli;

import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code ingest cancel}: ends a run. */
@Command(
    name = "cancel",
    description = "Ends a run for good; the rows and clips that it has are kept.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest cancel latest"})
final class CancelCommand extends MoveCommand {
  @Override
  Optional<String> hint(String id) {
    return Optional.of("what is done is kept; ingest retry " + id + " takes up the rest");
  }
}
