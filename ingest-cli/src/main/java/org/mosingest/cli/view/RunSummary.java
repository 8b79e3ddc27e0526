package org.mosingest.cli.view;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.Counted;
import org.mosingest.daemon.run.RunProgress;
import org.mosingest.daemon.run.RunResult;
import tools.jackson.databind.json.JsonMapper;

/** What a run says at its end. */
public final class RunSummary {

  private RunSummary() {}

  /** The contract's summary line; an interrupted run says so instead of counting as one. */
  public static String line(RunOptions options, RunResult result) {
    Books books = result.progress().books();
    String counts =
        "wrote %d rows, skipped %d (download-failed), %d (broken-clip), %d dedups -> %s"
            .formatted(
                books.written(),
                books.skippedDownload(),
                books.skippedBroken(),
                books.dedups(),
                options.output());
    String prefix = "[" + options.corpus().id() + "-jsonl] ";
    return result.finished()
        ? prefix + counts
        : prefix
            + "interrupted at %d of %s; so far %s; run the same command again to continue"
                .formatted(books.settled(), Counted.of(books.rows(), "row"), counts);
  }

  /** What is known of a run's rows, named as the daemon's {@code /progress} names it. */
  public static Map<String, Object> counters(RunOptions options, RunProgress progress) {
    Outcomes rows = progress.outcomes();
    Map<String, Object> counters = new LinkedHashMap<>();
    counters.put("corpus", options.corpus().id());
    counters.put("rows", rows.rows());
    counters.put("settled", rows.settled());
    counters.put("written", rows.written());
    counters.put("download_failed", rows.downloadFailed());
    counters.put("broken", rows.broken());
    counters.put("dedups", rows.dedups());
    counters.put("already_in_output", rows.alreadyInOutput());
    counters.put("waiting", rows.waiting());
    counters.put("attrition_pct", rows.attrition());
    counters.put("bytes_downloaded", progress.bytesDownloaded());
    counters.put("bytes_resumed", progress.bytesResumed());
    counters.put("failures", progress.failures());
    counters.put("note", progress.note());
    counters.put("output", options.output().toString());
    return counters;
  }

  /** The final counters, named as the daemon's {@code /progress} names them. */
  public static String json(RunOptions options, RunResult result) {
    Books books = result.progress().books();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("corpus", options.corpus().id());
    document.put("state", result.finished() ? "completed" : "interrupted");
    document.put("rows", books.rows());
    document.put("settled", books.settled());
    document.put("written", books.written());
    document.put("download_failed", books.skippedDownload());
    document.put("broken", books.skippedBroken());
    document.put("dedups", books.dedups());
    document.put("attrition_pct", books.attrition());
    document.put("bytes_downloaded", result.progress().bytesDownloaded());
    document.put("bytes_resumed", result.progress().bytesResumed());
    document.put("failures", result.progress().failures());
    document.put("output", options.output().toString());
    return JsonMapper.shared().writeValueAsString(document);
  }
}
