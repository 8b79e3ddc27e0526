package org.mosingest.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.help.NearMiss;
import org.mosingest.cli.process.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ingest help}: the help of a command. */
@Command(
    name = "help",
    description = "Shows the help of a command; without one, lists the commands.",
    footerHeading = "%nExample:%n",
    footer = "  ingest help run")
final class HelpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to explain.")
  private @Nullable String command;

  @Override
  public Integer call() {
    CommandLine all = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    String asked = command;
    if (asked == null) {
      all.usage(out);
      return ExitCode.FINISHED;
    }
    Map<String, CommandLine> commands = all.getSubcommands();
    CommandLine found = commands.get(asked);
    if (found == null) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("error: there is no command '" + asked + "'");
      err.println(
          NearMiss.likely(asked, commands.keySet())
              .map(name -> "hint: did you mean 'ingest help " + name + "'?")
              .orElse("hint: ingest help lists the commands"));
      return ExitCode.BAD_INPUT;
    }
    found.usage(out);
    return ExitCode.FINISHED;
  }
}
