package org.mosingest.cli;

import java.util.concurrent.Callable;
import org.mosingest.cli.options.EngineOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Logging;
import org.mosingest.cli.process.Terminal;
import org.mosingest.cli.view.DiagnosisJson;
import org.mosingest.cli.view.DiagnosisLines;
import org.mosingest.cli.view.OutputStyle;
import org.mosingest.daemon.doctor.Diagnosis;
import org.mosingest.daemon.doctor.Doctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest self-check}: what doctor sees of the machine, without a corpus. */
@Command(
    name = "self-check",
    description = "Checks that this installation works on this machine; no corpus is needed.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest self-check",
      "Exit status 0 means that a run can start here, 3 that it would stop. See also: ingest doctor"
    })
final class SelfCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private EngineOptions engineOptions;

  @Option(names = "--json", description = "Print the findings as one JSON document on stdout.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    // What is worth knowing is among the findings.
    Logging.configure(Logging.LogLevel.ERROR);
    Diagnosis diagnosis = Doctor.examineMachine(engineOptions.equipment());
    int status =
        diagnosis.verdict() == Diagnosis.Verdict.FIT ? ExitCode.FINISHED : ExitCode.UNUSABLE;
    if (json) {
      spec.commandLine().getOut().println(DiagnosisJson.ofMachine(diagnosis, status));
    } else {
      DiagnosisLines.of(diagnosis, OutputStyle.of(Terminal.isStdout(), System.getenv()))
          .forEach(spec.commandLine().getOut()::println);
    }
    spec.commandLine().getOut().flush();
    return status;
  }
}
