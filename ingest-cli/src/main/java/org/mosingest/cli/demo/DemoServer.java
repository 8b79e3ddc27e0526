package org.mosingest.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A web server on a free port of loopback that hands out the demo's clips: with strong ETags and
 * ranges as a good server does, and with the faults of bad ones where they are planned. It keeps a
 * log of what was asked of it, as proof.
 *
 * <p>Safe for use by many threads.
 */
public final class DemoServer implements AutoCloseable {

  private static final long TICK_MS = 5;

  private final Map<String, ServedClip> clips;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<RequestEntry> log = new CopyOnWriteArrayList<>();
  private final Throttle throttle;
  private final FaultyRoutes routes;

  private DemoServer(Map<String, ServedClip> clips, long bytesPerSecond) throws IOException {
    this.clips = Map.copyOf(clips);
    this.throttle = new Throttle(bytesPerSecond);
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on a free port of 127.0.0.1 for the demo: " + e.getMessage(), e);
    }
    int port = server.getAddress().getPort();
    this.routes = new FaultyRoutes(this.clips, throttle, name -> uri(port, name));
  }

  static DemoServer start(Map<String, ServedClip> clips, long bytesPerSecond) throws IOException {
    DemoServer started = new DemoServer(clips, bytesPerSecond);
    started.server.createContext("/", started::answer);
    started.server.setExecutor(started.executor);
    started.server.start();
    return started;
  }

  /** Where the clips are: {@code http://127.0.0.1:PORT/}. */
  public URI base() {
    return uri("");
  }

  /** The address of a clip, escaped as it must be; of one that is not served, too. */
  public URI uri(String name) {
    return uri(server.getAddress().getPort(), name);
  }

  private static URI uri(int port, String name) {
    String path =
        Stream.of(name.split("/", -1))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    return URI.create("http://127.0.0.1:" + port + "/" + path);
  }

  /** The strong ETag of a clip, quotes included. */
  public String etag(String name) {
    ServedClip clip = clips.get(name);
    if (clip == null || clip.file() == null) {
      throw new IllegalArgumentException("no clip is served under the name \"" + name + "\"");
    }
    return clip.etag();
  }

  /**
   * Changes the throttle while the server runs, for transfers under way too; 0 is as fast as it
   * goes.
   */
  public void throttle(long newBytesPerSecond) {
    throttle.set(newBytesPerSecond);
  }

  /**
   * All requests so far, in the order they came. An answer's bytes are counted before they are
   * sent: whoever has received a body finds it here.
   */
  public List<DemoRequest> requests() {
    return log.stream().map(RequestEntry::snapshot).toList();
  }

  /**
   * The requests for one clip so far, those to where {@link DemoFault#REDIRECT} leads included.
   *
   * @param name the clip's name
   */
  public List<DemoRequest> requests(String name) {
    return requests().stream().filter(request -> request.clip().equals(name)).toList();
  }

  /**
   * Waits until the server has noticed that clients have left, and no answer is under way.
   *
   * @param limit how long at most
   * @throws InterruptedException if interrupted while waiting
   */
  public void awaitQuiet(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!log.stream().allMatch(RequestEntry::isOver) && System.nanoTime() < end) {
      Thread.sleep(TICK_MS);
    }
  }

  /** Stops at once: answers under way are cut off. */
  @Override
  public void close() {
    throttle.close();
    server.stop(0);
    executor.shutdownNow();
    executor.close();
  }

  private void answer(HttpExchange exchange) {
    RequestEntry entry =
        new RequestEntry(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Range"));
    log.add(entry);
    try (exchange) {
      routes.route(new ClipAnswer(exchange, entry, throttle));
    } catch (IOException ignored) {
      // Half an answer, the client gone, or this server closed. The log says how far it came.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      entry.end();
    }
  }
}
