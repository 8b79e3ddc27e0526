package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The code blocks of {@code docs/operations.md}, executed: those for the machine's administrator
 * below a folder of the test, with stand-ins for what changes a machine; the others with a service.
 */
@Timeout(300)
final class OperationsPageTest extends DaemonTestBase {

  private static final Path PAGE = Path.of("../docs/operations.md");
  private static final Path UNIT = Path.of("../docs/systemd/mos-ingest.service");
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  private List<String> blocks = List.of();

  @BeforeEach
  void readThePage() throws IOException {
    blocks = blocks("sh");
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The one block in which that is said. */
  private String block(String said) {
    List<String> found = blocks.stream().filter(text -> text.contains(said)).toList();
    assertThat(found).as(said).hasSize(1);
    return found.getFirst();
  }

  @Test
  void everyBlockIsOfTheShell() throws Exception {
    assertThat(blocks).hasSizeGreaterThan(2);
    for (String block : blocks) {
      assertThat(shell("set -n\n" + block, Map.of())).isEmpty();
    }
    for (String block : blocks("json")) {
      assertThat(JsonMapper.shared().readTree(block).path("event").asString()).isNotEmpty();
    }
  }

  @Test
  void installsTheServiceByHand() throws Exception {
    Path machine = temporary.resolve("machine");
    for (String folder : List.of("opt", "srv", "etc/systemd/system", "var/lib")) {
      Files.createDirectories(machine.resolve(folder));
    }
    Path archive = temporary.resolve("mos-ingest-0.1.0");
    Path units = Files.createDirectories(archive.resolve("share/doc/mos-ingest/systemd"));
    Files.copy(UNIT, units.resolve("mos-ingest.service"));
    program(Files.createDirectories(archive.resolve("bin")).resolve("ingest"), "exit 0");
    assertThat(shell("tar -czf mos-ingest-0.1.0-linux-x86_64.tar.gz mos-ingest-0.1.0", Map.of()))
        .isEmpty();
    Path tools = Files.createDirectory(temporary.resolve("tools"));
    program(tools.resolve("sudo"), "exec \"$@\"");
    program(tools.resolve("useradd"), "echo useradd \"$@\"");
    program(tools.resolve("systemctl"), "echo systemctl \"$@\"");
    // Its owner is a user that there is not.
    program(tools.resolve("install"), "[ \"$1 $2\" = '-d -o' ] && shift 3 && exec mkdir -p \"$@\"");

    String said =
        shell(
            "set -e\n"
                + block("useradd")
                    .replaceAll("(?<= )/(opt|srv|etc|var)/?(?=[ \\w]|$)", machine + "/$1/"),
            Map.of("PATH", tools + ":" + System.getenv("PATH")));

    assertThat(said.lines())
        .containsExactly(
            "useradd --system --home-dir " + machine + "/var/lib/mos-ingest mos-ingest",
            "systemctl enable --now mos-ingest",
            "systemctl status mos-ingest");
    assertThat(machine.resolve("srv/mos-ingest")).isDirectory();
    Path unit = machine.resolve("etc/systemd/system/mos-ingest.service");
    assertThat(unit).hasSameTextualContentAs(UNIT);
    assertThat(unit).content().contains("ExecStart=/opt/mos-ingest/bin/ingest daemon");
    assertThat(machine.resolve("opt/mos-ingest/bin/ingest")).isExecutable();
  }

  /** Whether systemd understands the unit; what it starts is put where this test has it. */
  @Test
  void systemdTakesTheUnit() throws Exception {
    assumeTrue(Files.isExecutable(ANALYZE), "no systemd-analyze");
    Path program = program(temporary.resolve("ingest"), "exit 0");
    Path unit = temporary.resolve("mos-ingest.service");
    Files.writeString(
        unit, Files.readString(UNIT).replace("/opt/mos-ingest/bin/ingest", program.toString()));

    String said = shell(ANALYZE + " verify " + unit + " 2>&1 || :", Map.of());

    assertThat(said.lines().filter(line -> line.contains("mos-ingest.service"))).isEmpty();
  }

  @Test
  void reachesABoxThatIsSomewhereElse() throws Exception {
    daemon();
    Path home = Files.createDirectories(temporary.resolve("home/.local/state/ingest"));
    Path tools = Files.createDirectory(temporary.resolve("tools"));
    program(tools.resolve("ssh"), "echo ssh \"$@\" >>said");
    program(
        tools.resolve("scp"),
        "[ \"$1\" = box:/var/lib/mos-ingest/token ] && cp '" + state.resolve("token") + "' \"$2\"");
    program(tools.resolve("ingest"), "echo ingest \"$@\" >>said");

    shell(
        "set -e\n" + block("ssh -N") + "wait\n",
        Map.of(
            "HOME",
            temporary.resolve("home").toString(),
            "PATH",
            tools + ":" + System.getenv("PATH")));

    assertThat(home.resolve("token")).hasSameTextualContentAs(state.resolve("token"));
    assertThat(Files.readAllLines(temporary.resolve("said")))
        .containsExactlyInAnyOrder("ssh -N -L 8642:127.0.0.1:8642 box", "ingest status --watch");
    assertThat(ingest("status", "--watch").status()).isZero();
  }

  @Test
  void leadsARunFromDayToDay() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("konvid-150k"));
    CountDownLatch gate = new CountDownLatch(1);
    server.on(
        "/slow",
        (request, socket) -> {
          gate.await();
          served(1).answer(request, socket);
        });
    AtomicBoolean busy = new AtomicBoolean(true);
    server.on(
        "/busy",
        (request, socket) ->
            (busy.get() ? Replies.status(503) : served(2)).answer(request, socket));
    bed.row("0001.mp4", server.url("/slow"), "1.5").row("0002.mp4", server.url("/busy"), "1.5");
    for (String clip : List.of("0319", "0328")) {
      server.on("/" + clip, Replies.status(404));
      bed.row(clip + ".mp4", server.url("/" + clip), "1.5");
    }
    bed.write();
    CorpusBed other = new CorpusBed(root.resolve("other"));
    other.row("0001.mp4", server.url("/never"), "1.5").write();
    server.on(
        "/never",
        (request, socket) -> {
          throw new IOException("gone");
        });
    daemon();

    String last = "";
    String first = "";
    Child watch = unset();
    for (String command : commands(block("ingest submit"))) {
      List<String> words = List.of(command.split("\0", -1));
      switch (words.getFirst()) {
        case "submit" -> {
          assertThat(words).containsExactly("submit", "--konvid-dir", "/data/corpora/konvid-150k");
          first = submit(bed, "--retries=1");
          last = first;
        }
        case "status" -> watch = client(words.toArray(String[]::new));
        case "pause" -> {
          done(words);
          awaitState(last, "paused");
        }
        case "resume" -> {
          done(words);
          gate.countDown();
          awaitState(last, "completed");
          assertThat(watch.await(Duration.ofSeconds(60)).status()).isZero();
        }
        case "retry" -> {
          busy.set(false);
          last = done(words).split(" ", 2)[0];
          awaitState(last, "completed");
        }
        case "cancel" -> {
          last = submit(other);
          done(words);
          awaitState(last, "cancelled");
        }
        case "delete" -> done(List.of("delete", first));
        default -> done(words);
      }
    }
    assertThat(bed.lines()).hasSize(2);
    assertThat(ask("/progress/" + first).status()).isEqualTo(404);
  }

  private String done(List<String> words) {
    return ingested(words.toArray(String[]::new));
  }

  /** The arguments of each command of a block, with zero bytes between, as the shell sees them. */
  private List<String> commands(String block) throws Exception {
    Path tools = Files.createDirectory(temporary.resolve("words"));
    program(
        tools.resolve("ingest"), "printf '%s' \"$1\"; shift; printf '\\0%s' \"$@\"; printf '\\n'");
    String said = shell(block, Map.of("PATH", tools + ":" + System.getenv("PATH")));
    // printf has a zero byte before nothing, too.
    return said.lines().map(line -> line.replaceAll("\0$", "")).toList();
  }

  private static Path program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What a script says, in the test's folder. */
  private String shell(String script, Map<String, String> variables)
      throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", script)
            .directory(temporary.toFile())
            .redirectErrorStream(true);
    shell.environment().putAll(variables);
    Process process = shell.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
