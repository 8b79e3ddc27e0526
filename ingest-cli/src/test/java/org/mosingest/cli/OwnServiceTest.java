package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.failures.FailuresFile;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.JsonNode;

/** A submission cannot have the service send requests to itself. */
@Timeout(120)
final class OwnServiceTest extends DaemonTestBase {

  private static final String REFUSED =
      "own-service: the URL leads to this service itself; nothing was sent";

  private List<String> reasons(CorpusBed bed) throws Exception {
    bed.write();
    String id = submit(bed, "--retries=0");
    awaitState(id, "completed");
    List<String> reasons = new ArrayList<>();
    for (JsonNode failure : ask("/runs/" + id + "/failures").json().get("failures")) {
      reasons.add(failure.get("reason").asString());
    }
    return reasons;
  }

  private void nothingWasAsked() {
    assertThat(ask("/metrics").body())
        .contains("route=\"/healthz\"")
        .doesNotContain("route=\"other\"");
  }

  @Test
  void noNameAndNoRedirectLeadsToTheServiceItself() throws Exception {
    daemon();
    String own = url("/clip.mp4");
    server.on("/hop", Replies.status(302, "Location: " + own));
    server.on("/last", served(1));
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    bed.row("0.mp4", own, "1.0")
        .row("1.mp4", own.replace("127.0.0.1", "localhost"), "1.0")
        .row("2.mp4", own.replace("127.0.0.1", "0.0.0.0"), "1.0")
        .row("3.mp4", own.replace("127.0.0.1", "2130706433"), "1.0")
        .row("4.mp4", own.replace("127.0.0.1", "[::ffff:127.0.0.1]"), "1.0")
        .row("5.mp4", own.replace("http:", "https:"), "1.0")
        .row("6.mp4", server.url("/hop"), "1.0")
        .row("7.mp4", server.url("/last"), "1.0");

    assertThat(reasons(bed)).hasSize(7).containsOnly(REFUSED);
    nothingWasAsked();
  }

  /** Bound to all addresses, each of this machine's is its own. */
  @Test
  void noAddressOfTheMachineLeadsToAServiceThatListensAtAll() throws Exception {
    daemon("--bind=0.0.0.0");
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    bed.row("0.mp4", url("/clip.mp4"), "1.0")
        .row("1.mp4", url("/clip.mp4").replace("127.0.0.1", "127.0.0.9"), "1.0");
    bed.write();
    assertThat(ingest("submit", "--konvid-dir=" + bed.folder(), "--min-rows=0", "--watch").status())
        .isZero();
    assertThat(Files.readAllLines(FailuresFile.beside(bed.output())))
        .hasSize(2)
        .allMatch(line -> line.contains(REFUSED));
  }
}
