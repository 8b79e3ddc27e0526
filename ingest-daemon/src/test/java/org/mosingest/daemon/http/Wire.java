package org.mosingest.daemon.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection of which a test decides every byte. */
final class Wire implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Socket socket;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Says that nothing more is sent; answers are still read. */
  Wire done() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Everything until the service closes the connection. */
  String all() throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException reset) {
      return "reset";
    }
  }

  /** The status of the next answer; 0 if the connection ends without one. */
  int status() throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    try {
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        line.append((char) c);
      }
    } catch (SocketException reset) {
      return 0;
    }
    return line.isEmpty() ? 0 : Integer.parseInt(line.substring(9, 12));
  }

  /** Whether the service closes the connection within that time, whatever it says before. */
  boolean endsWithin(Duration time) throws IOException {
    long begun = System.nanoTime();
    var _ = all();
    return System.nanoTime() - begun < time.toNanos();
  }

  /**
   * Sends a piece every tenth of a second; whether the service ends the connection within that
   * time.
   */
  boolean endsAlthoughFed(String piece, Duration time) throws IOException {
    socket.setSoTimeout(100);
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < time.toNanos()) {
      try {
        send(piece);
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException silence) {
        // The pause until the next piece.
      } catch (SocketException reset) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
