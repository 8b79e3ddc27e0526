package org.mosingest.cli.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Sha256;

/**
 * A web server on a free port of loopback that hands out the demo's clips: with strong ETags and ranges as a good server
 * does, and with the faults of bad ones where they are planned. It keeps a log of what was asked of it, as proof.
 *
 * <p>Safe for use by many threads.
 */
public final class DemoServer implements AutoCloseable {

  /** Where {@link DemoFault#REDIRECT} leads to: this, then the clip's name. */
  private static final String MOVED = "moved/";

  private static final int MAX_CHUNK = 1 << 16;

  /** How many times a second a throttled connection sends. */
  private static final int CHUNKS_PER_SECOND = 20;

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "mp4", "video/mp4",
          "m4v", "video/mp4",
          "mov", "video/quicktime",
          "webm", "video/webm",
          "mkv", "video/x-matroska",
          "avi", "video/x-msvideo");

  private final Map<String, Served> clips;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Entry> log = new CopyOnWriteArrayList<>();
  private final Set<String> askedBefore = ConcurrentHashMap.newKeySet();
  private volatile long bytesPerSecond;

  private DemoServer(Map<String, Served> clips, long bytesPerSecond) throws IOException {
    this.clips = clips;
    this.bytesPerSecond = bytesPerSecond;
    try {
      this.server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new IOException("cannot listen on a free port of 127.0.0.1 for the demo: " + e.getMessage(), e);
    }
  }

  /**
   * A server of these clips, not started yet.
   *
   * @param clips the files by the names they are served under; a name may have slashes inside, and needs no escaping
   */
  public static Plan serving(Map<String, Path> clips) {
    return new Plan(clips);
  }

  /**
   * A server of all files in a folder and below it, under their paths relative to it; not started yet.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static Plan serving(Path folder) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      found
          .filter(Files::isRegularFile)
          .forEach(file -> files.put(folder.relativize(file).toString().replace(folder.getFileSystem().getSeparator(), "/"), file));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Plan(files);
  }

  /** What a server is to serve and how. */
  public static final class Plan {

    private final Map<String, Path> clips;
    private final Map<String, DemoFault> faults = new LinkedHashMap<>();
    private long bytesPerSecond;

    private Plan(Map<String, Path> clips) {
      this.clips = new LinkedHashMap<>(clips);
    }

    /**
     * Plans a fault for one clip; for {@link DemoFault#NOT_FOUND} and the like it needs no file.
     *
     * @param name the clip's name
     * @param fault what goes wrong with it
     * @return this
     */
    public Plan fault(String name, DemoFault fault) {
      faults.put(name, fault);
      return this;
    }

    /**
     * Slows each connection down; 0, which it is at first, is as fast as it goes.
     *
     * @return this
     */
    public Plan bytesPerSecond(long bytesPerSecond) {
      this.bytesPerSecond = requireRate(bytesPerSecond);
      return this;
    }

    /**
     * Starts the server.
     *
     * @throws IOException if a clip cannot be read or no port be had
     * @throws IllegalArgumentException if a fault needs a clip that is not served
     */
    public DemoServer start() throws IOException {
      Map<String, Served> served = new LinkedHashMap<>();
      for (Map.Entry<String, Path> clip : clips.entrySet()) {
        served.put(clip.getKey(), Served.of(clip.getValue(), faults.getOrDefault(clip.getKey(), DemoFault.NONE)));
      }
      for (Map.Entry<String, DemoFault> planned : faults.entrySet()) {
        if (!served.containsKey(planned.getKey())) {
          served.put(planned.getKey(), Served.withoutFile(planned.getKey(), planned.getValue()));
        }
      }
      DemoServer started = new DemoServer(Map.copyOf(served), bytesPerSecond);
      started.open();
      return started;
    }
  }

  /** Where the clips are: {@code http://127.0.0.1:PORT/}. */
  public URI base() {
    return uri("");
  }

  /** The address of a clip, escaped as it must be; of one that is not served, too. */
  public URI uri(String name) {
    String path =
        Stream.of(name.split("/", -1))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path);
  }

  /** The strong ETag of a clip, quotes included. */
  public String etag(String name) {
    Served clip = clips.get(name);
    if (clip == null || clip.file() == null) {
      throw new IllegalArgumentException("no clip is served under the name \"" + name + "\"");
    }
    return clip.etag();
  }

  /** Changes the throttle while the server runs, for transfers under way too; 0 is as fast as it goes. */
  public void throttle(long newBytesPerSecond) {
    bytesPerSecond = requireRate(newBytesPerSecond);
  }

  /**
   * All requests so far, in the order they came. An answer's bytes are counted before they are sent: whoever has received a
   * body finds it here.
   */
  public List<DemoRequest> requests() {
    return log.stream().map(Entry::snapshot).toList();
  }

  /**
   * The requests for one clip so far, those to where {@link DemoFault#REDIRECT} leads included.
   *
   * @param name the clip's name
   */
  public List<DemoRequest> requests(String name) {
    return requests().stream()
        .filter(request -> request.path().equals("/" + name) || request.path().equals("/" + MOVED + name))
        .toList();
  }

  /** Stops at once: answers under way are cut off. */
  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    executor.shutdownNow();
    executor.close();
  }

  private void open() {
    server.createContext("/", this::answer);
    server.setExecutor(executor);
    server.start();
  }

  private void answer(HttpExchange exchange) {
    Entry entry =
        new Entry(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Range"));
    log.add(entry);
    try (exchange) {
      route(exchange, entry);
    } catch (IOException ignored) {
      // Half an answer, the client gone, or this server closed. The log says how far it came.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void route(HttpExchange exchange, Entry entry) throws IOException, InterruptedException {
    if (!entry.method.equals("GET") && !entry.method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      page(exchange, entry, 405, "text/plain", "only GET and HEAD are understood\n");
      return;
    }
    String name = entry.path.substring(1);
    boolean moved = name.startsWith(MOVED) && !clips.containsKey(name);
    Served clip = clips.get(moved ? name.substring(MOVED.length()) : name);
    if (clip == null || (moved && clip.fault() != DemoFault.REDIRECT)) {
      page(exchange, entry, 404, "text/plain", "no clip is served here\n");
      return;
    }
    boolean first = entry.method.equals("GET") && askedBefore.add(name);
    switch (clip.fault()) {
      case NONE -> serve(exchange, entry, clip, 1);
      case NOT_FOUND -> page(exchange, entry, 404, "text/plain", "this clip is not here\n");
      case GONE -> page(exchange, entry, 410, "text/plain", "this clip was removed by its owner\n");
      case HTML_PAGE ->
          page(exchange, entry, 200, "text/html; charset=utf-8", "<!doctype html><title>Log in</title><p>Please log in.\n");
      case BUSY -> {
        if (first) {
          exchange.getResponseHeaders().set("Retry-After", "1");
          page(exchange, entry, 503, "text/plain", "busy, come again in a second\n");
        } else {
          serve(exchange, entry, clip, 1);
        }
      }
      case REDIRECT -> {
        if (moved) {
          serve(exchange, entry, clip, 1);
        } else {
          exchange.getResponseHeaders().set("Location", uri(MOVED + name).getRawPath());
          page(exchange, entry, 302, "text/plain", "this clip has moved\n");
        }
      }
      case DROPPED_CONNECTION -> serve(exchange, entry, clip, first ? 2 : 1);
      case STALL -> {
        serve(exchange, entry, clip, first ? 3 : 1);
        if (first) {
          closing.await();
        }
      }
    }
  }

  /** Answers with a text. */
  private static void page(HttpExchange exchange, Entry entry, int status, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    OutputStream out = begin(exchange, entry, status, body.length);
    if (out != null) {
      entry.sending(body.length);
      out.write(body);
      out.flush();
    }
  }

  /** Answers with a clip, or with the first {@code 1/denominator} of what was announced. */
  private void serve(HttpExchange exchange, Entry entry, Served clip, int denominator)
      throws IOException, InterruptedException {
    Path file = clip.file();
    if (file == null) {
      throw new IllegalStateException("a clip without a file has no fault that serves it: " + entry.path);
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Accept-Ranges", "bytes");
    headers.set("ETag", clip.etag());
    headers.set("Last-Modified", clip.lastModified());
    headers.set("Content-Type", clip.mediaType());
    ByteRange range = null;
    if (entry.method.equals("GET") && clip.isUnchangedFor(exchange.getRequestHeaders().getFirst("If-Range"))) {
      range = ByteRange.of(entry.range, clip.size());
    }
    if (range != null && range.isUnsatisfiable()) {
      headers.set("Content-Range", "bytes */" + clip.size());
      page(exchange, entry, 416, "text/plain", "the clip has no bytes there\n");
      return;
    }
    long start = 0;
    long length = clip.size();
    if (range != null) {
      start = range.first();
      length = range.length();
      headers.set("Content-Range", "bytes " + start + "-" + (start + length - 1) + "/" + clip.size());
    }
    OutputStream out = begin(exchange, entry, range == null ? 200 : 206, length);
    if (out != null) {
      send(file, start, length / denominator, out, entry);
    }
  }

  /** Sends the head of an answer; null if it has no body. */
  private static @Nullable OutputStream begin(HttpExchange exchange, Entry entry, int status, long length)
      throws IOException {
    boolean head = entry.method.equals("HEAD");
    entry.answered(status, head ? 0 : length);
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
    }
    exchange.sendResponseHeaders(status, head || length == 0 ? -1 : length);
    return head || length == 0 ? null : exchange.getResponseBody();
  }

  private void send(Path file, long start, long length, OutputStream out, Entry entry)
      throws IOException, InterruptedException {
    byte[] chunk = new byte[MAX_CHUNK];
    long due = System.nanoTime();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(start);
      long left = length;
      while (left > 0) {
        long rate = bytesPerSecond;
        long most = rate == 0 ? MAX_CHUNK : Math.clamp(rate / CHUNKS_PER_SECOND, 1, MAX_CHUNK);
        int read = channel.read(ByteBuffer.wrap(chunk, 0, Math.toIntExact(Math.min(left, most))));
        if (read < 0) {
          throw new IOException("the clip " + file + " became shorter while it was served");
        }
        entry.sending(read);
        try {
          out.write(chunk, 0, read);
          out.flush();
        } catch (IOException e) {
          entry.sending(-read);
          throw e;
        }
        left -= read;
        if (rate > 0) {
          due += TimeUnit.SECONDS.toNanos(read) / rate;
          if (closing.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new IOException("the server was closed in the middle of " + file);
          }
        }
      }
    }
  }

  private static long requireRate(long bytesPerSecond) {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("a throttle is 0 (none) or so many bytes a second, not " + bytesPerSecond);
    }
    return bytesPerSecond;
  }

  /** A clip as it was when the server started. */
  private record Served(
      @Nullable Path file, DemoFault fault, long size, String etag, String lastModified, String mediaType) {

    private static final DateTimeFormatter HTTP_DATE =
        DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    static Served of(Path file, DemoFault fault) throws IOException {
      MessageDigest digest = Sha256.newDigest();
      try (InputStream in = Files.newInputStream(file)) {
        byte[] buffer = new byte[MAX_CHUNK];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      } catch (IOException e) {
        throw new IOException("cannot read the clip " + file + " that the demo is to serve: " + e.getMessage(), e);
      }
      Instant modified = Files.getLastModifiedTime(file).toInstant();
      String fileName = file.toString().toLowerCase(Locale.ROOT);
      String extension = fileName.substring(fileName.lastIndexOf('.') + 1);
      return new Served(
          file,
          fault,
          Files.size(file),
          "\"" + Sha256.finish(digest).hex().substring(0, 32) + "\"",
          HTTP_DATE.format(modified),
          MEDIA_TYPES.getOrDefault(extension, "application/octet-stream"));
    }

    static Served withoutFile(String name, DemoFault fault) {
      return switch (fault) {
        case NOT_FOUND, GONE, HTML_PAGE -> new Served(null, fault, 0, "", "", "");
        case NONE, DROPPED_CONNECTION, STALL, BUSY, REDIRECT ->
            throw new IllegalArgumentException(
                "the fault " + fault + " is planned for \"" + name + "\", but no clip is served under that name");
      };
    }

    /** Whether a range may be served: no condition, or one that names this very content (RFC 9110, 13.1.5). */
    boolean isUnchangedFor(@Nullable String ifRange) {
      return ifRange == null || ifRange.equals(etag) || ifRange.equals(lastModified);
    }
  }

  /** A request under way. */
  private static final class Entry {

    private final String method;
    private final String path;
    private final @Nullable String range;
    private int status;
    private long length;
    private long bytesSent;

    Entry(String method, String path, @Nullable String range) {
      this.method = method;
      this.path = path;
      this.range = range;
    }

    synchronized void answered(int newStatus, long newLength) {
      status = newStatus;
      length = newLength;
    }

    synchronized void sending(long bytes) {
      bytesSent += bytes;
    }

    synchronized DemoRequest snapshot() {
      return new DemoRequest(method, path, range, status, length, bytesSent);
    }
  }
}
