package org.mosingest.daemon.runs.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.runs.FailureFilter;
import org.mosingest.daemon.runs.RetryChoice;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of failures beside the output of a service's run: exact whatever happened to the
 * service.
 */
class FailuresOfRunsTest extends RegistryTestBase {

  private static Path file(TestCorpus corpus) {
    return corpus.folder.resolve("konvid_150k.jsonl.failures.ndjson");
  }

  private static List<String> told(TestCorpus corpus) throws IOException {
    return Files.readAllLines(file(corpus)).stream()
        .map(JsonMapper.shared()::readTree)
        .map(line -> line.get("name").asString() + " " + word(line) + " " + line.get("attempts"))
        .toList();
  }

  private static String word(JsonNode line) {
    return line.get("reason").asString().split(":", 2)[0];
  }

  private static void broken(TestCorpus corpus, String name) throws IOException {
    corpus.local(name);
    Files.writeString(corpus.folder.resolve("clips").resolve(name), "no video");
  }

  @Test
  void aRunCutOffTwiceTellsWhatItSettledEachTime() throws Exception {
    TestCorpus corpus = corpus("c");
    server.on("/0", Replies.status(404));
    AtomicBoolean silent = new AtomicBoolean(true);
    server.on(
        "/4",
        (request, socket) -> {
          if (silent.get()) {
            // Until the client gives up.
            socket.getInputStream().read();
          }
          Replies.status(403).answer(request, socket);
        });
    corpus.remote("c0.mp4", server.url("/0"));
    broken(corpus, "c1.mp4");
    corpus.local("c2.mp4");
    broken(corpus, "c3.mp4");
    corpus.remote("c4.mp4", server.url("/4"));
    corpus.local("c5.mp4");
    probe.holdAt("c2.mp4");
    // What is probed now is known to the next service, which would not stop there.
    probe.holdAt("c5.mp4");
    String id = registry.submit(corpus.options()).id();
    await(id, run -> run.outcomes().settled() == 3);
    probe = new FakeClipProbe();
    probe.holdAt("c5.mp4");
    registry.shutdown(LONG);
    engines.close();
    // As after a kill -9: it was never written. Then as after another: what it says of settled rows
    // is older than they are.
    Files.delete(file(corpus));
    silent.set(false);
    openRegistry(settings());
    await(id, run -> run.outcomes().settled() == 5);
    registry.shutdown(LONG);
    engines.close();
    Files.writeString(
        file(corpus),
        "{\"name\":\"c2.mp4\",\"path\":\"clips/c2.mp4\",\"url\":\"\",\"kind\":\"broken-clip\",\"reason\":\"old\","
            + "\"attempts\":0,\"last_utc\":\"2001-02-03T04:05:06+00:00\",\"bytes_so_far\":0}\n");
    probe = new FakeClipProbe();
    openRegistry(settings());

    assertThat(await(id, RunState.COMPLETED).outcomes())
        .isEqualTo(new Outcomes(6, 2, 0, 2, 2, 0, 0));

    assertThat(told(corpus))
        .containsExactly(
            "c0.mp4 http-404 1",
            "c1.mp4 ffprobe-failed 0",
            "c3.mp4 ffprobe-failed 0",
            "c4.mp4 http-403 1");
  }

  @Test
  void aRetryTouchesWhatItWasAskedForAndNothingElse() throws Exception {
    TestCorpus corpus = corpus("r");
    for (String name : List.of("a", "b", "c")) {
      server.on(
          "/" + name,
          Replies.status(name.equals("b") ? 403 : 404),
          Replies.body(TestCorpus.video(name)));
      corpus.remote(name + ".mp4", server.url("/" + name).replace("http://", "http://me:hunter2@"));
    }
    broken(corpus, "broken.mp4");
    corpus.local("fine.mp4");
    String id = registry.submit(corpus.options()).id();
    await(id, RunState.COMPLETED);
    assertThat(told(corpus))
        .containsExactly(
            "a.mp4 http-404 1",
            "b.mp4 http-403 1",
            "c.mp4 http-404 1",
            "broken.mp4 ffprobe-failed 0");
    String before = Files.readString(file(corpus));
    assertThat(before).doesNotContain("hunter2");
    assertThat(registry.failures(id, FailureFilter.NONE, 10, 0).failures().toString())
        .doesNotContain("hunter2");
    int asked = server.requests().size();
    int probed = probe.calls();

    registry.retry(id, new RetryChoice.Reason(ReasonPattern.of("^http-404")));
    await(id, run -> run.state() == RunState.COMPLETED && run.outcomes().downloadFailed() == 1);

    assertThat(server.requests().stream().skip(asked).map(FaultServer.Request::path))
        .containsExactlyInAnyOrder("/a", "/c");
    assertThat(probe.calls() - probed).isEqualTo(2);
    assertThat(Files.readAllLines(file(corpus)))
        .isEqualTo(
            before
                .lines()
                .filter(line -> line.contains("/b\"") || line.contains("broken.mp4"))
                .toList());
    assertThat(Files.readString(corpus.folder.resolve(".download-progress.json")))
        .contains("\"b.mp4\": {\"state\": \"failed\", \"reason\": \"http-403\"}");
  }

  @Test
  void aRetryThatIsCancelledKeepsTheReasons() throws Exception {
    TestCorpus corpus = corpus("k");
    for (String name : List.of("a", "b", "c")) {
      server.on(
          "/" + name,
          Replies.status(name.equals("b") ? 403 : 404),
          (request, socket) -> socket.getInputStream().read());
      corpus.remote(name + ".mp4", server.url("/" + name));
    }
    broken(corpus, "broken.mp4");
    String id = registry.submit(corpus.options()).id();
    await(id, RunState.COMPLETED);
    List<String> before = Files.readAllLines(file(corpus));
    int asked = server.requests().size();

    registry.retry(id, new RetryChoice.Reason(ReasonPattern.of("^http")));
    await(id, run -> server.requests().size() > asked);
    registry.cancel(id);
    await(id, RunState.CANCELLED);

    assertThat(Files.readAllLines(file(corpus))).isEqualTo(before);
    assertThat(Files.readString(corpus.folder.resolve(".download-progress.json")))
        .contains("\"b.mp4\": {\"state\": \"failed\", \"reason\": \"http-403\", \"retry\": true}");
  }
}
