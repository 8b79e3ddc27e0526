package org.mosingest.cli;

import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.DaemonUnreachableException;
import org.mosingest.cli.client.RefusedException;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code ingest delete}: takes an ended run off the list. */
@Command(
    name = "delete",
    description =
        "Deletes an ended run from the daemon's list, with its failures; rows, clips and all other files stay.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest delete 12"})
final class DeleteCommand extends MoveCommand {

  @Override
  String ask(DaemonClient client, String id) throws RefusedException, DaemonUnreachableException {
    return client.delete("runs", id);
  }

  @Override
  String state(JsonNode moved) {
    return "deleted";
  }
}
