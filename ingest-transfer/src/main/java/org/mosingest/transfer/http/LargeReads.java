package org.mosingest.transfer.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.mosingest.transfer.reach.PublicAddresses;

/**
 * Sockets that ask the system for 64 KiB at a time. OkHttp asks for 8, and a clip of half a
 * megabyte would be seventy calls. Until a connection carries requests, a TLS handshake and a
 * proxy's {@code CONNECT} included, no read waits for longer than a connection may take.
 * Thread-safe.
 */
final class LargeReads extends SocketFactory {

  private static final int BUFFER = 64 << 10;

  private final OwnAddress own;
  private final boolean publicOnly;
  private final int connectMillis;

  /**
   * Sockets that connect to any address but this process's own.
   *
   * @param publicOnly whether they connect to addresses of the public Internet only
   * @param connectTimeout for how long a peer may be silent before a connection carries requests
   */
  LargeReads(OwnAddress own, boolean publicOnly, Duration connectTimeout) {
    this.own = own;
    this.publicOnly = publicOnly;
    this.connectMillis = Math.toIntExact(Math.max(1, connectTimeout.toMillis()));
  }

  @Override
  public Socket createSocket() {
    return new BufferedSocket(own, publicOnly, connectMillis);
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw connected();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw connected();
  }

  private static UnsupportedOperationException connected() {
    return new UnsupportedOperationException("OkHttp connects its sockets itself");
  }

  private static final class BufferedSocket extends Socket {
    private final OwnAddress own;
    private final boolean publicOnly;
    private final int connectMillis;
    private @Nullable InputStream in;
    private boolean connecting = true;

    BufferedSocket(OwnAddress own, boolean publicOnly, int connectMillis) {
      this.own = own;
      this.publicOnly = publicOnly;
      this.connectMillis = connectMillis;
    }

    /** OkHttp sets it before it connects, and again when the connection is to carry requests. */
    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
      super.setSoTimeout(
          connecting && (millis == 0 || millis > connectMillis) ? connectMillis : millis);
      connecting = false;
    }

    /** Looked at here, any name, redirect and change of a name has been followed to its address. */
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (endpoint instanceof InetSocketAddress target && own.isOwn(target)) {
        throw new OwnAddress.OwnAddressException();
      }
      if (publicOnly
          && !(endpoint instanceof InetSocketAddress target
              && target.getAddress() != null
              && PublicAddresses.contains(target.getAddress()))) {
        throw new AddressRefusedException();
      }
      super.connect(endpoint, timeout);
    }

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
