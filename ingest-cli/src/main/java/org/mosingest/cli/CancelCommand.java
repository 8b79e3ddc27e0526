package org.mosingest.cli;

import java.util.Optional;
import org.mosingest.cli.client.DaemonDocuments;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code ingest cancel}: ends a run. */
@Command(
    name = "cancel",
    description = "Cancels a run; its rows and clips are kept.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest cancel latest"})
final class CancelCommand extends MoveCommand {
  @Override
  Optional<String> hint(JsonNode moved) {
    return Optional.of(
        "the work so far is kept; ingest retry "
            + DaemonDocuments.text(moved, "id")
            + " does the rest");
  }
}
