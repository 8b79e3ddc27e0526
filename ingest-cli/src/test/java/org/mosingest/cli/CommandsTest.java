package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * What every command owes its user, and that docs/commands.md says what the commands themselves
 * say.
 */
final class CommandsTest {

  private static final Path PAGE = Path.of("..", "docs", "commands.md");

  @ParameterizedTest
  @MethodSource("names")
  void hasAnExampleAndItsExitStatuses(String name) {
    String help = help(name);

    assertThat(help).contains("Example:\n").contains("Exit status:\n").contains("--help");
  }

  @Test
  void thePageOfCommandsIsTrue() throws Exception {
    StringBuilder page =
        new StringBuilder(
            """
            # The commands

            The help of each command, as printed by `ingest COMMAND --help`.

            ```
            """);
    page.append(text(commandLine().getUsageMessage(Ansi.OFF))).append("```\n");
    names()
        .forEach(
            name ->
                page.append("\n## ingest ")
                    .append(name)
                    .append("\n\n```\n")
                    .append(text(help(name)))
                    .append("```\n"));

    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("a command's help has changed: write the page anew as its first lines say")
        .hasContent(page.toString());
  }

  @Test
  void completesCommandsInAShell() {
    StringWriter out = new StringWriter();

    assertThat(commandLine().setOut(new PrintWriter(out)).execute("generate-completion")).isZero();
    assertThat(out.toString()).contains("complete -F _complete_ingest").contains("--state-dir");
  }

  /** What a release makes its man pages of. */
  @Test
  void everyCommandHasAManual(@TempDir Path folder) throws Exception {
    CommandSpec all = commandLine().getCommandSpec();

    int status =
        ManPageGenerator.generateManPage(folder.toFile(), null, new boolean[1], false, all);

    assertThat(status).isZero();
    assertThat(names()).allSatisfy(name -> assertThat(manual(folder, name)).isNotEmptyFile());
    assertThat(manual(folder, "run")).content().contains("*--konvid-dir,", "Example");
    assertThat(manual(folder, "daemon")).content().contains("*--state-dir*");
  }

  private static Path manual(Path folder, String name) {
    return folder.resolve("ingest-" + name + ".adoc");
  }

  @Test
  void theListOfCommandsIsTheSameWithoutTheCommands() {
    CommandLine listing = Main.commandLine("--help");

    assertThat(listing.getUsageMessage(Ansi.OFF))
        .isEqualTo(Main.commandLine().getUsageMessage(Ansi.OFF));
  }

  @ParameterizedTest
  @MethodSource("names")
  void isTheSameWithoutTheOtherCommands(String name) {
    StringWriter alone = new StringWriter();
    StringWriter amongAll = new StringWriter();

    Main.commandLine(name, "--help").setOut(new PrintWriter(alone)).execute(name, "--help");
    Main.commandLine().setOut(new PrintWriter(amongAll)).execute(name, "--help");

    assertThat(alone).hasToString(amongAll.toString());
  }

  static Stream<String> names() {
    return commandLine().getCommandSpec().subcommands().keySet().stream();
  }

  private static String help(String name) {
    StringWriter out = new StringWriter();
    int status = commandLine().setOut(new PrintWriter(out)).execute(name, "--help");
    assertThat(status).as(name).isZero();
    return out.toString();
  }

  /** The same on every machine: as wide as the page, without blanks at the ends of lines. */
  private static CommandLine commandLine() {
    return Main.commandLine()
        .setUsageHelpWidth(100)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
  }

  private static String text(String help) {
    return help.lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
  }
}
