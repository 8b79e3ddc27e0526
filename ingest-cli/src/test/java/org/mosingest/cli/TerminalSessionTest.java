package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;

/**
 * A run at a real terminal, in tmux: what is seen, what a resize does, and that Ctrl-C gives the
 * terminal back.
 */
@Timeout(300)
final class TerminalSessionTest {

  private static final int COLUMNS = 80;

  @TempDir Path temporary;
  private FaultServer server;
  private Path socket;

  @BeforeEach
  void open() throws Exception {
    Assumptions.assumeTrue(isThere("tmux"), "no tmux on this machine: the terminal is not tried");
    socket = temporary.resolve("tmux");
    server = FaultServer.start();
  }

  @AfterEach
  void close() throws Exception {
    if (server != null) {
      // A run that loses its terminal still writes its state, into the folder that goes next.
      List<ProcessHandle> left =
          tmux("list-panes", "-a", "-F", "#{pane_pid}")
              .lines()
              .filter(line -> line.matches("\\d+"))
              .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
              .flatMap(ProcessHandle::descendants)
              .toList();
      tmux("kill-server");
      for (ProcessHandle process : left) {
        process.onExit().get(60, TimeUnit.SECONDS);
      }
      server.close();
    }
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "-V")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String tmux(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("tmux", "-f", "/dev/null", "-S", socket.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private String screen() {
    try {
      return tmux("capture-pane", "-p", "-t", "run");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitOnScreen(String text) {
    try {
      CorpusBed.await("'" + text + "' on the screen", () -> screen().contains(text));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; there was:\n" + screen(), e);
    }
  }

  /** A shell with a prompt of its own, in which the program is started as a user starts it. */
  private void start(Path corpus, String environment) throws Exception {
    Path script = temporary.resolve("go");
    String command =
        List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--konvid-dir",
                corpus.toString(),
                "--min-rows",
                "0",
                "--ffprobe-bin",
                Scripts.ffprobe(temporary.resolve("ffprobe"), "").toString())
            .stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(script, environment + " " + command + "\n");
    tmux(
        "new-session",
        "-d",
        "-s",
        "run",
        "-x",
        String.valueOf(COLUMNS),
        "-y",
        "24",
        "env PS1='ready> ' sh");
    tmux("send-keys", "-t", "run", ". " + script, "Enter");
  }

  /** One clip that is gone, one that comes, and one that hangs until the end. */
  private CorpusBed corpus() throws Exception {
    server.on("/gone", Replies.status(404));
    server.on("/here", Replies.file(CorpusBed.fake(1)));
    server.on("/hangs", Replies.file(CorpusBed.fake(2)).stallAfter(5));
    CorpusBed bed = new CorpusBed(temporary.resolve("corpus"));
    return bed.row("gone.mp4", server.url("/gone"), "1")
        .row("here.mp4", server.url("/here"), "2")
        .row("hangs.mp4", server.url("/hangs"), "3")
        .write();
  }

  @Test
  void aRunIsSeenFollowsAResizeAndGivesTheTerminalBack() throws Exception {
    start(corpus().folder(), "");

    awaitOnScreen("2/3");
    awaitOnScreen("download 1/16 busy");
    String seen = screen();
    assertThat(seen)
        .contains("konvid-150k  running")
        .contains("ETA ")
        .contains("━")
        .contains("download-failed 1")
        .contains("http-404 1");
    assertThat(seen).contains("download failed for gone.mp4: http-404");
    assertThat(tmux("display", "-p", "-t", "run", "#{cursor_flag}").strip())
        .as("the cursor is hidden")
        .isEqualTo("0");

    tmux("resize-window", "-t", "run", "-x", "50", "-y", "20");
    awaitOnScreen("konvid-150k  running");
    CorpusBed.await(
        "the frame at 50 columns",
        () ->
            screen()
                .lines()
                .anyMatch(line -> line.matches("[━╌]+  66\\.6%  2/3") && line.length() < 50));
    CorpusBed.await(
        "one frame and no more",
        () ->
            screen().lines().filter(line -> line.startsWith("konvid-150k  running")).count() == 1);

    tmux("send-keys", "-t", "run", "C-c");
    awaitOnScreen("interrupted at 2 of 3 rows");
    CorpusBed.await(
        "the prompt on a line of its own", () -> screen().lines().anyMatch("ready>"::equals));
    assertThat(tmux("display", "-p", "-t", "run", "#{cursor_flag}").strip())
        .as("the cursor is back")
        .isEqualTo("1");
    tmux("send-keys", "-t", "run", "echo typed", "Enter");
    awaitOnScreen("ready> echo typed");
  }

  @Test
  void withoutColourNothingIsColoured() throws Exception {
    start(corpus().folder(), "NO_COLOR=1");

    awaitOnScreen("2/3");
    assertThat(tmux("capture-pane", "-p", "-e", "-t", "run"))
        .contains("konvid-150k  running")
        .doesNotContain("\u001b[3");
  }
}
