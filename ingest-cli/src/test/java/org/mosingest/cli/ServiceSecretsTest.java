package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import okhttp3.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.ProxyServer;
import org.mosingest.transfer.Replies;

/** What the service is started with as a secret stands in none of its files and answers. */
@Timeout(300)
final class ServiceSecretsTest extends DaemonTestBase {

  private static final String SECRET = "pl4nted";

  @Test
  void noFileNoLogAndNoAnswerOfTheServiceHoldsASecret() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    server.on("/a", Replies.body(CorpusBed.fake(1))).on("/b", Replies.status(404));
    bed.row("a.mp4", server.url("/a"), "1.5").row("b.mp4", server.url("/b"), "2.5").write();
    Path netrc = Files.createDirectory(temporary.resolve("home")).resolve("netrc");
    Files.writeString(netrc, "machine 127.0.0.1 login anna password " + SECRET + "2");
    Files.setPosixFilePermissions(netrc, PosixFilePermissions.fromString("rw-------"));
    try (ProxyServer proxy = ProxyServer.start(Credentials.basic("paula", SECRET + "1", UTF_8))) {
      daemon(
          "--proxy=http://paula:" + SECRET + "1@127.0.0.1:" + proxy.port(),
          "--netrc=" + netrc,
          "--header=127.0.0.1: X-Token: " + SECRET + "3",
          "--insecure-host=bad.example",
          "--log-level=DEBUG");
      String id = submit(bed);
      awaitState(id, "completed");

      assertThat(server.requests())
          .isNotEmpty()
          .allSatisfy(
              request -> {
                assertThat(request.header("Authorization"))
                    .contains(Credentials.basic("anna", SECRET + "2", UTF_8));
                assertThat(request.header("X-Token")).contains(SECRET + "3");
              });
      for (String path :
          new String[] {"/runs", "/runs/" + id, "/runs/" + id + "/failures", "/metrics"}) {
        assertThat(ask(path).body()).doesNotContain(SECRET);
      }
    }
    assertThat(SecretsTest.filesWith(temporary, SECRET)).isEmpty();
    assertThat(Files.readString(Path.of(bed.output() + ".manifest.json")))
        .contains("insecure_hosts")
        .contains("bad.example");
  }
}
