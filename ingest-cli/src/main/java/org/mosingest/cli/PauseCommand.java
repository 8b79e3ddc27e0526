package org.mosingest.cli;

import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code ingest pause}: holds a run still. */
@Command(
    name = "pause",
    description =
        "Holds a run still: what is in flight is finished or kept for later, and nothing new begins.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest pause latest"})
final class PauseCommand extends MoveCommand {
  @Override
  Optional<String> hint(String id) {
    return Optional.of("ingest resume " + id + " lets it go on");
  }
}
