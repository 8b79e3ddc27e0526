package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.transfer.attempt.TransferSettings;

/**
 * A host that leaves its address in the middle of a reply and falls silent there. No limit of time
 * ends a silent connection before the test's own does.
 */
final class MovedHostTest extends DownloadTestBase {

  private static final String NAME = "moving.example";
  private static final byte[] CLIP = clip(200_000);
  private static final String ETAG = "ETag: \"v1\"";

  private final InetAddress before = InetAddress.ofLiteral("127.0.0.2");
  private final AtomicReference<InetAddress> now = new AtomicReference<>(before);
  private final ServerSocket old;

  MovedHostTest() throws IOException {
    old = new ServerSocket();
  }

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings, client -> client.dns(name -> List.of(now.get())));
  }

  @BeforeEach
  void startOldServer() throws IOException {
    old.setReuseAddress(true);
    try {
      old.bind(new InetSocketAddress(before, server.port()));
    } catch (IOException e) {
      assumeTrue(false, "this system has one loopback address only");
    }
    startPatientEngine(settings());
  }

  @AfterEach
  void stopOldServer() throws IOException {
    old.close();
  }

  private void move() {
    now.set(InetAddress.getLoopbackAddress());
  }

  private AttemptOutcome.Last fetch() throws Exception {
    String url = "http://" + NAME + ":" + server.port() + "/a";
    return downloads.begin(url(url), target(), PATIENT, meter).toTheEnd(moves::add);
  }

  private static void send(Socket socket, int from, int to) throws IOException {
    if (from == 0) {
      Replies.head(socket, 200, List.of(ETAG, "Content-Length: " + CLIP.length));
    }
    socket.getOutputStream().write(CLIP, from, to - from);
    socket.getOutputStream().flush();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100_000})
  void aHostThatHasMovedIsFoundWhereItIsAndTheClipGoesOn(int sent) throws Exception {
    server.on("/a", Replies.file(CLIP, ETAG));
    Thread leaving =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Socket silent = old.accept();
                    old.close();
                    if (sent > 0) {
                      send(silent, 0, sent);
                    }
                    move();
                    server.stall();
                    silent.close();
                  } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                  }
                });

    assertFetched(fetch(), CLIP);

    assertThat(server.requests("/a")).hasSize(1);
    if (sent > 0) {
      assertThat(server.requests("/a").getFirst().header("Range")).hasValue("bytes=" + sent + "-");
    }
    server.close();
    leaving.join();
  }

  @Test
  void anAddressThatTakesConnectionsIsWaitedForWhereverTheNameLeads() throws Exception {
    Thread slow =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (Socket socket = old.accept()) {
                    send(socket, 0, 100_000);
                    move();
                    // It is asked whether it is still there, twice, and only then does it go on.
                    old.accept().close();
                    old.accept().close();
                    send(socket, 100_000, CLIP.length);
                    // Closed with a request unread, it would take back what it sent.
                    server.stall();
                  } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                  }
                });

    assertFetched(fetch(), CLIP);

    assertThat(server.requests()).isEmpty();
    server.close();
    slow.join();
  }
}
