package org.mosingest.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.options.CorpusOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Logging;
import org.mosingest.cli.view.VerificationJson;
import org.mosingest.cli.view.VerificationLines;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.StartOption;
import org.mosingest.daemon.machine.HeapBudget;
import org.mosingest.daemon.machine.RunMemory;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.verify.RowSample;
import org.mosingest.daemon.verify.Verification;
import org.mosingest.daemon.verify.VerificationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest verify}: the clips against the JSONL. */
@Command(
    name = "verify",
    description = {
      "Checks every row of the JSONL against its clip, and the clips and the manifest against the rows.",
      "Takes the corpus options of run and writes nothing. Clips whose size and times have not changed since"
          + " a run read them are not opened; others are hashed. --recheck hashes all."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest verify --konvid-dir /data/konvid-150k",
      "  ingest verify --konvid-dir /data/konvid-150k --recheck --sample 2%% --seed $(date +%%j)",
      "  ingest verify --konvid-dir /data/konvid-150k --json | jq -r '.missing[]'"
    })
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin
  private CorpusOptions corpusOptions =
      CorpusOptions.ofReader(CorpusOption.RECHECK, StartOption.PROBES);

  @Option(
      names = "--sample",
      paramLabel = "N|P%",
      description =
          "Check only N rows, or P percent of them, against their clips; the same seed gives the same rows"
              + " (default: all).")
  private @Nullable String sample;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the sample (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print the findings as one JSON document on stdout.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Logging.configure(Logging.LogLevel.ERROR);
    RunOptions options = corpusOptions.runOptions();
    HeapBudget.ofThisProcess().requireRoomFor(RunMemory.ofReader(options));
    RowSample rows = sample == null ? new RowSample.All() : RowSample.parse(sample, seed);
    PrintWriter err = spec.commandLine().getErr();
    VerificationLines lines = new VerificationLines(err);
    VerificationReport report;
    int readers =
        corpusOptions
            .given()
            .find(StartOption.PROBES)
            .orElseGet(() -> Runtime.getRuntime().availableProcessors());
    try (WorkPool pool = new WorkPool("read", readers, readers)) {
      report = Verification.of(options, rows, pool, lines::verified);
    }
    int status = report.sound() ? ExitCode.FINISHED : ExitCode.UNSOUND;
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      VerificationJson.write(report, options, sample == null ? "all" : sample, status, out);
      out.println();
    } else {
      lines.named(report);
      out.println(VerificationLines.summary(report, options.output()));
    }
    out.flush();
    return status;
  }
}
