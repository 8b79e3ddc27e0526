package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service as a process of its own, its client commands in this one unless {@link #client}
 * starts them, and a server that has the clips.
 */
@SuppressWarnings("SystemOut")
abstract class DaemonTestBase {

  /** For a machine that has other things to do. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temporary = Path.of("");

  final OkHttpClient http =
      new OkHttpClient.Builder().followRedirects(false).readTimeout(PATIENCE).build();
  private final List<Child> children = new ArrayList<>();

  /** What its processes find in their environment beside what they inherit. */
  final Map<String, String> environment = new HashMap<>();

  FaultServer server = unset();
  Path state = unset();
  Path root = unset();
  private Path ffprobe = unset();
  private int port;

  @BeforeEach
  void prepare() throws IOException {
    server = FaultServer.start();
    state = temporary.resolve("state");
    root = Files.createDirectory(temporary.resolve("root"));
    ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");
    // The same at each start of the daemon, as its clients expect it.
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void endAll() throws IOException, InterruptedException {
    for (Child child : children) {
      child.close();
    }
    server.close();
    http.connectionPool().evictAll();
  }

  /** Starts the daemon and waits until it is ready. */
  Child daemon(String... more) throws IOException {
    Child daemon = daemonAt(state, more);
    await(
        "a daemon that is ready",
        () -> {
          assertThat(daemon.isAlive()).as(daemon.errSoFar()).isTrue();
          try {
            return ask("/healthz?ready").status() == 200;
          } catch (UncheckedIOException e) {
            return false;
          }
        });
    return daemon;
  }

  Child daemonAt(Path stateFolder, String... more) throws IOException {
    return child(
        Stream.concat(
            Stream.of(
                "daemon",
                "--port=" + port,
                "--state-dir=" + stateFolder,
                "--root=" + root,
                "--ffprobe-bin=" + ffprobe),
            Arrays.stream(more)));
  }

  /** Starts a client command. */
  Child client(String... arguments) throws IOException {
    return child(
        Stream.concat(
            Arrays.stream(arguments), Stream.of("--url=" + url(""), "--state-dir=" + state)));
  }

  private Child child(Stream<String> arguments) throws IOException {
    Child.Setup setup = new Child.Setup(temporary);
    environment.forEach(setup::with);
    Child child = setup.start(arguments.toArray(String[]::new));
    children.add(child);
    return child;
  }

  /** Runs a client command to its end. */
  Child.Ended ingest(String... arguments) {
    return execute(
        Stream.concat(
            Arrays.stream(arguments), Stream.of("--url=" + url(""), "--state-dir=" + state)));
  }

  /** Executes a command in this process: what it says on stderr has the log in it. */
  private static Child.Ended execute(Stream<String> arguments) {
    StringWriter out = new StringWriter();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stderr = System.err;
    System.setErr(new PrintStream(err, true, UTF_8));
    try {
      int status =
          Main.commandLine()
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(System.err, true, UTF_8))
              .execute(arguments.toArray(String[]::new));
      return new Child.Ended(status, out.toString(), err.toString(UTF_8));
    } finally {
      System.setErr(stderr);
    }
  }

  /** Runs one that is to succeed, for what it prints. */
  String ingested(String... arguments) {
    Child.Ended ended = ingest(arguments);
    assertThat(ended.status()).as(ended.err()).isZero();
    return ended.out().strip();
  }

  /** Hands a corpus to the daemon, for the run's id. */
  String submit(CorpusBed bed, String... more) {
    return ingested(
        Stream.concat(
                Stream.of("submit", "--konvid-dir=" + bed.folder(), "--min-rows=0"),
                Arrays.stream(more))
            .toArray(String[]::new));
  }

  /** Runs a foreground run on the same corpus to its end. */
  Child.Ended foreground(CorpusBed bed, String... more) {
    return execute(corpusArguments("run", bed, more));
  }

  /**
   * Runs a command that takes a corpus to its end, as a process of its own where it finds something
   * in its environment.
   */
  Child.Ended onCorpus(String command, CorpusBed bed, String... more)
      throws IOException, InterruptedException {
    Stream<String> arguments = corpusArguments(command, bed, more);
    return environment.isEmpty() ? execute(arguments) : child(arguments).await(PATIENCE);
  }

  /** Starts one as a process of its own. */
  Child foregroundStarted(CorpusBed bed, String... more) throws IOException {
    return child(corpusArguments("run", bed, more));
  }

  private Stream<String> corpusArguments(String command, CorpusBed bed, String... more) {
    return Stream.concat(
        Stream.of(
            command, "--konvid-dir=" + bed.folder(), "--min-rows=0", "--ffprobe-bin=" + ffprobe),
        Arrays.stream(more));
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** An answer. */
  record Reply(int status, String body) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  Reply ask(String path) {
    return ask(new Request.Builder().url(url(path)).build());
  }

  Reply ask(Request request) {
    try (Response response = http.newCall(request).execute()) {
      return new Reply(response.code(), response.body().string());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Posts JSON with the daemon's token. */
  Reply posted(String path, String json) throws IOException {
    return ask(
        new Request.Builder()
            .url(url(path))
            .header("Authorization", "Bearer " + Files.readString(state.resolve("token")).strip())
            .post(RequestBody.create(json, MediaType.get("application/json")))
            .build());
  }

  /** How far a run is. */
  JsonNode progress(String id) {
    Reply reply = ask("/progress/" + id);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  String stateOf(String id) {
    return progress(id).path("state").asString();
  }

  JsonNode awaitState(String id, String wanted) {
    await("run " + id + " " + wanted, () -> stateOf(id).equals(wanted));
    return progress(id);
  }

  /** The clip of a number as the server has it. */
  static byte[] large(int number) {
    return Arrays.copyOf(CorpusBed.fake(number), 100_000);
  }

  static Replies.FileReply served(int number) {
    return Replies.file(large(number), "ETag: \"" + number + "\"");
  }

  /** Adds rows, for the lines that they are to become. */
  List<String> rows(CorpusBed bed, String prefix, int count) throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      server.on("/" + prefix + i, served(i));
      bed.row(i + ".mp4", server.url("/" + prefix + i), "1.5");
      expected.add(line(i));
    }
    bed.write();
    return expected;
  }

  static String line(int number) {
    return CorpusBed.line(
        number + ".mp4", large(number), "160,96,25.0,0.4,yuv420p,h264", "1.5", "0.5", "7");
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T unset() {
    return null;
  }

  /** Figures of a run that never fall. */
  static final class Rising {
    private static final List<String> FIGURES =
        List.of("settled", "written", "bytes_downloaded", "bytes_resumed");

    private JsonNode last = JsonMapper.shared().createObjectNode();

    /** Takes the next look at a run, for how many rows are settled. */
    long next(JsonNode run) {
      for (String figure : FIGURES) {
        assertThat(run.path(figure).asLong(-1))
            .as(figure)
            .isGreaterThanOrEqualTo(last.path(figure).asLong(0));
      }
      last = run;
      return run.path("settled").asLong();
    }
  }
}
