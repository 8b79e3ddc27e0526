package org.mosingest.cli.process;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosingest.cli.help.NearMiss;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong options: a short error and what was probably meant, not the whole help. */
public final class BadUsage implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    Optional<String> meant = Optional.empty();
    if (e instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().getFirst();
      if (unmatched.isUnknownOption()) {
        String option = argument.split("=", 2)[0];
        err.println("error: " + name + " has no option " + option);
        meant = NearMiss.likely(option, options(command));
      } else if (command.getSubcommands().isEmpty()) {
        err.println("error: " + name + " takes no argument '" + argument + "' here");
      } else {
        err.println("error: there is no command '" + argument + "'");
        meant =
            NearMiss.likely(argument, command.getSubcommands().keySet())
                .map(found -> name + " " + found);
      }
    } else {
      err.println("error: " + sentence(String.valueOf(e.getMessage())));
    }
    err.println(
        meant
            .map(found -> "hint: did you mean " + found + "?")
            .orElse(
                "hint: "
                    + name
                    + (command.getSubcommands().isEmpty()
                        ? " --help lists the options"
                        : " help lists the commands")));
    return ExitCode.BAD_INPUT;
  }

  private static Collection<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .filter(name -> name.startsWith("--"))
        .collect(Collectors.toSet());
  }

  /**
   * As the other errors are written: without a capital, and without saying twice that it is one.
   */
  private static String sentence(String message) {
    String text = message.startsWith("Error: ") ? message.substring("Error: ".length()) : message;
    boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
  }
}
