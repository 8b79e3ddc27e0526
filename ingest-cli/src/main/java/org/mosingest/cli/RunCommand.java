package org.mosingest.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.foreground.ForegroundRun;
import org.mosingest.cli.foreground.JsonForm;
import org.mosingest.cli.foreground.LogFile;
import org.mosingest.cli.options.CorpusOptions;
import org.mosingest.cli.options.EngineOptions;
import org.mosingest.cli.process.Interruption;
import org.mosingest.cli.process.Logging;
import org.mosingest.cli.process.Terminal;
import org.mosingest.cli.view.RunView;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.limits.LiveLimits;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Invocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest run}: one pass in the foreground. */
@Command(
    name = "run",
    description =
        "Ingests a corpus in the foreground: downloads missing clips, probes and hashes them, joins"
            + " the scores and writes the JSONL.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest run --konvid-dir /data/konvid-150k --downloads 32",
      "Interrupt it at any time; the same command continues where it stopped."
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CorpusOptions corpusOptions;
  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--log-level",
      paramLabel = "L",
      defaultValue = "INFO",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Logging.LogLevel logLevel;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description = "Append the log to this file; progress stays on stderr.")
  private @Nullable Path logFile;

  @Option(
      names = "--json",
      paramLabel = "stream",
      arity = "0..1",
      fallbackValue = "",
      converter = JsonForm.Choice.class,
      description =
          "Print the final counters as JSON on stdout; with =stream also the progress, one object"
              + " per line.")
  private JsonForm json = JsonForm.NONE;

  @Override
  public Integer call() throws Exception {
    boolean terminal = Terminal.isStderr();
    Logging.configure(logLevel);
    RunOptions options = corpusOptions.runOptions();
    if (logFile != null) {
      LogFile.check(logFile, options);
      Logging.configure(logLevel, logFile, RunView.class.getName());
    }
    try (Interruption interruption = Interruption.install();
        Engines engines = engineOptions.start();
        LiveLimits _ =
            LiveLimits.start(engines.downloadPool(), engines.downloads(), engineOptions.rate());
        IngestRun run = IngestRun.open(options, engines)) {
      if (logFile != null) {
        LogFile.checkApart(logFile, options, run.manifest());
      }
      Invocation invocation =
          new Invocation(
              "ingest run",
              engineOptions.withoutSecrets(spec.commandLine().getParseResult().originalArgs()));
      return new ForegroundRun(interruption, terminal, invocation)
          .execute(run, spec.commandLine(), json);
    }
  }
}
