package org.mosingest.cli;

import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code ingest resume}: lets a paused run go on. */
@Command(
    name = "resume",
    description = "Resumes a paused run.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest resume latest"})
final class ResumeCommand extends MoveCommand {
  @Override
  Optional<String> hint(String id) {
    return Optional.of("ingest status " + id + " --watch shows its progress");
  }
}
