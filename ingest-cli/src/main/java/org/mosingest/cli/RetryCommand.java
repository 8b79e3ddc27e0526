package org.mosingest.cli;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest retry}: takes up what failed. */
@Command(
    name = "retry",
    description = "Takes up an ended run's failed and broken clips again, and what a cancelled or failed run left undone.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest retry latest --reason '^(timeout|reset)'"})
final class RetryCommand extends MoveCommand {

  @Option(names = "--reason", paramLabel = "REGEX", description = "Only clips whose reason matches (default: all).")
  private @Nullable Pattern reason;

  @Override
  String details() {
    return reason == null ? "{}" : JsonMapper.shared().writeValueAsString(Map.of("reason", reason.pattern()));
  }

  @Override
  Optional<String> hint(String id) {
    return Optional.of("ingest status " + id + " --watch shows how far it is");
  }
}
