package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.profile.DistributedCorpus;
import org.mosingest.core.profile.KnownCorpora;
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
    }
  }

  @Test
  void aCorpusOfOnesOwnOutlivesItsFile() throws Exception {
    Path folder = Files.createDirectories(root.resolve("mine"));
    server.on("/a", served(1));
    server.on("/b", served(2).stallAfter(50_000));
    Files.writeString(
        folder.resolve("labels.csv"),
        "clip,link,score\na,%s,7.5\nb,%s,2.5\n".formatted(server.url("/a"), server.url("/b")));
    Path file = Files.writeString(temporary.resolve("mine.yaml"), FamilyRunTest.MINE);
    Child first = daemon();
    String run = ingested("submit", "--corpus-file=" + file, "--corpus-dir=" + folder);
    await("a row", () -> progress(run).path("written").asInt() == 1);
    Files.delete(file);
    first.signal("KILL");
    assertThat(first.await(Duration.ofSeconds(60)).status()).isEqualTo(137);
    server.on("/b", served(2));
    daemon();
    awaitState(run, "completed");
    assertThat(FamilyRunTest.told(folder.resolve("mine.jsonl")))
        .containsExactly("a.webm 7.5 0.0 0", "b.webm 2.5 0.0 0");
  }

  @Test
  void aWrongDeclarationIsRefusedWithAllThatIsWrong() throws Exception {
    daemon();
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("corpus_declaration", FamilyRunTest.MINE.replace("mine.jsonl", "../mine.jsonl"));
    Reply reply =
        ask(
            new Request.Builder()
                .url(url("/runs"))
                .header(
                    "Authorization", "Bearer " + Files.readString(state.resolve("token")).strip())
                .post(RequestBody.create(body.toString(), MediaType.get("application/json")))
                .build());
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("corpus_declaration: line 3: output: a plain file name");
  }
}
