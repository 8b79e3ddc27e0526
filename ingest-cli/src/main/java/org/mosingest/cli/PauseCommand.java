package org.mosingest.cli;

import java.util.Optional;
import org.mosingest.cli.client.DaemonDocuments;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code ingest pause}: holds a run still. */
@Command(
    name = "pause",
    description =
        "Pauses a run: downloads in progress finish or are kept for later, and no new ones start.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest pause latest"})
final class PauseCommand extends MoveCommand {
  @Override
  Optional<String> hint(JsonNode moved) {
    return Optional.of("ingest resume " + DaemonDocuments.text(moved, "id") + " continues it");
  }
}
