package org.mosingest.daemon.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.row.VideoFacts;

/**
 * A corpus folder made for one test, and what its output should be, worked out without the
 * program's own code.
 */
public final class CorpusBed {

  private final Path folder;
  private final StringBuilder manifest = new StringBuilder("file_name,url,MOS,SD,n\n");

  /** A new corpus in an empty folder, which is made if need be. */
  public CorpusBed(Path folder) {
    try {
      Files.createDirectories(folder.resolve("clips"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.folder = folder;
  }

  /** The corpus folder. */
  public Path folder() {
    return folder;
  }

  /** The default output. */
  public Path output() {
    return folder.resolve("konvid_150k.jsonl");
  }

  /** The default download progress. */
  public Path progress() {
    return folder.resolve(".download-progress.json");
  }

  /** A clip's place. */
  public Path clip(String name) {
    return folder.resolve("clips").resolve(name);
  }

  /** Adds a row; spread 0.5 and 7 ratings. */
  public CorpusBed row(String name, String url, String mos) {
    manifest
        .append('"')
        .append(name.replace("\"", "\"\""))
        .append("\",")
        .append(url)
        .append(',')
        .append(mos)
        .append(",0.5,7\n");
    return this;
  }

  /** Adds a row and puts its clip in place. */
  public CorpusBed local(String name, byte[] bytes, String mos) throws IOException {
    Files.createDirectories(clip(name).resolveSibling(""));
    Files.write(clip(name), bytes);
    return row(name, "", mos);
  }

  /** Writes {@code manifest.csv} with the rows so far. */
  public CorpusBed write() throws IOException {
    Files.writeString(folder.resolve("manifest.csv"), manifest);
    return this;
  }

  /** Lines of the output, the instant replaced by {@code T}; none if there is no output. */
  public List<String> lines() throws IOException {
    return Files.exists(output())
        ? withoutInstant(Files.readString(output())).lines().toList()
        : List.of();
  }

  /** The same rows, the run's instant replaced by {@code T} wherever it has its promised form. */
  public static String withoutInstant(String jsonl) {
    return jsonl.replaceAll(
        "\"ingested_at_utc\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+00:00\"}\n",
        "\"ingested_at_utc\":\"T\"}\n");
  }

  /**
   * Bytes that {@link FakeClipProbe} takes for a video, different for each number, and that a
   * server may send.
   */
  public static byte[] fake(int number) {
    return FakeClipProbe.video(facts(number), "\u0001clip " + number + "\n");
  }

  private static VideoFacts facts(int number) {
    return new VideoFacts(100 + number % 9, 96, 25.0, 0.4, "yuv420p", "h264");
  }

  /** The row of {@link #fake} as it should be written, its instant as {@code T}. */
  public static String fakeLine(String src, int number, String mos) {
    return line(
        src, fake(number), facts(number).width() + ",96,25.0,0.4,yuv420p,h264", mos, "0.5", "7");
  }

  /**
   * A row as it should be written.
   *
   * @param facts width, height, frame rate, duration, pixel format and codec, joined by commas
   */
  public static String line(
      String src, byte[] bytes, String facts, String mos, String spread, String ratings) {
    String[] fact = facts.split(",", -1);
    return "{\"src\":\"%s\",\"src_sha256\":\"%s\",\"src_size_bytes\":%d,"
            .formatted(src, sha256(bytes), bytes.length)
        + "\"width\":%s,\"height\":%s,\"framerate\":%s,\"duration_s\":%s,\"pix_fmt\":\"%s\",\"encoder_upstream\":\"%s\","
            .formatted((Object[]) fact)
        + "\"mos\":%s,\"mos_std_dev\":%s,\"n_ratings\":%s,".formatted(mos, spread, ratings)
        + "\"corpus\":\"konvid-150k\",\"corpus_version\":\"konvid-150k-2019\",\"ingested_at_utc\":\"T\"}";
  }

  /** The hash in hexadecimal. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java platform has SHA-256", e);
    }
  }

  /**
   * Every file and folder below, with the hash of its bytes: equal before and after where nothing
   * was touched.
   */
  public static Map<String, String> snapshot(Path root) throws IOException {
    Map<String, String> found = new TreeMap<>();
    List<Path> all = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.forEach(all::add);
    }
    for (Path path : all) {
      boolean file = Files.isRegularFile(path);
      found.put(
          root.relativize(path).toString(),
          (file ? sha256(Files.readAllBytes(path)) : "no file")
              + " "
              + Files.getLastModifiedTime(path));
    }
    return found;
  }

  /** Waits until it is so, a minute at most. */
  public static void await(String what, BooleanSupplier condition) {
    await(what, Duration.ofMinutes(1), condition);
  }

  /** Waits until it is so, that long at most. */
  public static void await(String what, Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  /** Adds bytes to an MP4 that no reader looks at: other content, the same video. */
  public static byte[] marked(byte[] mp4, String mark) {
    byte[] text = mark.getBytes(UTF_8);
    byte[] all = java.util.Arrays.copyOf(mp4, mp4.length + 8 + text.length);
    byte[] head = {0, 0, 0, (byte) (8 + text.length), 'f', 'r', 'e', 'e'};
    System.arraycopy(head, 0, all, mp4.length, 8);
    System.arraycopy(text, 0, all, mp4.length + 8, text.length);
    return all;
  }
}
