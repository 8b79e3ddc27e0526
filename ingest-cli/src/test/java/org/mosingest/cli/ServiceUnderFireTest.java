package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A service that many hostile clients hold on to: who asks is answered nevertheless. {@code
 * bench/siege.py} has the figures.
 */
@Timeout(300)
final class ServiceUnderFireTest extends DaemonTestBase {

  private static final int DAWDLERS = 500;
  private static final int STREAMS = 200;
  private static final int FLOODS = 3;

  /**
   * For an answer on a machine that has much else to do; without the siege it takes milliseconds.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicBoolean over = new AtomicBoolean();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  @AfterEach
  void endTheSiege() throws IOException {
    over.set(true);
    for (Socket socket : open) {
      socket.close();
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(url("/")).getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    open.add(socket);
    return socket;
  }

  private void end(Socket socket) throws IOException {
    open.remove(socket);
    socket.close();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /** A connection that is opened anew whenever the service closes it. */
  private void dawdle(String beginning) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!over.get()) {
                try {
                  Socket socket = connect();
                  send(socket, beginning);
                  while (socket.getInputStream().read() >= 0) {}
                  end(socket);
                } catch (IOException e) {
                  // Closed by the service: once more.
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
              }
            });
  }

  /** A live stream that is read. */
  private void listen(AtomicInteger live) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Socket socket = connect();
                send(
                    socket,
                    "GET /progress HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
                BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
                boolean first = true;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  if (first && line.startsWith("data:")) {
                    first = false;
                    live.incrementAndGet();
                  }
                }
              } catch (IOException e) {
                // The siege is over.
              }
            });
  }

  private void flood(String request) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!over.get()) {
                try {
                  answered(request);
                } catch (IOException e) {
                  // Closed by the service: once more.
                }
              }
            });
  }

  /** The status of the answer to a request on a connection of its own; 0 for none. */
  private int answered(String request) throws IOException {
    Socket socket = connect();
    try {
      send(socket, request);
      byte[] line = socket.getInputStream().readNBytes(12);
      while (socket.getInputStream().read() >= 0) {}
      return line.length < 12 ? 0 : Integer.parseInt(new String(line, 9, 3, ISO_8859_1));
    } finally {
      end(socket);
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  private static String post(String token, String body) {
    return "POST /runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
        + token
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  void whoAsksIsAnsweredWhile500Dawdle200ListenAndRequestsFlood() throws Exception {
    daemon();
    String token = Files.readString(state.resolve("token")).strip();
    AtomicInteger live = new AtomicInteger();
    for (int i = 0; i < STREAMS; i++) {
      listen(live);
    }
    await("all streams live", () -> live.get() == STREAMS);
    List<String> beginnings =
        List.of(
            "",
            "GET /",
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ",
            "POST /runs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token
                + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
    for (int i = 0; i < DAWDLERS; i++) {
      dawdle(beginnings.get(i % beginnings.size()));
    }
    for (int i = 0; i < FLOODS; i++) {
      flood(get("/progress"));
      flood(post("0".repeat(64), "{}"));
      flood(post(token, "{\"no_such_option\": 1}"));
    }

    for (int i = 0; i < 50; i++) {
      assertThat(answered(get("/healthz"))).as("health, " + i).isEqualTo(200);
      assertThat(answered(get("/progress"))).as("progress, " + i).isEqualTo(200);
      assertThat(answered(post(token, "{\"corpus\": 1}"))).as("submission, " + i).isEqualTo(400);
    }
    assertThat(ask("/metrics").body()).contains("ingest_http_streams " + STREAMS + ".0");
  }
}
