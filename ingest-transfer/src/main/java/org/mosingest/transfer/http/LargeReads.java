package org.mosingest.transfer.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.mosingest.transfer.reach.PublicAddresses;

/**
 * Sockets that ask the system for 64 KiB at a time. OkHttp asks for 8, and a clip of half a
 * megabyte would be seventy calls. Thread-safe.
 */
final class LargeReads extends SocketFactory {

  private static final int BUFFER = 64 << 10;

  private final OwnAddress own;
  private final boolean publicOnly;

  /**
   * Sockets that connect to any address but this process's own.
   *
   * @param publicOnly whether they connect to addresses of the public Internet only
   */
  LargeReads(OwnAddress own, boolean publicOnly) {
    this.own = own;
    this.publicOnly = publicOnly;
  }

  @Override
  public Socket createSocket() {
    return new BufferedSocket(own, publicOnly);
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
    private @Nullable InputStream in;

    BufferedSocket(OwnAddress own, boolean publicOnly) {
      this.own = own;
      this.publicOnly = publicOnly;
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
