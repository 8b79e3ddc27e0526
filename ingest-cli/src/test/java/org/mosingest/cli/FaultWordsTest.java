package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.testkit.SmallDisk;

/**
 * What is said of paths and numbers that cannot be used: an error, mostly a hint, and nothing of
 * what the program is made of.
 */
@Timeout(300)
class FaultWordsTest {

  /**
   * Names of classes and packages, stack traces, durations as Java writes them, the API's paths.
   */
  private static final Pattern INTERNALS =
      Pattern.compile("\\w(Exception|Error)\\b|\\b(java|org|com)\\.\\w+\\.|^\tat |\\bPT\\d|GET /");

  @TempDir private Path folder = Path.of("");

  private static CommandResult say(List<String> args) {
    String[] all = args.toArray(String[]::new);
    return CommandResult.of(Main.commandLine(all), all);
  }

  private static void isPlain(CommandResult said) {
    assertThat(said.status()).isIn(2, 3);
    assertThat(said.out() + said.err())
        .isNotBlank()
        .satisfies(text -> assertThat(INTERNALS.matcher(text).find()).as(text).isFalse());
  }

  @Test
  void aReadOnlyFolderIsSaidToBeThatOfTheServiceOrOfTheCorpus() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("read-only"), "400k")) {
      Files.writeString(disk.folder().resolve("manifest.csv"), "file_name,MOS\na.mp4,3\n");
      disk.remount("ro");
      String path = disk.folder().toString();
      CommandResult daemon =
          say(List.of("daemon", "--port=0", "--root=" + folder, "--state-dir=" + path));
      assertThat(daemon.err())
          .contains("cannot lock the state folder " + path, "Read-only file system", "--state-dir");
      CommandResult inside =
          say(List.of("daemon", "--port=0", "--root=" + folder, "--state-dir=" + path + "/new"));
      assertThat(inside.err())
          .contains("cannot create the state folder: " + path, "Read-only", "--state-dir");
      CommandResult run = say(List.of("run", "--konvid-dir=" + path, "--min-rows=0"));
      assertThat(run.err()).contains("cannot lock ", path, "Read-only file system");
      for (CommandResult said : List.of(daemon, inside, run)) {
        assertThat(said.status()).isEqualTo(3);
        isPlain(said);
      }
    }
  }

  static Stream<IOException> faults() {
    return Stream.of(
        new AccessDeniedException("/data/x"),
        new NoSuchFileException("/data/x"),
        new FileAlreadyExistsException("/data/x"),
        new NotDirectoryException("/data/x"),
        new DirectoryNotEmptyException("/data/x"),
        new FileSystemLoopException("/data/x"),
        new FileSystemException("/data/x"),
        new FileSystemException("/data/x", null, "No space left on device"),
        new FileSystemException(null),
        new UnknownHostException("nowhere.example"),
        new MalformedInputException(1),
        new IOException(),
        new IOException(new AccessDeniedException("/data/x")),
        new IOException(new UncheckedIOException(new NoSuchFileException("/data/x"))),
        new IOException(new IllegalStateException("inner")));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsSaidInWords(IOException fault) {
    assertThat(FaultWords.of(fault))
        .isNotBlank()
        .satisfies(text -> assertThat(INTERNALS.matcher(text).find()).as(text).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--konvid-dir",
        "--manifest-csv",
        "--output",
        "--manifest-out",
        "--progress-path",
        "--clips-subdir",
        "--corpus-file",
        "--votes"
      })
  void aPathThatCannotBeUsedIsSaidInWords(String option) throws Exception {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Files.writeString(corpus.resolve("manifest.csv"), "name,url,mos\na.mp4,,3\n");
    Path file = Files.writeString(folder.resolve("file"), "no folder\n");
    for (String command : List.of("run", "doctor", "report", "verify", "export")) {
      for (Path path :
          List.of(file.resolve("below"), folder.resolve("absent").resolve("x"), folder, file)) {
        List<String> args =
            new ArrayList<>(
                List.of(command, "--konvid-dir=" + corpus, "--min-rows=1", option + "=" + path));
        if (command.equals("doctor")) {
          args.add("--samples=0");
        }
        if (command.equals("export")) {
          args.addAll(List.of("--format=csv", "--output=" + file.resolve("below")));
        }
        CommandResult said = say(args);

        assertThat(said.err() + said.out())
            .as("%s", args)
            .satisfies(text -> assertThat(INTERNALS.matcher(text).find()).as(text).isFalse());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --downloads=0",
        "run --downloads=many",
        "run --download-timeout-s=-1",
        "run --limit-rate=fast",
        "run --retry-failed=(",
        "run --attrition-warn-threshold=7",
        "doctor --samples=-1",
        "doctor --samples=x",
        "verify --sample=120%",
        "verify --seed=x",
        "export --format=csv --output=x --split=thirds",
        "export --format=nothing --output=x",
        "retry latest --reason=(",
        "daemon --port=99999",
        "daemon --port=eighty",
        "daemon --max-runs=0",
        "daemon --root=/nowhere/at/all",
        "runs --url=::",
        "runs --url=http://127.0.0.1:1",
        "report --konvid-dir=/nowhere/at/all",
        "aggregate --inputs=/nowhere --output=/nowhere/x",
      })
  void anOptionThatCannotBeTakenIsSaidInWords(String line) {
    List<String> args = new ArrayList<>(List.of(line.split(" ", -1)));
    if (args.getFirst().equals("daemon")) {
      args.add("--state-dir=" + folder);
    }
    isPlain(say(args));
  }

  @Test
  void aFileInPlaceOfTheFolderIsSaidToBeOne() throws Exception {
    Path manifest = Files.writeString(folder.resolve("manifest.csv"), "name,url,mos\n");

    CommandResult said = say(List.of("run", "--konvid-dir=" + manifest));

    assertThat(said.err()).contains("is a file", "--manifest-csv").doesNotContain("https://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --clips-subdir=f",
        "verify --clips-subdir=f",
        "report --clips-subdir=f",
        "run --konvid-dir=$f",
        "verify --konvid-dir=$f",
        "report --konvid-dir=$f",
        "export --konvid-dir=$f --format=csv --output=$new",
        "daemon --root=$f --state-dir=$new",
        "daemon --state-dir=$f",
        "demo --dir=$f",
      })
  void aFileIsNotTakenForAFolder(String line) throws Exception {
    Files.writeString(folder.resolve("manifest.csv"), "name,url,mos\na.mp4,http://[::1]:1/,3\n");
    Path file = Files.writeString(folder.resolve("f"), "");
    String filled = line.replace("$f", file.toString()).replace("$new", folder + "/new");
    List<String> args = new ArrayList<>(List.of(filled.split(" ", -1)));
    if (line.contains("--clips-subdir")) {
      args.addAll(List.of("--konvid-dir=" + folder, "--min-rows=0"));
    }

    CommandResult said = say(args);

    isPlain(said);
    assertThat(said.err()).contains(file + " is a file").doesNotContain("the work so far");
  }
}
