package org.mosingest.cli;

import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code ingest resume}: lets a paused run go on. */
@Command(
    name = "resume",
    description = "Lets a paused run go on where it was.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest resume latest"})
final class ResumeCommand extends MoveCommand {
  @Override
  Optional<String> hint(String id) {
    return Optional.of("ingest status " + id + " --watch shows how far it is");
  }
}
