package org.mosingest.cli.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.mosingest.cli.view.ActivityLines;
import org.mosingest.cli.view.Amounts;
import org.mosingest.cli.view.RunFacts;
import org.mosingest.core.row.ByteFormat;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Text;
import tools.jackson.databind.JsonNode;

/** Everything about one run, as text. */
public final class RunDetails {

  private RunDetails() {}

  /**
   * The lines.
   *
   * @param run the run's document
   * @param first the first page of its failures
   */
  public static List<String> lines(JsonNode run, JsonNode first) {
    RunFacts facts = DaemonDocuments.run(run);
    List<String> lines = new ArrayList<>();
    say(lines, "run", facts.id());
    say(lines, "label", facts.remarks().label());
    say(lines, "state", facts.state());
    say(lines, "note", facts.remarks().note());
    say(lines, "corpus", facts.corpus());
    say(lines, "output", facts.output());
    say(lines, "submitted", DaemonDocuments.text(run, "submitted_at_utc"));
    say(lines, "started", DaemonDocuments.text(run, "started_at_utc"));
    say(lines, "finished", DaemonDocuments.text(run, "finished_at_utc"));
    lines.add("");
    say(
        lines,
        "settled",
        facts.counts().settled()
            + " of "
            + Counted.of(facts.counts().rows(), "row")
            + ", "
            + Amounts.percent(facts.counts().settled(), facts.counts().rows()));
    say(lines, "written", String.valueOf(facts.counts().written()));
    if (facts.counts().alreadyInOutput() > 0) {
      say(lines, "already in the output", String.valueOf(facts.counts().alreadyInOutput()));
    }
    say(lines, "duplicates", String.valueOf(facts.counts().duplicates()));
    say(lines, "download-failed", facts.counts().downloadFailed() + attrition(facts));
    say(lines, "broken", String.valueOf(facts.counts().broken()));
    if (facts.counts().waiting() > 0) {
      say(lines, "waiting", facts.counts().waiting() + " for an earlier row to be written");
    }
    say(
        lines,
        "fetched",
        ByteFormat.BRIEF.of(facts.traffic().bytesDownloaded())
            + ", "
            + ByteFormat.BRIEF.of(facts.traffic().bytesResumed())
            + " continued");
    if (!facts.isEnded()) {
      say(
          lines,
          "rate",
          Amounts.rate(facts.traffic().clipsPerS())
              + ", "
              + ByteFormat.BRIEF.of(facts.traffic().bytesPerS())
              + "/s");
      say(lines, "ETA", Amounts.eta(facts.traffic().etaS()));
    }
    List<String> activity = ActivityLines.all(facts.remarks().activity());
    if (!activity.isEmpty()) {
      heading(lines, "in progress: longest downloads, slowest hosts");
      activity.forEach(line -> lines.add("  " + line));
    }
    if (!facts.remarks().failures().isEmpty()) {
      heading(lines, "failures by reason");
      facts.remarks().failures().entrySet().stream()
          .sorted(
              Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .forEach(reason -> lines.add("  %7d  %s".formatted(reason.getValue(), reason.getKey())));
    }
    List<String> failures = failures(first);
    if (!failures.isEmpty()) {
      long total = first.path("total").asLong(failures.size());
      heading(
          lines,
          "first failures" + (total > failures.size() ? " (all " + total + ": --failures)" : ""));
      failures.forEach(failure -> lines.add("  " + failure.replace("\t", "  ")));
    }
    if (!run.path("options").isEmpty()) {
      heading(lines, "options");
      for (Map.Entry<String, JsonNode> option : run.path("options").properties()) {
        if (!option.getValue().isNull()) {
          say(
              lines,
              "  " + Text.printable(option.getKey()),
              Text.printable(plain(option.getValue())));
        }
      }
    }
    return lines;
  }

  /** A page of failures, each as row, clip and reason with tabs between. */
  public static List<String> failures(JsonNode page) {
    List<String> lines = new ArrayList<>();
    for (JsonNode failure : page.isArray() ? page : page.path("failures")) {
      lines.add(
          String.join(
              "\t",
              String.valueOf(failure.path("row").asLong(0)),
              DaemonDocuments.text(failure, "name"),
              DaemonDocuments.text(failure, "reason")));
    }
    return lines;
  }

  private static String attrition(RunFacts facts) {
    return facts.counts().downloadFailed() == 0
        ? ""
        : ", "
            + Amounts.percent(facts.counts().downloadFailed(), facts.counts().settled())
            + " of the rows settled";
  }

  private static String plain(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }

  private static void heading(List<String> lines, String title) {
    lines.add("");
    lines.add(title);
  }

  private static void say(List<String> lines, String what, String text) {
    if (!text.isEmpty()) {
      lines.add("%-24s %s".formatted(what, text));
    }
  }
}
