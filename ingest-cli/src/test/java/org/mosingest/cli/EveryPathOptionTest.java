package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Each option of each command that names a file, as the command line itself declares them, with a
 * file of each kind that a corpus has. A new option is among them by itself; a new word for an
 * option's value, or a new command, has to be said here what it is.
 */
@Timeout(900)
final class EveryPathOptionTest extends WeaknessTestBase {

  /** What help calls values that name a file or folder, and how a file is named in them. */
  private static final Map<String, String> PATHS =
      Map.of(
          "FILE", "%s",
          "DIR", "%s",
          "PATH", "%s",
          "BIN", "%s",
          "JSONL...", "%s",
          "JSONL", "%s",
          "URL_OR_FILE", "%s",
          "FIELD", "@%s",
          "PATH=LABEL", "%s=x");

  /** What it calls all others. */
  private static final Set<String> OTHERS =
      Set.of(
          "ADDRESS",
          "ENGINE",
          "F",
          "HOST",
          "HOSTS",
          "ID",
          "K=V",
          "L",
          "M",
          "N",
          "N|P%",
          "NAME",
          "R",
          "REGEX",
          "S",
          "SIZE",
          "TEXT",
          "URI",
          "URL",
          "V",
          "name=COL,score=COL",
          "stream");

  private static final String OWN = "corpus/konvid_150k.jsonl";

  /** One file of each kind. */
  private static final List<String> KINDS =
      List.of(
          "corpus/manifest.csv",
          OWN,
          OWN + ".failures.ndjson",
          "corpus/.download-progress.json",
          "corpus/.known-clips.db",
          "corpus/clips/a.mp4",
          "corpus/clips/half.mp4.part");

  /** What a run or report that is not refused makes anew, and a part that nobody can continue. */
  private static final Set<String> RENEWED =
      Set.of(
          OWN + ".manifest.json",
          OWN + ".failures.ndjson",
          OWN + ".report.html",
          "corpus/.known-clips.db",
          "corpus/clips/half.mp4.part");

  private Path root = Path.of("");
  private Path ffprobe = Path.of("");
  private final List<String> harmed = new ArrayList<>();
  private int tried;

  /** The words with which a command works. */
  private List<String> words(String command, int port) {
    String folder = "--konvid-dir=" + bed.folder();
    String state = "--state-dir=" + temporary.resolve("no-state");
    String nowhere = "--url=http://127.0.0.1:1";
    return switch (command) {
      case "run" -> List.of(folder, "--min-rows=0", "--ffprobe-bin=" + ffprobe);
      case "doctor" ->
          List.of(folder, "--min-rows=0", "--ffprobe-bin=" + ffprobe, "--sample-urls=0");
      case "report", "verify" -> List.of(folder, "--min-rows=0");
      case "export" -> List.of(folder, "--format=csv", "--output=" + temporary.resolve("all.csv"));
      case "aggregate" ->
          List.of("--inputs=" + bed.output(), "--output=" + temporary.resolve("all.jsonl"));
      case "submit" -> List.of(folder, "--min-rows=0", state, nowhere);
      case "daemon" ->
          List.of(
              "--port=" + port,
              "--root=" + root,
              "--ffprobe-bin=" + ffprobe,
              "--state-dir=" + temporary.resolve("state"),
              "--notify=" + "http://127.0.0.1:" + port);
      case "status", "runs", "limit" -> List.of(state, nowhere);
      case "inspect", "pause", "resume", "cancel", "retry", "delete" ->
          List.of("1", state, nowhere);
      case "spark" -> List.of(folder, "--min-rows=0", "--ffprobe-bin=" + ffprobe);
      case "demo" -> List.of();
      case "config", "corpora", "help", "completion", "self-check", "version" -> List.of();
      default -> throw new AssertionError("with which words does it work: " + command);
    };
  }

  private void cross(String command, OptionSpec option, int port) throws Exception {
    String name = option.longestName();
    String form = PATHS.get(option.paramLabel());
    boolean subfolder = name.equals("--clips-subdir");
    if (form == null && !subfolder) {
      return;
    }
    for (String kind : KINDS) {
      Path file = root.resolve(kind);
      List<String> line = new ArrayList<>(List.of(command));
      words(command, port).stream().filter(word -> !word.startsWith(name + "=")).forEach(line::add);
      Object value = form == null ? bed.folder().relativize(file) : String.format(form, file);
      line.add(name + "=" + value);
      Files.writeString(bed.clip("half.mp4.part"), "fake-video");
      Map<String, String> before = UnharmedFilesTest.contents(root);
      StringWriter err = new StringWriter();
      CommandLine commands = Main.commandLine();
      commands.setOut(new PrintWriter(new StringWriter()));
      commands.setErr(new PrintWriter(err, true));
      int status = commands.execute(line.toArray(String[]::new));
      Set<String> changed = new TreeSet<>(before.keySet());
      Map<String, String> after = UnharmedFilesTest.contents(root);
      changed.removeIf(each -> Objects.equals(before.get(each), after.get(each)));
      boolean refused = status == 2 || status == 3 || status == 5;
      if (refused ? !changed.isEmpty() : status != 0 || !RENEWED.containsAll(changed)) {
        harmed.add(String.join(" ", line) + ": " + status + " " + changed + " " + err);
      }
      tried++;
    }
  }

  @Test
  void harmsNoFileOfAnyKind() throws Exception {
    root = Files.createDirectory(temporary.resolve("root"));
    bed = new CorpusBed(root.resolve("corpus"));
    ffprobe = ffprobe("");
    UnharmedFilesTest.tree(root, bed, ffprobe);
    Files.writeString(bed.clip("half.mp4.part"), "fake-video");
    assertThat(KINDS).allSatisfy(kind -> assertThat(root.resolve(kind)).exists());
    Set<String> labels = new TreeSet<>();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (Map.Entry<String, CommandLine> command :
          new TreeMap<>(Main.commandLine().getSubcommands()).entrySet()) {
        for (OptionSpec option : command.getValue().getCommandSpec().options()) {
          if (option.arity().max() > 0 && !option.hidden()) {
            labels.add(option.paramLabel());
            cross(command.getKey(), option, taken.getLocalPort());
          }
        }
      }
    }
    assertThat(harmed).isEmpty();
    assertThat(tried).isGreaterThan(500);
    labels.removeAll(PATHS.keySet());
    labels.removeAll(OTHERS);
    assertThat(labels).as("is a value of this kind a file or folder?").isEmpty();
  }
}
