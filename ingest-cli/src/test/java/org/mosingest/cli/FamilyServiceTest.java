package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.profile.DistributedCorpus;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The corpora of the family through the service. */
@Timeout(300)
final class FamilyServiceTest extends DaemonTestBase {

  @Test
  void allSevenAsTheyAreShipped() throws Exception {
    daemon();
    for (String id : DistributedCorpus.IDS) {
      DistributedCorpus made = DistributedCorpus.make(id, root.resolve(id));
      String run =
          ingested("submit", "--corpus=" + id, "--corpus-dir=" + made.folder(), "--min-rows=0");
      awaitState(run, "completed");
      assertThat(progress(run).path("corpus").asString()).isEqualTo(id);
      assertThat(
              FamilyRunTest.told(
                  made.folder().resolve(KnownCorpora.byId(id).orElseThrow().outputName())))
          .containsExactlyElementsOf(made.expected());
      // The same by a process of its own.
      Path again = root.resolve(id + "-again.jsonl");
      Child.Ended ended =
          foreground(
              new CorpusBed(made.folder()),
              "--corpus=" + id,
              "--output=" + again,
              "--progress-path=" + root.resolve(id + ".json"));
      assertThat(ended.status()).as(ended.err()).isZero();
      assertThat(FamilyRunTest.told(again)).containsExactlyElementsOf(made.expected());
    }
  }

  @Test
  void theCorporaThatTheServiceTakesAreThoseOfTheCommand() throws Exception {
    daemon();
    Reply reply = ask("/corpora");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json()).isEqualTo(JsonMapper.shared().readTree(ingestedCorpora()));
    assertThat(reply.json().path("corpora").valueStream().map(one -> one.path("id").asString()))
        .containsExactlyElementsOf(DistributedCorpus.IDS);
  }

  private static String ingestedCorpora() {
    StringWriter out = new StringWriter();
    assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute("corpora", "--json"))
        .isZero();
    return out.toString();
  }

  @Test
  void eachKonvidMountedForTheOtherIsRefusedWithItsName() throws Exception {
    daemon();
    for (List<String> pair :
        List.of(List.of("konvid-150k", "konvid-1k"), List.of("konvid-1k", "konvid-150k"))) {
      DistributedCorpus made = DistributedCorpus.make(pair.get(0), root.resolve(pair.get(0)));
      ObjectNode body = JsonMapper.shared().createObjectNode();
      body.put("corpus", pair.get(1)).put("corpus_dir", made.folder().toString());
      Reply reply = posted(body);
      assertThat(reply.status()).as(reply.body()).isEqualTo(422);
      assertThat(reply.json().at("/error/code").asString()).isEqualTo("bad-corpus");
      assertThat(reply.json().at("/error/hint").asString())
          .contains("give " + pair.get(0) + " as the corpus")
          .containsPattern("\\((corpus, min_rows|corpus_dir, corpus)\\)$")
          .doesNotContain("--");
    }
    assertThat(ask("/runs").json().path("runs")).isEmpty();
  }

  /** Handed over by the command, and by a request of one's own. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCorpusOfOnesOwnOutlivesItsFile(boolean byHand) throws Exception {
    Path folder = Files.createDirectories(root.resolve("mine"));
    server.on("/a", served(1));
    server.on("/b", served(2).stallAfter(50_000));
    Files.writeString(
        folder.resolve("labels.csv"),
        "clip,link,score\na,%s,7.5\nb,%s,2.5\n".formatted(server.url("/a"), server.url("/b")));
    Path file = Files.writeString(temporary.resolve("mine.yaml"), FamilyRunTest.MINE);
    Child first = daemon();
    String run;
    if (byHand) {
      ObjectNode body = JsonMapper.shared().createObjectNode();
      body.put("corpus_declaration", Files.readString(file)).put("corpus_dir", "mine");
      Reply reply = posted(body);
      assertThat(reply.status()).as(reply.body()).isEqualTo(201);
      run = reply.json().path("id").asString();
    } else {
      run = ingested("submit", "--corpus-file=" + file, "--corpus-dir=" + folder);
    }
    await("a row", () -> progress(run).path("written").asInt() == 1);
    Files.delete(file);
    first.signal("KILL");
    assertThat(first.await(Duration.ofSeconds(60)).status()).isEqualTo(137);
    server.on("/b", served(2));
    daemon();
    awaitState(run, "completed");
    assertThat(FamilyRunTest.told(folder.resolve("mine.jsonl")))
        .containsExactly("a.webm 7.5 0.0 0", "b.webm 2.5 0.0 0");
    assertThat(ask("/runs/" + run).body()).contains("mine.jsonl");
  }

  @Test
  void aWrongDeclarationIsRefusedWithAllThatIsWrong() throws Exception {
    daemon();
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("corpus_declaration", FamilyRunTest.MINE.replace("mine.jsonl", "../mine.jsonl"));
    Reply reply = posted(body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .contains("corpus_declaration: line 3: output: expected a plain file name");
  }

  private Reply posted(ObjectNode body) throws IOException {
    return posted("/runs", body.toString());
  }
}
