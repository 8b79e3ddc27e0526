package org.mosingest.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.DaemonDocuments;
import org.mosingest.cli.client.DaemonUnreachableException;
import org.mosingest.cli.client.RefusedException;
import org.mosingest.cli.client.RetryCount;
import org.mosingest.cli.options.ReasonRegex;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Question;
import org.mosingest.cli.process.Terminal;
import org.mosingest.cli.view.RunFacts;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.row.Counted;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest retry}: takes up what failed. */
@Command(
    name = "retry",
    description =
        "Retries an ended run's failed and broken clips, and the rows that a cancelled or failed"
            + " run did not reach.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest retry latest --reason '^(timeout|reset)'",
      "  ingest retry latest --clip 0319.mp4 --clip sub/0328.mp4"
    })
final class RetryCommand extends MoveCommand {

  /** From so many rows on a user at a terminal is asked first. */
  private static final int MANY = 1_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--refetch-broken",
      paramLabel = "REGEX",
      arity = "0..1",
      fallbackValue = "",
      converter = ReasonRegex.class,
      description =
          "Download broken clips again, or only those whose reason matches; the old file is kept as"
              + " NAME.broken.")
  private @Nullable ReasonPattern refetchBroken;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before retrying a thousand rows or more.")
  private boolean yes;

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
  boolean isWanted(DaemonClient client, String id)
      throws RefusedException, DaemonUnreachableException {
    if (yes || !Terminal.isAsking()) {
      return true;
    }
    ReasonPattern pattern = choice == null ? null : choice.reason;
    long rows =
        choice != null && choice.clips != null
            ? choice.clips.size()
            : RetryCount.of(id, Optional.ofNullable(pattern), client);
    return rows < MANY
        || Question.isAnsweredYes(
            "Retry %,d rows of run %s?".formatted(rows, id), spec.commandLine().getErr());
  }

  @Override
  Optional<String> hint(JsonNode moved) {
    RunFacts run = DaemonDocuments.run(moved);
    long rows = run.counts().rows() - run.counts().settled();
    return Optional.of(
        "%,d %s".formatted(rows, Counted.word(rows, "row", "rows"))
            + " to retry; ingest status "
            + run.id()
            + " --watch shows its progress");
  }
}
