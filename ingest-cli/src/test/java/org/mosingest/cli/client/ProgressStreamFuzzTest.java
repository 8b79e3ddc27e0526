package org.mosingest.cli.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.mosingest.core.testkit.ParserFuzz;

/**
 * Whatever comes as a stream of events, the feed hands over documents, waits for better, or says
 * that this is no daemon; and what a daemon sends after it still arrives.
 *
 * <p>An input that begins with {@code HTTP} is a whole answer, any other the body of one.
 */
class ProgressStreamFuzzTest extends ParserFuzz {

  private static final byte[] HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
          .getBytes(US_ASCII);

  private static final String LAST = "{\"last\":true}";

  private final ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final AtomicReference<byte @Nullable []> first = new AtomicReference<>();
  private final DaemonClient client =
      new DaemonClient(
          "http://127.0.0.1:" + server.getLocalPort(), new StateFolder(Path.of("/nowhere")));

  ProgressStreamFuzzTest() throws IOException {
    Thread.ofPlatform().daemon().start(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        byte[] body = first.getAndSet(null);
        byte[] rest = body == null ? ("data: " + LAST + "\n\n").getBytes(US_ASCII) : body;
        readHead(socket);
        socket.getOutputStream().write(isWhole(rest) ? rest : Bytes.concat(HEAD, rest));
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (SocketException left) {
        // Closed, or the client went before the end.
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void readHead(Socket socket) throws IOException {
    int seen = 0;
    int c = 0;
    while (seen < 4 && c >= 0) {
      c = socket.getInputStream().read();
      seen = c == '\r' || c == '\n' ? seen + 1 : 0;
    }
  }

  private static boolean isWhole(byte[] answer) {
    return new String(answer, 0, Math.min(4, answer.length), US_ASCII).equals("HTTP");
  }

  @DictionaryEntries({
    "data: {}",
    "data:",
    "event: progress",
    "id: 1",
    "retry: 1",
    "retry: 99999999999",
    ": comment",
    "data: [1]",
    "HTTP/1.1 200 OK",
    "HTTP/1.1 503 No",
    "Content-Type: text/event-stream",
    "Content-Length: 5",
    "Transfer-Encoding: chunked",
    "Location: /x"
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
    first.set(input);
    try {
      new ProgressStream(client, Duration.ofNanos(1)).follow(new UntilLast());
    } catch (DaemonUnreachableException | RefusedException e) {
      assertThat(e.getMessage()).isNotEmpty();
      assertPrintable(String.valueOf(e.getMessage()));
    }
    first.set(null);
  }

  private final class UntilLast implements ProgressStream.Follower {
    @Override
    public boolean progress(String json) throws DaemonUnreachableException {
      assertThat(json.getBytes(UTF_8)).doesNotContain('\r');
      return !DaemonDocuments.parse(json, client).path("last").asBoolean(false);
    }

    @Override
    public void away(Instant since) {
      assertThat(since).isBeforeOrEqualTo(Instant.now());
    }
  }
}
