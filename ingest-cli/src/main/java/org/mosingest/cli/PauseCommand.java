package org.mosingest.cli;

import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code ingest pause}: holds a run still. */
@Command(
    name = "pause",
    description =
        "Pauses a run: downloads in progress finish or are kept for later, and no new ones start.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest pause latest"})
final class PauseCommand extends MoveCommand {
  @Override
  Optional<String> hint(String id) {
    return Optional.of("ingest resume " + id + " continues it");
  }
}
