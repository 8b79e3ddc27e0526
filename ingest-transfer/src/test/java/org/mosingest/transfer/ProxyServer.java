package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy on loopback that takes every host for 127.0.0.1, and may ask for a login. Each
 * request's first line is logged, and what it was sent. Thread-safe.
 */
public final class ProxyServer implements AutoCloseable {

  private final ServerSocket listener;
  private final String login;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private ProxyServer(ServerSocket listener, String login) {
    this.listener = listener;
    this.login = login;
  }

  /**
   * Starts one.
   *
   * @param login the {@code Proxy-Authorization} that it asks for; empty for none
   */
  public static ProxyServer start(String login) throws IOException {
    ProxyServer proxy =
        new ProxyServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), login);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** The heads of all requests so far. */
  public List<String> heads() {
    return heads;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      while (true) {
        String head = head(in);
        if (head.isEmpty()) {
          return;
        }
        heads.add(head);
        OutputStream out = client.getOutputStream();
        if (!login.isEmpty() && !head.contains("Proxy-Authorization: " + login + "\r\n")) {
          out.write(
              "HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"
                  .getBytes(ISO_8859_1));
          continue;
        }
        String[] line = head.substring(0, head.indexOf('\r')).split(" ", -1);
        boolean connect = line[0].equals("CONNECT");
        URI target = URI.create(connect ? "http://" + line[1] : line[1]);
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
        open.add(server);
        if (connect) {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
          Thread.ofVirtual().start(() -> copy(in, server));
        } else {
          String path = target.getRawPath();
          server
              .getOutputStream()
              .write(
                  (line[0] + " " + path + " HTTP/1.1\r\n" + head.substring(head.indexOf('\n') + 1))
                      .getBytes(ISO_8859_1));
        }
        server.getInputStream().transferTo(out);
        return;
      }
    } catch (IOException e) {
      // Either side hung up.
    }
  }

  private static void copy(InputStream from, Socket to) {
    try {
      from.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Either side hung up.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Whether a request named this field, in any case. */
  public boolean wasSent(String field) {
    String sought = field.toLowerCase(Locale.ROOT);
    return heads.stream().anyMatch(head -> head.toLowerCase(Locale.ROOT).contains(sought));
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
