package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.JsonNode;

/** The client commands against a daemon, all of them processes. */
@Timeout(180)
final class DaemonCommandsTest extends DaemonTestBase {

  @Test
  void pauseHoldsStillResumeGoesOnCancelKeepsWhatIsDoneAndRetryTakesUpJustWhatItWasAskedFor()
      throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    List<String> expected = rows(bed, "", 12);
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    server.on("/2", Replies.status(404));
    server.on("/3", Replies.status(503), served(3));
    server.on("/5", opened(first, served(5)));
    server.on("/9", opened(second, served(9)));
    daemon("--downloads=2");
    String id = submit(bed, "--retries=0", "--offline-wait-s=30");
    // All that need not wait for the two that hang; three of them stand behind the first.
    await(
        "eight rows, five in order",
        () -> progress(id).path("settled").asInt() == 8 && inOrder(progress(id)) == 5);

    assertThat(ingested("pause", id)).isEqualTo(id + " paused");
    JsonNode still = progress(id);
    int asked = server.requests().size();
    first.countDown();
    for (int look = 0; look < 20; look++) {
      assertThat(progress(id)).isEqualTo(still);
    }
    assertThat(server.requests()).hasSize(asked);
    assertThat(bed.lines()).hasSize(3);
    assertThat(ingest("pause", id).status()).isEqualTo(2);

    assertThat(ingested("resume", "latest")).isEqualTo(id + " running");
    await("nine rows", () -> inOrder(progress(id)) == 9);

    assertThat(ingested("cancel", id)).isEqualTo(id + " cancelled");
    second.countDown();
    List<String> done = List.of(0, 1, 4, 5, 6, 7, 8).stream().map(expected::get).toList();
    assertThat(bed.lines()).isEqualTo(done);
    assertThat(ingest("status", id, "--watch").status()).isEqualTo(1);
    assertThat(ingest("resume", id).status()).isEqualTo(2);
    assertThat(ingested("inspect", id))
        .contains("cancelled", "http-404", "http-503", " of 12 rows")
        .containsPattern("offline_wait_s +30");

    // Another run of the same corpus takes the rest; what failed before is known, and not asked for
    // again.
    asked = server.requests().size();
    String again = submit(bed);
    awaitState(again, "completed");
    assertThat(paths(asked)).contains("/9").doesNotContain("/2", "/3");
    assertThat(progress(again).path("failures").toString())
        .isEqualTo("{\"http-404\":1,\"http-503\":1}");
    assertThat(ingested("inspect", again, "--failures", "--reason=http-503"))
        .startsWith("4\t3.mp4\thttp-503")
        .hasLineCount(1);

    asked = server.requests().size();
    assertThat(ingested("retry", again, "--reason=^http-5")).startsWith(again + " ");
    awaitState(again, "completed");
    assertThat(paths(asked)).containsExactly("/3");
    List<String> all = new ArrayList<>(done);
    all.addAll(List.of(expected.get(9), expected.get(10), expected.get(11), expected.get(3)));
    assertThat(bed.lines()).isEqualTo(all);
    JsonNode end = progress(again);
    assertThat(end.path("failures").toString()).isEqualTo("{\"http-404\":1}");
    assertThat(end.path("download_failed").asInt()).isEqualTo(1);
    assertThat(ingest("retry", again, "--reason=timeout").status()).isEqualTo(2);
    assertThat(paths(asked)).containsExactly("/3");
    Child.Ended none = ingest("retry", again, "--clip=2.mp4", "--clip=3.mp4");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("3.mp4");
    asked = server.requests().size();
    assertThat(ingested("retry", again, "--clip=2.mp4")).startsWith(again + " ");
    awaitState(again, "completed");
    assertThat(paths(asked)).containsExactly("/2");
    assertThat(ingested("runs").lines()).hasSize(3);
    assertThat(ingested("status", again, "--watch", "--json")).contains("\"state\":\"completed\"");
  }

  @Test
  void aCorpusAndAStateFolderAreHeldByOneAtATime() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    List<String> expected = rows(bed, "", 3);
    CountDownLatch gate = new CountDownLatch(1);
    server.on("/1", opened(gate, served(1)));
    daemon();
    String id = submit(bed);
    await("a row", () -> inOrder(progress(id)) == 1);

    Child.Ended run = foreground(bed);
    assertThat(run.status()).as(run.err()).isEqualTo(4);
    assertThat(run.err()).contains("is held by another run (pid ");
    Child.Ended submitted = ingest("submit", "--konvid-dir=" + bed.folder(), "--min-rows=0");
    assertThat(submitted.status()).as(submitted.err()).isEqualTo(4);
    assertThat(submitted.err()).contains("held by another run");
    String token = Files.readString(state.resolve("token"));
    // Open to others it would be replaced at a start: but not by one that has no right to the
    // folder.
    Files.setPosixFilePermissions(
        state.resolve("token"), PosixFilePermissions.fromString("rw-r--r--"));
    Child.Ended second = daemonAt(state).await(Duration.ofSeconds(60));
    assertThat(second.status()).as(second.err()).isEqualTo(4);
    assertThat(second.err())
        .contains("error: the state folder " + state + " is held by another daemon (pid ")
        .contains("hint: stop that daemon, or give this one another --state-dir");
    assertThat(Files.readString(state.resolve("token"))).isEqualTo(token);
    Child.Ended samePort = daemonAt(temporary.resolve("other")).await(Duration.ofSeconds(60));
    assertThat(samePort.status()).as(samePort.err()).isEqualTo(3);
    assertThat(samePort.err()).contains("cannot listen on 127.0.0.1 port ");

    gate.countDown();
    awaitState(id, "completed");
    assertThat(bed.lines()).isEqualTo(expected);
    Child.Ended free = foreground(bed);
    assertThat(free.status()).as(free.err()).isZero();
    assertThat(bed.lines()).isEqualTo(expected);
  }

  @Test
  void aSmallRunIsDoneWhileALargeOneGoesOn() throws Exception {
    CorpusBed large = new CorpusBed(root.resolve("large"));
    CorpusBed small = new CorpusBed(root.resolve("small"));
    List<String> largeRows = fakes(large, "l", 5_000);
    List<String> smallRows = fakes(small, "s", 100);
    daemon();
    String first = submit(large);
    await("the large run under way", () -> progress(first).path("settled").asInt() > 50);
    String second = submit(small);

    awaitState(second, "completed");

    JsonNode then = progress(first);
    assertThat(then.path("state").asString()).isEqualTo("running");
    assertThat(then.path("settled").asInt()).isLessThan(5_000);
    assertThat(small.lines()).isEqualTo(smallRows);
    await(
        "more of the large run",
        () -> progress(first).path("settled").asInt() > then.path("settled").asInt());
    assertThat(ingested("cancel", first)).isEqualTo(first + " cancelled");
    List<String> written = large.lines();
    assertThat(written)
        .hasSizeGreaterThan(then.path("written").asInt())
        .isEqualTo(largeRows.subList(0, written.size()));
  }

  @Test
  void noClientCommandHasAnythingToSayWithoutADaemon() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    List<Child> all =
        List.of(
            client("runs"),
            client("status", "--watch"),
            client("submit", "--konvid-dir=" + bed.folder()));
    // The others in this process: they differ in nothing here but their names.
    for (String command : List.of("status", "inspect", "pause", "resume", "cancel", "retry")) {
      StringWriter err = new StringWriter();
      int status =
          Main.commandLine()
              .setErr(new PrintWriter(err))
              .execute(command, "1", "--url=" + url(""), "--state-dir=" + state);
      assertThat(status).as(command).isEqualTo(3);
      assertThat(err.toString()).startsWith("error: no daemon answers at " + url("/"));
    }

    for (Child child : all) {
      Child.Ended ended = child.await(Duration.ofSeconds(60));
      assertThat(ended.status()).as(ended.err()).isEqualTo(3);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .startsWith("error: no daemon answers at " + url("/") + " (connection refused)\n")
          .contains("hint: start one with ingest daemon");
    }
  }

  @Test
  void theTokenIsForItsOwnerAloneAndTheLogStandsInTheStateFolder() throws Exception {
    Child daemon = daemon();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("token"))))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwx------");
    Path log = state.resolve("log").resolve("ingest.log");
    await("that it says so", () -> daemon.errSoFar().contains("ready at http://127.0.0.1:"));
    assertThat(log).content().contains(" INFO  [main] ready at http://127.0.0.1:");
    assertThat(daemon.errSoFar()).doesNotContain("Helidon").doesNotContain("WARN");
    String token = Files.readString(state.resolve("token")).strip();
    Request pause =
        new Request.Builder()
            .url(url("/runs/1/pause"))
            .header("Authorization", "Bearer " + token)
            .post(RequestBody.create(new byte[0]))
            .build();
    assertThat(ask(pause).status()).isEqualTo(404);
    assertThat(log).content().doesNotContain(token);
  }

  @Test
  void aLogOfAnEarlierDayIsPackedAwayAndANewOneBegun() throws Exception {
    Path folder = Files.createDirectories(state.resolve("log"));
    Path log = Files.writeString(folder.resolve("ingest.log"), "of old\n");
    Files.setLastModifiedTime(log, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    daemon();

    await("that the old log is packed", () -> !packed(folder).isEmpty());

    Path old = packed(folder).getFirst();
    assertThat(old.getFileName().toString())
        .matches("ingest\\.\\d{4}-\\d\\d-\\d\\d\\.0\\.log\\.gz");
    await("all of it", () -> unpacked(old).equals("of old\n"));
    assertThat(log).content().contains("ready at ").doesNotContain("of old");
  }

  private static List<Path> packed(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".gz")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unpacked(Path file) {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "not yet whole: " + e;
    }
  }

  private static FaultServer.Script opened(CountDownLatch gate, FaultServer.Script then) {
    return (request, socket) -> {
      gate.await();
      then.answer(request, socket);
    };
  }

  private List<String> fakes(CorpusBed bed, String prefix, int count) throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      server.on("/" + prefix + i, Replies.file(CorpusBed.fake(i), "ETag: \"" + i + "\""));
      bed.row(i + ".mp4", server.url("/" + prefix + i), "1.5");
      expected.add(Scripts.line(i + ".mp4", i, "1.5"));
    }
    bed.write();
    return expected;
  }

  private List<String> paths(int from) {
    List<FaultServer.Request> all = server.requests();
    return all.subList(from, all.size()).stream().map(FaultServer.Request::path).toList();
  }

  /** Rows whose outcome is known and that no earlier row holds back. */
  private static int inOrder(JsonNode run) {
    return run.path("settled").asInt() - run.path("waiting").asInt();
  }
}
