package org.mosingest.cli;

import java.util.concurrent.Callable;
import org.mosingest.cli.options.CorpusOptions;
import org.mosingest.cli.options.EngineOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Logging;
import org.mosingest.cli.process.Terminal;
import org.mosingest.cli.view.DiagnosisJson;
import org.mosingest.cli.view.DiagnosisLines;
import org.mosingest.cli.view.OutputStyle;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.doctor.Diagnosis;
import org.mosingest.daemon.doctor.Doctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest doctor}: a look at a corpus and this machine before a run of days. */
@Command(
    name = "doctor",
    description = {
      "Looks at a corpus and this machine before a run of days: what would stop it, spoil it or surprise its owner.",
      "Takes the options of run. Writes nothing but test files that it removes again."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest doctor --konvid-dir /data/konvid-150k",
      "  ingest doctor --konvid-dir /data/konvid-150k --json | jq '.findings[] | select(.severity == \"problem\")'",
      "Status 0 means that a run can begin, 2 that it would be useless, 3 that it would stop."
    })
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CorpusOptions corpusOptions;
  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Ask servers for the first bytes of N of the clips to fetch; 0 leaves the network alone"
              + " (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(names = "--json", description = "Print what was found as one JSON document on stdout.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    // What is worth knowing is among the findings.
    Logging.configure(Logging.LogLevel.ERROR);
    RunOptions options = corpusOptions.runOptions();
    Diagnosis diagnosis = Doctor.examine(options, engineOptions.equipment(), samples);
    int status =
        switch (diagnosis.verdict()) {
          case FIT -> ExitCode.FINISHED;
          case BAD_INPUT -> ExitCode.BAD_INPUT;
          case UNUSABLE -> ExitCode.UNUSABLE;
        };
    if (json) {
      spec.commandLine().getOut().println(DiagnosisJson.of(diagnosis, options, status));
    } else {
      DiagnosisLines.of(diagnosis, OutputStyle.of(Terminal.isStdout(), System.getenv()))
          .forEach(spec.commandLine().getOut()::println);
    }
    spec.commandLine().getOut().flush();
    return status;
  }
}
