package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.json.JsonMapper;

/** As {@link UnharmedFilesTest}, asked of the service. */
@Timeout(300)
final class UnharmedFilesOfServiceTest extends DaemonTestBase {

  @Test
  void everyPathFieldWithEveryFileHarmsNone() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    UnharmedFilesTest.tree(root, bed, Scripts.ffprobe(temporary.resolve("first"), ""));
    daemon();
    String token = Files.readString(state.resolve("token")).strip();
    Map<String, String> before = UnharmedFilesTest.contents(root);
    List<String> accepted = new ArrayList<>();
    int tried = 0;
    for (String field : List.of("output", "manifest_out", "progress_path")) {
      for (String file : new TreeSet<>(before.keySet())) {
        if (file.startsWith("other") || file.endsWith(usual(field))) {
          continue;
        }
        String body =
            JsonMapper.shared()
                .writeValueAsString(
                    Map.of(
                        "konvid_dir",
                        "corpus",
                        "min_rows",
                        0,
                        field,
                        root.resolve(file).toString()));
        Reply reply =
            ask(
                new Request.Builder()
                    .url(url("/runs"))
                    .header("Authorization", "Bearer " + token)
                    .post(RequestBody.create(body, MediaType.get("application/json")))
                    .build());
        tried++;
        if (reply.status() != 422
            || !reply.json().at("/error/code").asString().equals("path-clash")) {
          accepted.add(field + " " + file + ": " + reply.status() + " " + reply.body());
        }
      }
    }
    assertThat(accepted).isEmpty();
    assertThat(tried).isGreaterThan(40);
    assertThat(UnharmedFilesTest.contents(root)).isEqualTo(before);
    assertThat(ask("/runs").json().path("runs")).isEmpty();
  }

  private static String usual(String field) {
    return switch (field) {
      case "output" -> "konvid_150k.jsonl";
      case "manifest_out" -> "konvid_150k.jsonl.manifest.json";
      default -> ".download-progress.json";
    };
  }

  /** Paths between submission and start: what was good then is looked at again. */
  @Test
  void aPathThatBecameALinkToALabelWhileTheRunWasQueuedFailsTheRun() throws Exception {
    CorpusBed first = new CorpusBed(root.resolve("first"));
    CorpusBed second =
        new CorpusBed(root.resolve("second")).local("b.mp4", CorpusBed.fake(2), "1.0").write();
    rows(first, "f", 1);
    server.on("/f0", served(0).stallAfter(50_000));
    daemon("--max-runs=1");
    String held = submit(first);
    awaitState(held, "running");
    String queued = submit(second);
    Path labels = Files.writeString(temporary.resolve("labels.csv"), "all my labels\n");
    Files.createSymbolicLink(second.output(), labels);
    ingested("cancel", held);

    assertThat(awaitState(queued, "failed").path("note").asString(""))
        .contains("leads outside the service's roots");
    assertThat(labels).hasContent("all my labels");
  }
}
