package org.mosingest.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.daemon.runs.RunState;

/** What proxies and tunnels ask otherwise than browsers do. */
@Timeout(60)
class BehindProxyTest extends ApiTestBase {

  @BeforeEach
  void serve() throws IOException {
    api.run("r-1", RunState.RUNNING, 10);
  }

  /** As nginx asks unless it is told otherwise. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/progress", "/healthz", "/openapi.json"})
  void anHttp10RequestIsAnsweredAndItsConnectionClosed(String path) throws IOException {
    try (Wire wire = new Wire(api.server.port())) {
      String answer =
          wire.send(
                  "GET " + path + " HTTP/1.0\r\nHost: 127.0.0.1:8642\r\nConnection: close\r\n\r\n")
              .all();
      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Content-Length: ");
    }
  }

  @Test
  void anHttp10RequestThatComesInBitsAndWithABodyIsTaken() throws IOException {
    try (Wire wire = new Wire(api.server.port())) {
      for (char bit : "POST /runs/r-1/pause HTTP/1.0\r".toCharArray()) {
        wire.send(Character.toString(bit));
      }
      String answer = wire.send("\nHost: localhost\r\nContent-Length: 2\r\n\r\n{").send("}").all();
      assertThat(answer).startsWith("HTTP/1.1 401 ").contains("unauthorized");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/progress", "/healthz", "/metrics", "/runs", "/runs/r-1"})
  void aHeadIsAnsweredAsAGetWithoutItsBody(String path) throws IOException {
    String fields = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    try (Wire head = new Wire(api.server.port());
        Wire get = new Wire(api.server.port())) {
      String told = head.send("HEAD " + path + fields).all();
      String whole = get.send("GET " + path + fields).all();
      assertThat(told)
          .startsWith("HTTP/1.1 200 ")
          .endsWith("\r\n\r\n")
          .contains("Content-Length: ");
      assertThat(whole).startsWith("HTTP/1.1 200 ");
      assertThat(type(told)).isEqualTo(type(whole));
    }
  }

  @Test
  void aHeadOfWhatIsNotThereSaysSoAndTheConnectionLivesOn() throws IOException {
    try (Wire wire = new Wire(api.server.port())) {
      String answers =
          wire.send("HEAD /runs/none HTTP/1.1\r\nHost: localhost\r\n\r\n")
              .send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
              .all();
      assertThat(answers).startsWith("HTTP/1.1 404 ").contains("HTTP/1.1 200 ").endsWith("}");
      assertThat(answers).doesNotContain("no-such-run");
    }
  }

  /** A page that came through a tunnel, and one of another program of this machine. */
  @Test
  void aTunnelsOwnPageMayAskAndNoOther() throws IOException {
    assertThat(asked("localhost:9999", "http://localhost:9999")).startsWith("HTTP/1.1 200 ");
    assertThat(asked("localhost:9999", "http://localhost:9998")).startsWith("HTTP/1.1 403 ");
    assertThat(asked("evil.example:9999", "http://evil.example:9999")).startsWith("HTTP/1.1 403 ");
  }

  private String asked(String host, String origin) throws IOException {
    try (Wire wire = new Wire(api.server.port())) {
      return wire.send(
              "GET /progress HTTP/1.1\r\nHost: "
                  + host
                  + "\r\nOrigin: "
                  + origin
                  + "\r\nConnection: close\r\n\r\n")
          .all();
    }
  }

  private static String type(String answer) {
    return answer.lines().filter(line -> line.startsWith("Content-Type: ")).findFirst().orElse("");
  }
}
