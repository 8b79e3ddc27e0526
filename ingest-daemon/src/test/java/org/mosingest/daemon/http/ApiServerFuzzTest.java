package org.mosingest.daemon.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.mosingest.core.testkit.ParserFuzz;
import org.mosingest.daemon.runs.RunState;

/**
 * Whatever a client sends, each answer is one of HTTP with a status that blames the client or
 * nobody, a refusal is an error document, the connection ends, and the service goes on.
 *
 * <p>An input is all that one connection sends; {@code PORT} and {@code TOKEN} in it stand for the
 * service's own.
 */
class ApiServerFuzzTest extends ParserFuzz {

  private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");
  private static final int PATIENCE_MILLIS = 20_000;

  private final ApiFixture api = new ApiFixture(scratch(), ApiFixture.limits());

  ApiServerFuzzTest() throws IOException {
    api.run("r-1", RunState.RUNNING, 10);
  }

  @AfterEach
  void goesOn() throws IOException {
    assertThat(api.get("/healthz").status()).isEqualTo(200);
    assertThat(api.get("/progress").json().path("runs").isArray()).isTrue();
    api.close();
  }

  @DictionaryEntries({
    "GET /",
    "POST /runs HTTP/1.1",
    "/runs/r-1/failures?reason=x&limit=10&offset=0",
    "/runs/r-1/retry",
    "/progress/",
    "%00",
    "%2e",
    "Host: 127.0.0.1:PORT",
    "Authorization: Bearer TOKEN",
    "Content-Type: application/json",
    "Content-Length: 2",
    "Transfer-Encoding: chunked",
    "Expect: 100-continue",
    "Accept: text/event-stream",
    "Origin: null",
    "limit=-1",
    "{\"reason\": \"(\"}",
    "{\"konvid_dir\": \"..\"}",
    "?",
    "&",
    "HTTP/1.0",
    "HTTP/2"
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected int mutants() {
    return 300;
  }

  @Override
  protected void holds(byte[] input) throws Exception {
    String request =
        new String(input, ISO_8859_1)
            .replace("PORT", String.valueOf(api.server.port()))
            .replace("TOKEN", api.token.hex());
    // A stream of events ends when it is left, not before.
    if (request.contains("event-stream") && request.contains("/progress")) {
      return;
    }
    String answers = answers(request);
    Matcher answer = ANSWER.matcher(answers);
    assertThat(answers.isEmpty() || answer.lookingAt()).as(answers).isTrue();
    while (answer.find()) {
      int status = Integer.parseInt(answer.group(1));
      assertThat(status).as(answers).isBetween(100, 599).isNotEqualTo(500).isNotEqualTo(503);
    }
  }

  /** All that comes back until the service closes the connection. */
  private String answers(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
      } catch (SocketException reset) {
        return "";
      }
    }
  }
}
