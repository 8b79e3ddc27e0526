package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.TlsServers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A receiver with a certificate of one's own authority, which is down at first, is told of runs by
 * a service that knows the authority as it does for clips.
 */
@Timeout(300)
final class NotifyOverTlsTest extends DaemonTestBase {

  @Test
  void theAuthorityOfAnOptionIsTrusted() throws Exception {
    assertTold(List.of("--cacert=" + authority()));
  }

  @Test
  void theAuthorityOfTheEnvironmentIsTrusted() throws Exception {
    environment.put("CURL_CA_BUNDLE", authority().toString());
    assertTold(List.of());
  }

  private void assertTold(List<String> options) throws Exception {
    CorpusBed bed =
        new CorpusBed(root.resolve("told")).local("a.mp4", CorpusBed.fake(1), "3.5").write();
    ServerSocket down = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    int port = down.getLocalPort();
    daemon(
        Stream.concat(Stream.of("--notify=https://127.0.0.1:" + port + "/hook"), options.stream())
            .toArray(String[]::new));
    String id = submit(bed);
    // Whoever connects is cut off, then nobody listens, then the receiver is there.
    try (down;
        Socket cut = down.accept()) {
      cut.setSoLinger(true, 0);
    }
    try (MockWebServer receiver = new MockWebServer()) {
      receiver.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(TlsServers.good("127.0.0.1"))
              .build()
              .sslSocketFactory());
      receiver.enqueue(new MockResponse.Builder().code(204).build());
      receiver.start(InetAddress.getLoopbackAddress(), port);

      RecordedRequest told = Objects.requireNonNull(receiver.takeRequest(120, TimeUnit.SECONDS));

      assertThat(told.getHandshake()).isNotNull();
      JsonNode json =
          JsonMapper.shared().readTree(Objects.requireNonNull(told.getBody()).toByteArray());
      assertThat(json.get("event").asString()).isEqualTo("completed");
      assertThat(json.get("id").asString()).isEqualTo(id);
    }
  }

  private Path authority() throws IOException {
    return Files.writeString(temporary.resolve("ca.pem"), TlsServers.authorityPem());
  }
}
