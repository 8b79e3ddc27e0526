package org.mosingest.cli.client;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Interruption;
import org.mosingest.cli.view.RunFacts;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Follows one run, or all that are under way, until they have ended. */
public final class ProgressWatch implements ProgressStream.Follower {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private final Optional<String> id;
  private final DaemonClient client;
  private final WatchView view;
  private final LastFailures lastFailures;
  private final Set<String> followed = new HashSet<>();
  private int status = ExitCode.FINISHED;

  ProgressWatch(Optional<String> id, DaemonClient client, WatchView view) {
    this.id = id;
    this.client = client;
    this.view = view;
    this.lastFailures = new LastFailures(client);
  }

  /**
   * Shows the runs until they have ended.
   *
   * @param id the run; empty for all that are under way
   * @param json whether to print the documents instead
   * @return the exit status
   */
  public static int until(
      Optional<String> id, DaemonClient client, boolean json, CommandLine command)
      throws Exception {
    try (Interruption interruption = Interruption.install();
        WatchView view = WatchView.of(json, command)) {
      interruption.stops(
          () -> {
            view.close();
            command
                .getErr()
                .println("stopped watching; the run continues: ingest status --watch shows it");
            // Nothing is to be waited for.
            interruption.close();
          });
      ProgressWatch watch = new ProgressWatch(id, client, view);
      new ProgressStream(client, FIRST_PAUSE).follow(watch);
      return watch.status();
    }
  }

  @Override
  public boolean progress(String json) throws DaemonUnreachableException {
    JsonNode document = DaemonDocuments.parse(json, client);
    List<JsonNode> all = DaemonDocuments.runs(document);
    if (id.isPresent()) {
      followed.add(id.get());
    } else {
      all.stream()
          .filter(run -> !DaemonDocuments.run(run).isEnded())
          .forEach(run -> followed.add(identity(run)));
    }
    List<RunFacts> runs =
        all.stream()
            .filter(run -> followed.contains(identity(run)))
            .map(DaemonDocuments::run)
            .toList();
    if (id.isPresent() && runs.isEmpty()) {
      throw new IllegalArgumentException(
          "the daemon at " + client.url() + " does not know run " + id.get());
    }
    view.show(document, shown(runs));
    boolean over = runs.stream().allMatch(RunFacts::isEnded);
    status =
        runs.stream().filter(RunFacts::isEnded).allMatch(RunFacts::isCompleted)
            ? ExitCode.FINISHED
            : ExitCode.FAULT;
    return !over;
  }

  /** Of one run there is room to say more. */
  private List<RunFacts> shown(List<RunFacts> runs) {
    return view.showsFailures() && runs.size() == 1
        ? List.of(lastFailures.of(runs.getFirst()))
        : runs;
  }

  @Override
  public void away(Instant since) {
    view.away(since);
  }

  /** What the runs have come to. */
  int status() {
    return status;
  }

  private static String identity(JsonNode run) {
    return run.path("id").asString("");
  }
}
