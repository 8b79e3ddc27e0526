package org.mosingest.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.client.DaemonDocuments;
import org.mosingest.cli.options.ReasonRegex;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.core.failures.ReasonPattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest retry}: takes up what failed. */
@Command(
    name = "retry",
    description =
        "Retries an ended run's failed and broken clips, and the rows that a cancelled or failed run did not reach.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest retry latest --reason '^(timeout|reset)'",
      "  ingest retry latest --clip 0319.mp4 --clip sub/0328.mp4"
    })
final class RetryCommand extends MoveCommand {

  @Option(
      names = "--refetch-broken",
      paramLabel = "REGEX",
      arity = "0..1",
      fallbackValue = "",
      converter = ReasonRegex.class,
      description =
          "Download broken clips again, or only those whose reason matches; the old file is kept as NAME.broken.")
  private @Nullable ReasonPattern refetchBroken;

  @ArgGroup private @Nullable Choice choice;

  /** Which of the failures: either way of choosing leaves the others as they are. */
  static final class Choice {
    @Option(
        names = "--reason",
        paramLabel = "REGEX",
        converter = ReasonRegex.class,
        description = "Only clips whose reason matches (default: all).")
    private @Nullable ReasonPattern reason;

    @Option(
        names = "--clip",
        paramLabel = "NAME",
        description = "Only this clip, named as in inspect --failures; repeatable.")
    private @Nullable List<String> clips;
  }

  @Override
  String details() {
    return JsonMapper.shared().writeValueAsString(chosen());
  }

  private Map<String, Object> chosen() {
    Map<String, Object> body = new LinkedHashMap<>();
    if (choice != null && choice.reason != null) {
      body.put("reason", choice.reason.toString());
    } else if (choice != null) {
      body.put("clips", Objects.requireNonNull(choice.clips));
    }
    if (refetchBroken != null) {
      body.put("refetch_broken", refetchBroken.toString());
    }
    return body;
  }

  @Override
  int outcome(JsonNode moved) {
    // A run that has something to retry is queued again.
    return DaemonDocuments.run(moved).isEnded() ? ExitCode.BAD_INPUT : ExitCode.FINISHED;
  }

  @Override
  Optional<String> hint(String id) {
    return Optional.of("ingest status " + id + " --watch shows its progress");
  }
}
