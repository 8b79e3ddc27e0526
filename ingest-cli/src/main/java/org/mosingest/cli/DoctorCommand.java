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
import org.mosingest.daemon.machine.HeapBudget;
import org.mosingest.daemon.machine.RunMemory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest doctor}: a look at a corpus and this machine before a run of days. */
@Command(
    name = "doctor",
    description = {
      "Checks a corpus and this machine before a long run, and lists what would stop or spoil it.",
      "Accepts the whole command line of run. Writes only test files, which it removes."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest doctor --konvid-dir /data/konvid-150k",
      "  ingest doctor --konvid-dir /data/konvid-150k --json | jq '.findings[] | select(.severity == \"problem\")'",
      "Exits 0 if a run can start, 2 if the input is unusable, 3 if this machine would stop the run."
    })
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CorpusOptions corpusOptions = CorpusOptions.ofExaminer();
  @Mixin private EngineOptions engineOptions = EngineOptions.ofExaminer();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Check N of the missing clips with their servers; 0 for no network access"
              + " (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(names = "--json", description = "Print the findings as one JSON document on stdout.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    // What is worth knowing is among the findings.
    Logging.configure(Logging.LogLevel.ERROR);
    if (samples < 0) {
      throw new IllegalArgumentException("--samples must be 0 or more, not " + samples);
    }
    RunOptions options = corpusOptions.runOptions();
    HeapBudget.ofThisProcess().requireRoomFor(RunMemory.ofReader(options));
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
