package org.mosingest.cli.process;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong options: a short error and where to look, not the whole help. */
public record BadUsage(IParameterExceptionHandler whole) implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] args) throws Exception {
    CommandLine command = e.getCommandLine();
    command.getErr().println("error: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command
        .getErr()
        .println("hint: " + command.getCommandSpec().qualifiedName() + " --help shows the options");
    return ExitCode.BAD_INPUT;
  }
}
