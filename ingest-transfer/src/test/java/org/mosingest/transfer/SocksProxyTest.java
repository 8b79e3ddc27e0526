package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.reach.Reach;

/** Servers behind a SOCKS proxy (RFC 1928), which the environment names. */
final class SocksProxyTest extends DownloadTestBase {

  private final AtomicInteger connections = new AtomicInteger();

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings);
  }

  @Test
  void allProxyMayBeASocksProxyWhichFindsTheHost() throws Exception {
    server.on("/a", Replies.body(HttpFaults.CLIP));
    try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> accept(proxy));
      String through = "socks5://127.0.0.1:" + proxy.getLocalPort();
      Reach reach =
          Reach.of(
              Map.of("ALL_PROXY", through),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              Optional.empty(),
              List.of(),
              false);
      downloads.close();
      downloads = engine(settings().withReach(reach));
      String far = "http://far.example:" + url(server.url("/a")).port() + "/a";

      assertFetched(settle(downloads.begin(url(far), target(), POLICY, meter)), HttpFaults.CLIP);
      assertThat(connections.get()).isPositive();
    }
  }

  private void accept(ServerSocket proxy) {
    while (!proxy.isClosed()) {
      try {
        Socket client = proxy.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  /** Takes every host for 127.0.0.1. */
  private static void serve(Socket client) {
    try (client;
        DataInputStream in = new DataInputStream(client.getInputStream())) {
      OutputStream out = client.getOutputStream();
      in.readByte();
      in.skipNBytes(in.readUnsignedByte());
      out.write(new byte[] {5, 0});
      in.skipNBytes(3);
      int kind = in.readUnsignedByte();
      in.skipNBytes(kind == 1 ? 4 : kind == 4 ? 16 : in.readUnsignedByte());
      int port = in.readUnsignedShort();
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
        out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
        Thread up = Thread.ofVirtual().start(() -> copy(in, server));
        server.getInputStream().transferTo(out);
        client.shutdownOutput();
        up.join();
      }
    } catch (IOException | InterruptedException e) {
      // The client is gone.
    }
  }

  private static void copy(InputStream in, Socket server) {
    try {
      in.transferTo(server.getOutputStream());
    } catch (IOException e) {
      // One of them is gone.
    }
  }
}
