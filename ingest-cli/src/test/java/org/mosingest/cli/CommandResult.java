package org.mosingest.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command in this process came to: what picocli and the commands say, without the log.
 *
 * @param status its exit status
 */
public record CommandResult(int status, String out, String err) {

  /** Of the program with these arguments. */
  public static CommandResult of(List<String> arguments) {
    return of(Main.commandLine(), arguments.toArray(String[]::new));
  }

  /** Of a command line that was made for it. */
  static CommandResult of(CommandLine line, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new CommandResult(line.execute(arguments), out.toString(), err.toString());
  }

  /** What was printed, as JSON. */
  JsonNode json() {
    return JsonMapper.shared().readTree(out);
  }
}
