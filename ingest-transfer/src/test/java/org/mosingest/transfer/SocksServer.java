package org.mosingest.transfer;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A SOCKS proxy (RFC 1928) on loopback that takes every host for 127.0.0.1. Thread-safe. */
public final class SocksServer implements AutoCloseable {

  private final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket listener;

  private SocksServer(ServerSocket listener) {
    this.listener = listener;
  }

  /** Starts one. */
  public static SocksServer start() throws IOException {
    SocksServer proxy = new SocksServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How often it was connected to. */
  public int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
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
