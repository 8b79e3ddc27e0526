package org.mosingest.cli.storm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;

/**
 * A server without a fault that has the clips of a corpus, small real ones, and takes its time; it
 * writes down what it sends. Thread-safe.
 */
final class ClipServer implements AutoCloseable {

  private static final int PADDING = 30_000;
  private static final int CHUNK = 4_096;

  /**
   * A request for a clip.
   *
   * @param from the first byte that was sent
   * @param sent how many bytes were sent
   */
  record Fetch(int clip, int from, AtomicInteger sent) {}

  private final FaultServer server = FaultServer.start();
  private final List<byte[]> clips = new ArrayList<>();
  private final List<Fetch> fetches = new CopyOnWriteArrayList<>();
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicLong pauseNanos;

  /** Starts it. */
  ClipServer(int count, Duration pause) throws IOException {
    pauseNanos = new AtomicLong(pause.toNanos());
    byte[] video = Files.readAllBytes(ClipZoo.H264_MP4.path());
    for (int i = 0; i < count; i++) {
      clips.add(padded(video, i));
      int clip = i;
      server.on("/" + i, (request, socket) -> serve(clip, request, socket));
    }
  }

  /**
   * A free box at the end (ISO/IEC 14496-12 section 8.1.2) makes it another clip and no other
   * video.
   */
  private static byte[] padded(byte[] video, int number) {
    byte[] all = Arrays.copyOf(video, video.length + PADDING);
    ByteBuffer box =
        ByteBuffer.wrap(all, video.length, PADDING).putInt(PADDING).put("free".getBytes(US_ASCII));
    while (box.remaining() >= Integer.BYTES) {
      box.putInt(number * PADDING + box.position());
    }
    return all;
  }

  String url(int clip) {
    return server.url("/" + clip);
  }

  byte[] clip(int number) {
    return clips.get(number);
  }

  int count() {
    return clips.size();
  }

  /** Of all clips. */
  long bytes() {
    return clips.stream().mapToLong(clip -> clip.length).sum();
  }

  /** What was asked for since the last {@link #forget}, in order. */
  List<Fetch> fetches() {
    return List.copyOf(fetches);
  }

  /** Begins a new list. */
  void forget() {
    fetches.clear();
  }

  /** Whether no request is being answered. */
  boolean isQuiet() {
    return active.get() == 0;
  }

  private void serve(int number, FaultServer.Request request, Socket socket) throws IOException {
    active.incrementAndGet();
    try {
      byte[] content = clips.get(number);
      String tag = "\"clip-" + number + "\"";
      int from = 0;
      Optional<String> range = request.header("Range");
      if (range.isPresent() && request.header("If-Range").equals(Optional.of(tag))) {
        from = Integer.parseInt(range.get().replaceAll("bytes=(\\d+)-", "$1"));
      }
      Fetch fetch = new Fetch(number, from, new AtomicInteger());
      fetches.add(fetch);
      socket.setSendBufferSize(CHUNK);
      List<String> fields =
          new ArrayList<>(List.of("ETag: " + tag, "Content-Length: " + (content.length - from)));
      if (from > 0) {
        fields.add(
            "Content-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      }
      Replies.head(socket, from > 0 ? 206 : 200, fields);
      for (int at = from; at < content.length; at += CHUNK) {
        int count = Math.min(CHUNK, content.length - at);
        socket.getOutputStream().write(content, at, count);
        socket.getOutputStream().flush();
        fetch.sent().addAndGet(count);
        LockSupport.parkNanos(pauseNanos.get());
      }
    } finally {
      active.decrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
