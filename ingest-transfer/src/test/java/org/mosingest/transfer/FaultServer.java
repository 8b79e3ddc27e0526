package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on loopback that does what it is told, byte for byte: each request for a path takes the
 * next {@link Script} given for it, the last one for all that follow. An unknown path is a 404.
 * Every request is logged. Thread-safe.
 */
public final class FaultServer implements AutoCloseable {

  /**
   * A request as it came.
   *
   * @param path with its query
   * @param headers names in lower case
   */
  public record Request(String method, String path, Map<String, String> headers) {
    /** A field; empty if it was not sent. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /** What to do with one request. The connection is closed afterwards. */
  @FunctionalInterface
  public interface Script {
    /** Answers on a raw socket. */
    void answer(Request request, Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final Map<String, List<Script>> scripts = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  private FaultServer(ServerSocket listener) {
    this.listener = listener;
  }

  /** A running server on a free port. */
  public static FaultServer start() throws IOException {
    return startAt(0);
  }

  /** A running server on this port: for a host that comes back. */
  public static FaultServer startAt(int port) throws IOException {
    ServerSocket listener = new ServerSocket();
    // A host that comes back finds connections of its former life.
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
    FaultServer server = new FaultServer(listener);
    Thread.ofVirtual().name("fault-server").start(server::accept);
    return server;
  }

  /** Sets what a path does, request after request. */
  public FaultServer on(String path, Script... script) {
    scripts.put(path, List.of(script));
    turns.put(path, new AtomicInteger());
    return this;
  }

  /** The URL of a path, by the server's address. */
  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** The URL of a path, by the server's name: another host to a client. */
  public String urlByName(String path) {
    return "http://localhost:" + port() + path;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** All requests so far, in order of arrival. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The requests for one path so far. */
  public List<Request> requests(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  /** Blocks until the server is closed: for a script that stalls. */
  public void stall() throws InterruptedException {
    closed.await();
  }

  /** Ends each connection that is open now, whatever its script is at. */
  public void hangUp() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    hangUp();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().name("fault-connection").start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Optional<Request> request = read(socket.getInputStream());
      if (request.isPresent()) {
        requests.add(request.get());
        next(request.get().path()).answer(request.get(), socket);
      }
    } catch (IOException e) {
      // The client hung up, which is what some tests are about.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private Script next(String path) {
    List<Script> script = scripts.getOrDefault(path, List.of());
    if (script.isEmpty()) {
      return Replies.status(404);
    }
    int turn = turns.computeIfAbsent(path, p -> new AtomicInteger()).getAndIncrement();
    return script.get(Math.min(turn, script.size() - 1));
  }

  private static Optional<Request> read(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw);
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); ; c = in.read()) {
      if (c < 0) {
        return Optional.empty();
      }
      if (c == '\n') {
        String text = line.toString(ISO_8859_1).strip();
        line.reset();
        if (text.isEmpty()) {
          break;
        }
        lines.add(text);
      } else {
        line.write(c);
      }
    }
    List<String> start = List.of(lines.getFirst().split(" ", 3));
    Map<String, String> headers = new LinkedHashMap<>();
    for (String field : lines.subList(1, lines.size())) {
      int colon = field.indexOf(':');
      headers.put(
          field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).strip());
    }
    return Optional.of(new Request(start.get(0), start.get(1), headers));
  }
}
