package org.mosingest.cli.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The answer to one request: a text, or a clip, whole, in a range or cut short. */
record ClipAnswer(HttpExchange exchange, RequestEntry entry, Throttle throttle) {

  /** Sets a header of the answer. */
  ClipAnswer header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
    return this;
  }

  /** Answers with a plain text. */
  void text(int status, String text) throws IOException {
    page(status, "text/plain", text);
  }

  /** Answers with a text of some kind. */
  void page(int status, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    header("Content-Type", type);
    OutputStream out = begin(status, body.length);
    if (out != null) {
      entry.sending(body.length);
      out.write(body);
      out.flush();
    }
  }

  /** Answers with a clip, or the range of it that is asked for. */
  void clip(ServedClip clip) throws IOException, InterruptedException {
    clip(clip, 1);
  }

  /** Answers with the first {@code 1/denominator} of what it announces. */
  void clip(ServedClip clip, int denominator) throws IOException, InterruptedException {
    Path file = clip.file();
    if (file == null) {
      throw new IllegalStateException(
          "a clip without a file has no fault that serves it: " + entry.target());
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Accept-Ranges", "bytes");
    headers.set("ETag", clip.etag());
    headers.set("Last-Modified", clip.lastModified());
    headers.set("Content-Type", clip.mediaType());
    ByteRange range = null;
    if (entry.isGet() && clip.isUnchangedFor(exchange.getRequestHeaders().getFirst("If-Range"))) {
      range = ByteRange.of(entry.range(), clip.size());
    }
    if (range != null && range.isUnsatisfiable()) {
      headers.set("Content-Range", "bytes */" + clip.size());
      text(416, "the clip has no bytes there\n");
      return;
    }
    long start = 0;
    long length = clip.size();
    if (range != null) {
      start = range.first();
      length = range.length();
      headers.set(
          "Content-Range", "bytes " + start + "-" + (start + length - 1) + "/" + clip.size());
    }
    OutputStream out = begin(range == null ? 200 : 206, length);
    if (out != null) {
      send(file, start, length / denominator, out);
    }
  }

  /** Sends the head of the answer; null if it has no body. */
  private @Nullable OutputStream begin(int status, long length) throws IOException {
    boolean head = entry.isHead();
    entry.answered(status, head ? 0 : length);
    if (head) {
      header("Content-Length", Long.toString(length));
    }
    exchange.sendResponseHeaders(status, head || length == 0 ? -1 : length);
    return head || length == 0 ? null : exchange.getResponseBody();
  }

  private void send(Path file, long start, long length, OutputStream out)
      throws IOException, InterruptedException {
    Throttle.Pace pace = throttle.pace();
    byte[] chunk = new byte[1 << 16];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(start);
      long left = length;
      while (left > 0) {
        int most = Math.toIntExact(Math.min(left, Math.min(chunk.length, pace.nextChunk())));
        int read = channel.read(ByteBuffer.wrap(chunk, 0, most));
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
        pace.sent(read);
      }
    }
  }
}
