package org.mosingest.cli;

import java.util.Optional;
import org.mosingest.cli.client.DaemonDocuments;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code ingest resume}: lets a paused run go on. */
@Command(
    name = "resume",
    description = "Resumes a paused run.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest resume latest"})
final class ResumeCommand extends MoveCommand {
  @Override
  Optional<String> hint(JsonNode moved) {
    return Optional.of(
        "ingest status " + DaemonDocuments.text(moved, "id") + " --watch shows its progress");
  }
}
