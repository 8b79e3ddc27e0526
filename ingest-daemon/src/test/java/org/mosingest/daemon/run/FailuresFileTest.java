package org.mosingest.daemon.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the file beside the output says of failed and broken clips: all of them, nothing else, and
 * what was tried.
 */
final class FailuresFileTest extends RunTestBase {

  private Path file() {
    return bed.folder().resolve("konvid_150k.jsonl.failures.ndjson");
  }

  private List<JsonNode> failures() throws IOException {
    return Files.readAllLines(file()).stream().map(JsonMapper.shared()::readTree).toList();
  }

  private List<String> names() throws IOException {
    return failures().stream().map(failure -> failure.get("name").asString()).toList();
  }

  private JsonNode failure(String name) throws IOException {
    return failures().stream()
        .filter(f -> f.get("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachFailedOrBrokenClipHasItsLineInManifestOrder() throws Exception {
    byte[] bytes = CorpusBed.fake(3);
    server.on("/gone?a:b@c", Replies.status(404));
    server.on(
        "/half",
        Replies.file(bytes, "ETag: \"3\"").cutAfter(bytes.length - 2),
        Replies.status(500));
    server.on("/page", Replies.body("<!DOCTYPE html><html>no</html>".getBytes(UTF_8)));
    server.on("/noise", Replies.body(new byte[] {0, 0, 1, (byte) 0xba, 4, 5, 6, 7, 8, 9}));
    String secret = server.url("/gone?a:b@c").replace("http://", "http://me:hunter2@");
    bed.row("half.mp4", server.url("/half"), "1.0")
        .local("fine.mp4", CorpusBed.fake(1), "1.0")
        .row("sub/gone.mp4", secret, "2.0")
        .row("page.mp4", server.url("/page"), "3.0")
        .row("sub/gone.mp4", secret, "2.0")
        .row("nourl.mp4", "", "4.0")
        .row("bad.mp4", "ftp:/you:hunter2@h/x", "4.0")
        .row("noise.mp4", server.url("/noise"), "4.0")
        .local("broken.mp4", "no video".getBytes(UTF_8), "5.0")
        .write();

    Books books = books(run(options().retries(0).build(), fake));

    assertThat(books).isEqualTo(new Books(9, 1, 0, 6, 2));
    assertThat(Files.readString(file()).replaceAll("\"last_utc\":\"[0-9T:+-]{25}\"", "T"))
        .isEqualTo(
            """
            {"name":"half.mp4","path":"clips/half.mp4","url":"HOST/half","kind":"download-failed","reason":"http-500","attempts":2,T,"bytes_so_far":KEPT}
            {"name":"sub/gone.mp4","path":"clips/sub/gone.mp4","url":"HOST/gone?a:b@c","kind":"download-failed","reason":"http-404","attempts":1,T,"bytes_so_far":0}
            {"name":"page.mp4","path":"clips/page.mp4","url":"HOST/page","kind":"download-failed","reason":"not-a-video: an HTML page","attempts":1,T,"bytes_so_far":0}
            {"name":"nourl.mp4","path":"clips/nourl.mp4","url":"","kind":"download-failed","reason":"no-url-in-manifest","attempts":0,T,"bytes_so_far":0}
            {"name":"bad.mp4","path":"clips/bad.mp4","url":"ftp:/h/x","kind":"download-failed","reason":"bad-url: not an http or https URL: ftp:/h/x","attempts":0,T,"bytes_so_far":0}
            {"name":"noise.mp4","path":"clips/noise.mp4","url":"HOST/noise","kind":"broken-clip","reason":"ffprobe-failed: rc=1: Invalid data found when processing input","attempts":1,T,"bytes_so_far":0}
            {"name":"broken.mp4","path":"clips/broken.mp4","url":"","kind":"broken-clip","reason":"ffprobe-failed: rc=1: Invalid data found when processing input","attempts":0,T,"bytes_so_far":0}
            """
                .replace("HOST", server.url(""))
                .replace("KEPT", Integer.toString(bytes.length - 2)));
    assertThat(warnings()).noneMatch(line -> line.contains("hunter2"));
    JsonNode listed =
        JsonMapper.shared()
            .readTree(Files.readString(bed.folder().resolve("konvid_150k.jsonl.manifest.json")))
            .at("/run_provenance/outputs/failures");
    assertThat(listed.get("path").asString()).isEqualTo(file().toString());
    assertThat(listed.get("sha256").asString())
        .isEqualTo(CorpusBed.sha256(Files.readAllBytes(file())));
  }

  @Test
  void whatFailedInAnEarlierRunKeepsItsAttemptsAndTimeAndWhatCameVanishes() throws Exception {
    server.on("/a", Replies.status(404));
    server.on("/b", Replies.status(404));
    bed.row("a.mp4", server.url("/a"), "1.0").row("b.mp4", server.url("/b"), "2.0");
    bed.row("c.mp4", "", "3.0").local("d.mp4", "no video".getBytes(UTF_8), "4.0").write();
    run();
    String aged = "2001-02-03T04:05:06+00:00";
    Files.writeString(
        file(),
        Files.readString(file())
            .replaceAll("\"last_utc\":\"[^\"]*\"", "\"last_utc\":\"" + aged + "\"")
            .replace("\"attempts\":1", "\"attempts\":7"));
    Files.write(bed.clip("b.mp4"), CorpusBed.fake(2));

    run();

    assertThat(names()).containsExactly("a.mp4", "c.mp4", "d.mp4");
    assertThat(failure("a.mp4").get("attempts").asInt()).isEqualTo(7);
    assertThat(failure("a.mp4").get("last_utc").asString()).isEqualTo(aged);
    // Looked at again, so found broken again.
    assertThat(OffsetDateTime.parse(failure("d.mp4").get("last_utc").asString()).toInstant())
        .isAfter(Instant.now().minus(Duration.ofMinutes(2)));

    server.on("/a", Replies.file(CorpusBed.fake(1)));
    Files.write(bed.clip("d.mp4"), CorpusBed.fake(4));
    Files.write(bed.clip("c.mp4"), CorpusBed.fake(3));
    run(options().retryFailed(ReasonPattern.any()).build(), fake);

    assertThat(file()).isEmptyFile();
  }

  @Test
  void anotherReasonIsAnotherFailureAndOneOfAnUnknownPastSaysSo() throws Exception {
    server.on("/a", Replies.status(404));
    bed.row("a.mp4", server.url("/a"), "1.0").write();
    run();
    Files.delete(file());

    run();

    assertThat(server.requests()).hasSize(1);
    assertThat(failure("a.mp4").get("attempts").isNull()).isTrue();
    assertThat(failure("a.mp4").get("reason").asString()).isEqualTo("http-404");
    Files.writeString(
        bed.progress(), Files.readString(bed.progress()).replace("http-404", "dead \\ud800"));
    run();
    assertThat(failure("a.mp4").get("reason").asString()).isEqualTo("dead ?");
  }

  @Test
  void anInterruptedRunTellsWhatItSettledAndKeepsWhatItDidNotComeTo() throws Exception {
    for (String name : List.of("a", "m", "x", "y")) {
      server.on("/" + name, Replies.status(404));
    }
    bed.row("a.mp4", server.url("/a"), "1.0").local("held.mp4", CorpusBed.fake(1), "1.0");
    bed.row("m.mp4", server.url("/m"), "1.0")
        .row("x.mp4", server.url("/x"), "1.0")
        .row("y.mp4", server.url("/y"), "1.0");
    bed.local("broken.mp4", "no video".getBytes(UTF_8), "5.0")
        .local("later.mp4", CorpusBed.fake(2), "5.0")
        .write();
    run();
    Files.delete(bed.output());
    String known = Files.readString(file());
    FakeClipProbe.Gate gate = fake.holdAt("broken.mp4");
    CountDownLatch asked = new CountDownLatch(1);
    server.on(
        "/m",
        (request, socket) -> {
          asked.countDown();
          server.stall();
        });
    RunOptions options =
        options().recheck(true).retryFailed(ReasonPattern.of("nothing|^http-404")).build();
    Files.writeString(
        bed.progress(),
        Files.readString(bed.progress()).replaceFirst("(\"x.mp4\".*)http-404", "$1gone"));

    try (Engines engines = engines(fake);
        IngestRun run = IngestRun.open(options, engines)) {
      Thread running = Thread.ofPlatform().start(() -> execute(run));
      asked.await();
      gate.awaitEntered();
      CorpusBed.await(
          "two settled before the one that hangs", () -> run.progress().books().settled() == 2);
      run.stop();
      running.join();
    }

    // y may or may not have been asked for again; m was asked for and did not answer.
    assertThat(names().stream().filter(name -> !name.equals("y.mp4")))
        .containsExactly("a.mp4", "m.mp4", "x.mp4", "broken.mp4");
    assertThat(Files.readString(file()))
        .contains(
            known.lines().filter(line -> line.contains("broken.mp4")).findFirst().orElseThrow());
    assertThat(failure("a.mp4").get("attempts").asInt()).isEqualTo(1);
    gate.open();
  }

  private static void execute(IngestRun run) {
    try {
      run.execute(new Invocation("test", List.of()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void twoOutputsInOneFolderDoNotShareIt() throws Exception {
    bed.row("a.mp4", "", "1.0").write();
    CorpusBed other = new CorpusBed(temporary.resolve("other")).row("b.mp4", "", "1.0").write();
    Path one = temporary.resolve("one.jsonl");
    Path two = temporary.resolve("two.jsonl");

    run(options().output(one).build(), fake);
    run(
        RunOptions.of(KnownCorpora.standard(), other.folder()).minRows(0).output(two).build(),
        fake);

    assertThat(Files.readString(temporary.resolve("one.jsonl.failures.ndjson")))
        .contains("a.mp4")
        .doesNotContain("b.mp4");
    assertThat(Files.readString(temporary.resolve("two.jsonl.failures.ndjson")))
        .contains("b.mp4")
        .doesNotContain("a.mp4");
  }

  @Test
  void clipsOfOneNameInBothSplitsAreToldApart() throws Exception {
    Files.writeString(
        bed.folder().resolve("k150ka_scores.csv"), "video_name,video_score\nsame.mp4,1.5\n");
    Files.writeString(bed.folder().resolve("k150kb_scores.csv"), "video_name,mos\nsame.mp4,4.5\n");
    run();
    assertThat(failures().stream().map(failure -> failure.get("path").asString()))
        .containsExactly("k150ka_extracted/same.mp4", "k150kb_extracted/same.mp4");
    Files.write(
        Files.createDirectories(bed.folder().resolve("k150ka_extracted")).resolve("same.mp4"),
        CorpusBed.fake(1));
    run();
    assertThat(failures().stream().map(failure -> failure.get("path").asString()))
        .containsExactly("k150kb_extracted/same.mp4");
  }

  @Test
  void whateverStandsInTheFileTheRunGoesOnAndWritesItAnew() throws Exception {
    bed.row("a.mp4", "", "1.0").write();
    for (String rubbish :
        List.of(
            "\u0000\u0001",
            "\n",
            "[1, {}]",
            "{\"path\":\"clips/a.mp4\"}\n",
            "{\"path\":{\"x\":[1]},\"kind\":null}\n{\"pa",
            "{\"path\":\"clips/a.mp4\",\"url\":\"\",\"kind\":\"none\",\"reason\":\"\",\"last_utc\":\"now\",\"bytes_so_far\":0}")) {
      Files.writeString(file(), rubbish);
      run();
      assertThat(names()).containsExactly("a.mp4");
      assertThat(warnings()).as(rubbish).last().asString().contains("attrition");
      assertThat(warnings().stream().filter(line -> line.contains("failures.ndjson is damaged")))
          .isNotEmpty();
    }
  }

  @Test
  void aTornLineCostsNoOtherLine() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      server.on("/" + name, Replies.status(404));
      bed.row(name + ".mp4", server.url("/" + name), "1.0");
    }
    bed.write();
    run();
    List<String> lines = Files.readAllLines(file());
    byte[] noText = {'{', '"', (byte) 0xff, '\n'};
    Files.write(file(), noText);
    Files.writeString(
        file(),
        lines.get(1).substring(0, 40) + "\n" + lines.get(2) + "\n",
        StandardOpenOption.APPEND);

    run();

    assertThat(failure("b.mp4").get("attempts").isNull()).isTrue();
    assertThat(failure("c.mp4").get("attempts").asInt()).isEqualTo(1);
  }

  @Test
  void onlyWhatMatchesIsAskedForAgainAndNothingIsProbedAgain() throws Exception {
    for (String name : List.of("a", "b", "c", "d")) {
      server.on(
          "/" + name,
          Replies.status(name.equals("c") ? 403 : 404),
          Replies.file(CorpusBed.fake(name.charAt(0))));
      bed.row(name + ".mp4", server.url("/" + name), "1.0");
    }
    bed.row("nourl.mp4", "", "1.0").local("broken.mp4", "no video".getBytes(UTF_8), "1.0");
    bed.local("fine.mp4", CorpusBed.fake(1), "1.0").write();
    run();
    // An operator's own word, and an entry of a clip that no row names.
    Files.writeString(
        bed.progress(),
        Files.readString(bed.progress())
            .replaceFirst("(\"b.mp4\".*)http-404", "$1given up")
            .replaceFirst(
                "\\{", "{\"stranger.mp4\": {\"state\": \"failed\", \"reason\": \"http-403\"},"));
    int asked = server.requests().size();

    Books books = books(run(options().retryFailed(ReasonPattern.of("^http-404")).build(), fake));

    assertThat(server.requests().stream().skip(asked).map(FaultServer.Request::path))
        .containsExactlyInAnyOrder("/a", "/d");
    // The two that came. The broken one has no row: it is probed again only where it was so new
    // that its
    // stamp tells nothing, which is a matter of the machine's speed.
    assertThat(fake.callsFor("a.mp4")).isEqualTo(1);
    assertThat(fake.callsFor("d.mp4")).isEqualTo(1);
    assertThat(fake.callsFor("fine.mp4")).isEqualTo(1);
    assertThat(books).isEqualTo(new Books(7, 2, 1, 3, 1, 1));
    assertThat(names()).containsExactly("b.mp4", "c.mp4", "nourl.mp4", "broken.mp4");
    assertThat(Files.readAllLines(bed.progress()).stream().filter(line -> line.contains("failed")))
        .hasSize(4)
        .anyMatch(line -> line.contains("stranger.mp4") && line.contains("http-403"))
        .anyMatch(line -> line.contains("b.mp4") && line.contains("given up"));
    assertThat(failure("c.mp4").get("attempts").asInt()).isEqualTo(1);
  }
}
