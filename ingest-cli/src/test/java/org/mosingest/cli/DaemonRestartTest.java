package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A daemon that is killed or told to end, and the one after it. */
@Timeout(180)
final class DaemonRestartTest extends DaemonTestBase {

  private static final int SENT = 60_000;

  @Test
  void aRunWhoseDaemonIsKilledAtAThirdCompletesByItselfAndNothingIsDoneTwice() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    int rows = 300;
    List<String> expected = rows(bed, "", rows);
    // All the connections to the host are caught half way: the first of them a little after a third
    // of the rows.
    List<Integer> caught =
        IntStream.concat(IntStream.of(110), IntStream.range(200, 207)).boxed().toList();
    caught.forEach(i -> server.on("/" + i, served(i).stallAfter(SENT), served(i)));

    Child first = daemon();
    String id = submit(bed);
    Child watched = client("status", id, "--watch");
    Child documents = client("status", id, "--watch", "--json");
    Rising seen = new Rising();
    await(
        "a third of the rows, and clips half way",
        () ->
            seen.next(progress(id)) >= rows / 3
                && caught.stream().allMatch(i -> size(bed.clip(i + ".mp4.part")) == SENT)
                && watched.errSoFar().contains("running")
                && documents.outSoFar().contains("running"));
    assertThat(stateOf(id)).isEqualTo("running");
    first.signal("KILL");
    assertThat(first.await(Duration.ofSeconds(60)).status()).isEqualTo(137);
    Set<String> whole = clips(bed);
    int asked = server.requests().size();
    assertThat(whole).hasSizeBetween(rows / 3, rows - 50);
    await("that the watcher sees it", () -> watched.errSoFar().contains("daemon away since "));

    daemon();
    await(
        "the end",
        () -> {
          seen.next(progress(id));
          return stateOf(id).equals("completed");
        });

    assertThat(seen.next(progress(id))).isEqualTo(rows);
    assertThat(bed.lines()).isEqualTo(expected);
    assertThat(instants(bed)).hasSize(1);
    List<FaultServer.Request> after = server.requests().subList(asked, server.requests().size());
    assertThat(after)
        .extracting(request -> request.path().substring(1) + ".mp4")
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(whole);
    assertThat(
            after.stream()
                .filter(
                    request ->
                        request
                            .header("Range")
                            .equals(java.util.Optional.of("bytes=" + SENT + "-"))))
        .hasSize(caught.size());
    assertThat(progress(id).path("bytes_resumed").asLong())
        .isGreaterThanOrEqualTo((long) caught.size() * SENT);
    Child.Ended view = watched.await(Duration.ofSeconds(60));
    assertThat(view.status()).as(view.err()).isZero();
    assertThat(view.err()).contains("the daemon is back").contains("completed 300/300");
    Child.Ended stream = documents.await(Duration.ofSeconds(60));
    assertThat(stream.status()).as(stream.err()).isZero();
    Rising streamed = new Rising();
    for (String document : stream.out().lines().toList()) {
      streamed.next(JsonMapper.shared().readTree(document).path("runs").get(0));
    }
  }

  @Test
  void sigtermDrainsWithinTenSecondsAndTransfersGoOnFromTheirBytes() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    int rows = 8;
    List<String> expected = rows(bed, "", rows);
    for (int i = 0; i < rows; i++) {
      server.on("/" + i, drip(large(i), "ETag: \"" + i + "\""), served(i));
    }
    Child first = daemon("--max-runs=1");
    String id = submit(bed);
    CorpusBed waiting = new CorpusBed(root.resolve("waiting"));
    waiting.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    String queued = submit(waiting);
    await(
        "slow transfers",
        () -> IntStream.range(0, rows).allMatch(i -> size(bed.clip(i + ".mp4.part")) > SENT));

    first.signal("TERM");
    // The contract's ten seconds, and what a busy machine adds; the transfers would take minutes.
    Child.Ended ended = first.await(Duration.ofSeconds(60));

    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("stopping: transfers");
    assertThat(stored(id)).isEqualTo("INTERRUPTED");
    assertThat(stored(queued)).isEqualTo("QUEUED");
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      kept.add(size(bed.clip(i + ".mp4.part")));
    }
    int asked = server.requests().size();

    daemon();
    awaitState(id, "completed");
    awaitState(queued, "completed");

    assertThat(server.requests().subList(asked, server.requests().size()))
        .hasSize(rows)
        .allSatisfy(
            request -> {
              long from = kept.get(Integer.parseInt(request.path().substring(1)));
              assertThat(from).isGreaterThan(SENT);
              assertThat(request.header("Range")).contains("bytes=" + from + "-");
            });
    assertThat(bed.lines()).isEqualTo(expected);
    assertThat(progress(id).path("bytes_resumed").asLong())
        .isEqualTo(kept.stream().mapToLong(Long::longValue).sum());
  }

  /** Most of the body at once, the rest so slowly that it never ends. */
  private static FaultServer.Script drip(byte[] content, String field) {
    return (request, socket) -> {
      Replies.head(socket, 200, List.of(field, "Content-Length: " + content.length));
      socket.getOutputStream().write(content, 0, SENT);
      for (int i = SENT; i < content.length; i++) {
        socket.getOutputStream().write(content, i, 1);
        socket.getOutputStream().flush();
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    };
  }

  private String stored(String id) throws Exception {
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + state.resolve("runs.db"));
        Statement statement = database.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT state FROM runs WHERE number = " + Long.parseLong(id))) {
      assertThat(found.next()).isTrue();
      return found.getString(1);
    }
  }

  private static Set<String> clips(CorpusBed bed) {
    try (Stream<Path> files = Files.list(bed.folder().resolve("clips"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".mp4"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> instants(CorpusBed bed) throws IOException {
    return Files.readAllLines(bed.output()).stream()
        .map(line -> JsonMapper.shared().readTree(line))
        .map((JsonNode row) -> row.path("ingested_at_utc").asString())
        .collect(Collectors.toSet());
  }
}
