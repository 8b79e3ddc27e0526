package org.mosingest.daemon.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that ask the system for 64 KiB at a time. OkHttp asks for 8, and a clip of half a megabyte would be seventy calls.
 * Thread-safe.
 */
final class LargeReads extends SocketFactory {

  private static final int BUFFER = 64 << 10;

  @Override
  public Socket createSocket() {
    return new BufferedSocket();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("OkHttp connects its sockets itself");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket(host.getHostName(), port);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
    return createSocket(address, port);
  }

  private static final class BufferedSocket extends Socket {
    private @Nullable InputStream in;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      InputStream buffered = in;
      if (buffered == null) {
        buffered = new BufferedInputStream(super.getInputStream(), BUFFER);
        in = buffered;
      }
      return buffered;
    }
  }
}
