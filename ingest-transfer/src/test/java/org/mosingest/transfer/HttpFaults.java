package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mosingest.transfer.FaultServer.Script;

/** Scripts that break HTTP/1.1 in one way each. */
final class HttpFaults {

  /** A whole MP4 by its boxes: {@code ftyp}, then one {@code mdat} to the end. */
  static final byte[] CLIP = boxed(100_000);

  static final String TAG = "ETag: \"v1\"";
  static final String WEAK = "ETag: W/\"v1\"";
  static final String DATE = "Last-Modified: Tue, 03 Feb 2015 04:05:06 GMT";

  private HttpFaults() {}

  private static byte[] boxed(int length) {
    byte[] bytes = DownloadTestBase.clip(length);
    int rest = length - 24;
    byte[] mdat = {
      (byte) (rest >> 24), (byte) (rest >> 16), (byte) (rest >> 8), (byte) rest, 'm', 'd', 'a', 't'
    };
    System.arraycopy(mdat, 0, bytes, 24, mdat.length);
    return bytes;
  }

  static Script whole() {
    return Replies.file(CLIP, TAG);
  }

  static Script half() {
    return Replies.file(CLIP, TAG).cutAfter(CLIP.length / 2);
  }

  static Script text(String reply) {
    return Replies.raw(reply.getBytes(ISO_8859_1));
  }

  /** A head that is not written by {@link Replies#head}, then so many bytes of the clip. */
  static Script headAndBody(String head, int from, int to) {
    return (request, socket) -> {
      OutputStream out = socket.getOutputStream();
      out.write((head + "\r\n\r\n").getBytes(ISO_8859_1));
      out.write(CLIP, from, to - from);
      out.flush();
    };
  }

  /** A 206 with that range, bringing the clip's second half. */
  static Script part(String... fields) {
    int half = CLIP.length / 2;
    return (request, socket) -> {
      List<String> all = new ArrayList<>(List.of(fields));
      all.add("Content-Length: " + half);
      Replies.head(socket, 206, all);
      socket.getOutputStream().write(CLIP, half, half);
      socket.getOutputStream().flush();
    };
  }

  /** So many bytes at once, then one every 40 ms: never a stall, and never an end. */
  static Script drip(int atOnce) {
    return (request, socket) -> {
      int from =
          request
              .header("Range")
              .map(range -> Integer.parseInt(range.replaceAll("\\D", "")))
              .orElse(0);
      List<String> all = new ArrayList<>(List.of(TAG, "Content-Length: " + (CLIP.length - from)));
      if (from > 0) {
        all.add("Content-Range: bytes " + from + "-" + (CLIP.length - 1) + "/" + CLIP.length);
      }
      Replies.head(socket, from > 0 ? 206 : 200, all);
      int begin = from == 0 ? atOnce : 0;
      socket.getOutputStream().write(CLIP, from, begin);
      drop(socket.getOutputStream(), Arrays.copyOfRange(CLIP, from + begin, CLIP.length));
    };
  }

  /** A head that never ends, byte by byte. */
  static Script dripHead() {
    return (request, socket) -> {
      socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(ISO_8859_1));
      drop(socket.getOutputStream(), "x".repeat(10_000).getBytes(ISO_8859_1));
    };
  }

  private static void drop(OutputStream out, byte[] bytes)
      throws IOException, InterruptedException {
    for (byte one : bytes) {
      out.write(one);
      out.flush();
      // The server's own pace, not a wait for a condition.
      boolean _ = new CountDownLatch(1).await(40, TimeUnit.MILLISECONDS);
    }
  }

  /** Chunked, with this in place of the second chunk's size line. */
  static Script badChunk(String sizeLine) {
    return (request, socket) -> {
      Replies.head(socket, 200, List.of(TAG, "Transfer-Encoding: chunked"));
      OutputStream out = socket.getOutputStream();
      out.write("4e20\r\n".getBytes(ISO_8859_1));
      out.write(CLIP, 0, 20_000);
      out.write(("\r\n" + sizeLine + "\r\n").getBytes(ISO_8859_1));
      out.write(CLIP, 20_000, 20_000);
      out.flush();
    };
  }

  /** Half of the body, then a reset instead of an end. */
  static Script resetInBody() {
    return (request, socket) -> {
      half().answer(request, socket);
      socket.setSoLinger(true, 0);
    };
  }

  /** Half of the body, then the server's direction is shut while it goes on listening. */
  static Script shutOutput(int sent) {
    return (request, socket) -> {
      if (sent > 0) {
        Replies.file(CLIP, TAG).cutAfter(sent).answer(request, socket);
      }
      socket.shutdownOutput();
      int _ = socket.getInputStream().read();
    };
  }

  /** The client's direction is shut before the whole answer is sent. */
  static Script shutInput() {
    return (request, socket) -> {
      socket.shutdownInput();
      whole().answer(request, socket);
    };
  }
}
