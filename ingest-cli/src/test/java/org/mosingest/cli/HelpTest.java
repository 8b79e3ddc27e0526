package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.cli.help.HelpPage;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Help, what is said of names that there are not, and what a shell completes. */
class HelpTest {

  /** As a shell takes them: quotes hold blanks together. */
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\\S)+");

  private static CommandResult say(int columns, String... args) {
    CommandLine line = Main.commandLine(args);
    HelpPage.fit(line, columns);
    return CommandResult.of(line, args);
  }

  @Test
  void helpOfACommandIsWhatTheCommandSaysOfItself() {
    assertThat(say(80, "help", "report"))
        .isEqualTo(new CommandResult(0, say(80, "report", "--help").out(), ""));
    assertThat(say(80, "help")).isEqualTo(new CommandResult(0, say(80, "--help").out(), ""));
  }

  @ParameterizedTest
  @CsvSource({
    "rnu,run",
    "stauts,status",
    "coprora,corpora",
    "insp,inspect",
    "RUN,",
    "frobnicate,",
  })
  void aCommandThatIsAlmostOneIsGuessed(String typed, String meant) {
    CommandResult said = say(80, typed);

    assertThat(said.status()).isEqualTo(2);
    assertThat(said.err().lines())
        .containsExactly(
            "error: there is no command '" + typed + "'",
            meant == null
                ? "hint: ingest help lists the commands"
                : "hint: did you mean ingest " + meant + "?");
    assertThat(say(80, "help", typed).err())
        .startsWith("error: there is no command '" + typed + "'")
        .contains(meant == null ? "lists the commands" : "ingest help " + meant);
  }

  @ParameterizedTest
  @CsvSource({
    "run,--otput,--output",
    "run,--min-rwos=3,--min-rows",
    "daemon,--prot,--port",
    "retry latest,--reasno=x,--reason",
    "run,--frobnicate,",
  })
  void anOptionThatIsAlmostOneIsGuessed(String command, String typed, String meant) {
    CommandResult said = say(80, (command + " " + typed).split(" ", -1));

    assertThat(said.status()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .contains(meant == null ? "--help lists the options" : "hint: did you mean " + meant + "?");
  }

  @Test
  void helpIsAsWideAsItsReaderWants() {
    assertThat(say(60, "run", "--help").out().lines()).allMatch(line -> line.length() <= 60);
    assertThat(say(150, "run", "--help").out().lines())
        .allMatch(line -> line.length() <= 150)
        .anyMatch(line -> line.length() > 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {72, 80, 100, 120})
  void linesAreBrokenBetweenWordsOnly(int columns) {
    for (CommandLine command : Main.commandLine().getSubcommands().values()) {
      String name = command.getCommandName();
      String laidOut = say(columns, name, "--help").out();
      String words = laidOut.replaceAll("\\s+", " ");

      assertThat(laidOut.codePoints()).as(name).allMatch(c -> c < 0xE000);
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (!option.hidden()) {
          for (String line : option.description()) {
            assertThat(words)
                .as(name + " " + option.longestName())
                .contains(
                    line.replace("%%", "%").replaceAll("\\$\\{.*", "").strip().replace("%n", " "));
          }
        }
      }
    }
  }

  @Test
  void optionsStandUnderHeadings() {
    assertThat(say(100, "run", "--help").out().lines().filter(line -> line.matches("\\S.*:")))
        .containsExactly(
            "Options:",
            "Corpus:",
            "Files:",
            "Downloads:",
            "Probing:",
            "Retrying:",
            "Reporting:",
            "Reaching servers:",
            "Exit status:",
            "Example:");
  }

  /** They understand the whole command line of a run, and tell only of what they look at. */
  @ParameterizedTest
  @ValueSource(strings = {"report", "verify", "export"})
  void readersTellOnlyOfOptionsThatDoSomethingForThem(String command) {
    assertThat(say(100, command, "--help").out())
        .contains("--konvid-dir", "--corpus-file")
        .doesNotContain(
            "--retries", "--host-patience", "--label", "--refetch-broken", "--min-rows");
    assertThat(say(100, command, "--retries=3", "--label=x", "--konvid-dir=/nowhere").err())
        .doesNotContain("no option");
  }

  @Test
  void doctorTellsOnlyOfOptionsThatItLooksAt() {
    assertThat(say(100, "doctor", "--help").out())
        .contains("--konvid-dir", "--min-rows", "--downloads", "--proxy")
        .doesNotContain("--label", "--retries", "--recheck", "--host-patience", "--stall-warn-s");
    assertThat(say(100, "doctor", "--label=x", "--recheck", "--konvid-dir=/nowhere").err())
        .doesNotContain("Unknown option");
  }

  @Test
  void examplesArePastedAsTheyStand() {
    for (String name : Main.commandLine().getSubcommands().keySet()) {
      List<String> help = say(120, name, "--help").out().lines().toList();
      List<String> examples =
          help.subList(help.indexOf("Example:") + 1, help.size()).stream()
              .takeWhile(line -> line.startsWith("  "))
              .toList();

      assertThat(examples)
          .as(name)
          .isNotEmpty()
          .allMatch(line -> line.contains("ingest " + name) || line.contains("ingest run"));
      assertThat(examples).allSatisfy(HelpTest::isUnderstood);
    }
  }

  private static void isUnderstood(String example) {
    String dated = example.replace("$(date +%j)", "007");
    String command = dated.replaceAll(" [|>#].*", "").replaceAll("^.*<\\(|\\)$", "").strip();
    String[] args =
        WORD.matcher(command)
            .results()
            .map(word -> word.group().replace("'", ""))
            .skip(1)
            .toArray(String[]::new);
    if (!List.of(args).contains("--corpus-file")) {
      Main.commandLine().parseArgs(args);
    }
  }

  @Test
  void aShellCompletesRunsAndValues(@TempDir Path folder) throws Exception {
    Path script = folder.resolve("completion.sh");
    Files.writeString(script, say(80, "generate-completion").out());
    Files.writeString(
        Files.createFile(
            folder.resolve("ingest"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
        "#!/bin/sh\n[ \"$*\" = 'runs --ids' ] && printf '1f0a\\n2b7c\\n'\n");

    assertThat(completed(folder, "ingest", "inspect", "")).contains("1f0a", "2b7c", "latest");
    assertThat(completed(folder, "ingest", "pause", "2")).containsExactly("2b7c");
    assertThat(completed(folder, "ingest", "report", "--format", "")).contains("html", "md");
    assertThat(completed(folder, "ingest", "export", "--format", "w")).contains("webdataset");
    assertThat(completed(folder, "ingest", "run", "--corpus", "l")).contains("lsvq", "live-vqc");
    assertThat(completed(folder, "ingest", "help", "ver")).contains("verify");
  }

  private static List<String> completed(Path folder, String... words) throws Exception {
    String quoted =
        List.of(words).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "PATH=$PWD:$PATH; . ./completion.sh 2>/dev/null; COMP_WORDS=("
                    + quoted
                    + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_ingest 2>/dev/null;"
                    + " printf '%s\\n' \"${COMPREPLY[@]}\"")
            .directory(folder.toFile())
            .start();
    return new String(bash.getInputStream().readAllBytes(), UTF_8).lines().toList();
  }
}
