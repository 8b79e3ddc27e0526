package org.mosingest.cli.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.mosingest.core.probe.BundledFfmpeg;

/**
 * Real clips on a free port of loopback: as many as are asked for, each with bytes of its own.
 *
 * <p>Safe for use by many threads.
 */
public final class ServedClips implements AutoCloseable {

  private final Map<ClipEncoding, byte[]> clips;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private ServedClips(Map<ClipEncoding, byte[]> clips, HttpServer server) {
    this.clips = clips;
    this.server = server;
  }

  /**
   * Makes one clip of each format with the bundled ffmpeg, and serves them.
   *
   * @param folder an existing one, where the clips are made
   * @throws IOException if a clip cannot be made, or there is no port
   * @throws InterruptedException if interrupted
   */
  public static ServedClips start(Path folder) throws IOException, InterruptedException {
    Path ffmpeg = BundledFfmpeg.extract().ffmpeg();
    Map<ClipEncoding, byte[]> clips = new EnumMap<>(ClipEncoding.class);
    for (ClipEncoding encoding : ClipEncoding.values()) {
      Path file = folder.resolve(encoding + "." + encoding.suffix());
      clips.put(encoding, encoding.encode(ffmpeg, file));
    }
    ServedClips served =
        new ServedClips(
            clips,
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    served.server.createContext("/", served::answer);
    served.server.setExecutor(served.executor);
    served.server.start();
    return served;
  }

  /**
   * Writes the manifest of a corpus of these clips.
   *
   * @param folder the corpus's, made if missing
   * @param rows how many clips
   * @throws IOException if it cannot be written
   */
  public void writeManifest(Path folder, int rows) throws IOException {
    ClipEncoding[] encodings = ClipEncoding.values();
    StringBuilder text = new StringBuilder("file_name,url,MOS\n");
    for (int row = 0; row < rows; row++) {
      ClipEncoding encoding = encodings[row % encodings.length];
      String name = folder.getFileName() + "-" + row + "." + encoding.suffix();
      text.append(name)
          .append(",http://127.0.0.1:")
          .append(server.getAddress().getPort())
          .append('/')
          .append(encoding)
          .append('/')
          .append(name)
          .append(",3.5\n");
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("manifest.csv"), text);
  }

  /** Stops at once: answers under way are cut off. */
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
    executor.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      ClipEncoding encoding = ClipEncoding.valueOf(path.substring(1, path.indexOf('/', 1)));
      byte[] clip = clips.getOrDefault(encoding, new byte[0]);
      byte[] ending = encoding.ending(path);
      exchange.getResponseHeaders().set("Content-Type", "video/" + encoding.suffix());
      exchange.getResponseHeaders().set("ETag", '"' + Integer.toHexString(path.hashCode()) + '"');
      exchange.sendResponseHeaders(200, (long) clip.length + ending.length);
      OutputStream body = exchange.getResponseBody();
      body.write(clip);
      body.write(ending);
    }
  }
}
