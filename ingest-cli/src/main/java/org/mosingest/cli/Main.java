package org.mosingest.cli;

import java.util.Objects;
import picocli.CommandLine;

/** Where the program starts. */
public final class Main {

  private Main() {}

  /**
   * Runs a command and exits with its status.
   *
   * @param args the command's name and its options
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The commands, ready to execute; whatever they throw ends as a message and an exit status. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new IngestCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(new Faults());
    Objects.requireNonNull(line.getSubcommands().get("generate-completion"))
        .getCommandSpec()
        .usageMessage()
        .footerHeading("%nExample:%n")
        .footer("  source <(ingest generate-completion)");
    line.setParameterExceptionHandler(new BadUsage(line.getParameterExceptionHandler()));
    return line;
  }
}
