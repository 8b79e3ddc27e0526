package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mosingest.transfer.FaultServer.Request;
import org.mosingest.transfer.FaultServer.Script;

/** Scripts for {@link FaultServer}. */
public final class Replies {

  private Replies() {}

  /** A status without a body, and fields written {@code "Name: value"}. */
  public static Script status(int status, String... fields) {
    return (request, socket) -> {
      List<String> all = new ArrayList<>(List.of(fields));
      all.add("Content-Length: 0");
      head(socket, status, all);
    };
  }

  /** A whole body with its length, whatever was asked for. */
  public static Script body(byte[] content, String... fields) {
    return file(content, fields).withoutRanges();
  }

  /** A file that can be fetched in ranges. */
  public static FileReply file(byte[] content, String... fields) {
    return new FileReply(content, List.of(fields), true, -1, false);
  }

  /** Raw bytes, then the connection is closed. */
  public static Script raw(byte[] bytes) {
    return (request, socket) -> {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    };
  }

  /** A connection reset without any reply. */
  public static Script reset() {
    return (request, socket) -> socket.setSoLinger(true, 0);
  }

  /**
   * A body in chunks; {@code cutAfter} bytes of it if that is not negative, then the connection
   * ends without a last chunk.
   */
  public static Script chunked(byte[] content, int cutAfter, String... fields) {
    return (request, socket) -> {
      List<String> all = new ArrayList<>(List.of(fields));
      all.add("Transfer-Encoding: chunked");
      head(socket, 200, all);
      OutputStream out = socket.getOutputStream();
      int end = cutAfter < 0 ? content.length : cutAfter;
      for (int at = 0; at < end; at += 1000) {
        int size = Math.min(1000, end - at);
        out.write((Integer.toHexString(size) + "\r\n").getBytes(ISO_8859_1));
        out.write(content, at, size);
        out.write("\r\n".getBytes(ISO_8859_1));
      }
      if (cutAfter < 0) {
        out.write("0\r\n\r\n".getBytes(ISO_8859_1));
      }
      out.flush();
    };
  }

  /** Writes a reply's head. */
  public static void head(Socket socket, int status, List<String> fields) throws IOException {
    StringBuilder head =
        new StringBuilder("HTTP/1.1 ").append(status).append(" Told\r\nConnection: close\r\n");
    fields.forEach(field -> head.append(field).append("\r\n"));
    socket.getOutputStream().write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /**
   * A file. Ranges and {@code If-Range} are obeyed as RFC 9110 says, by the {@code ETag} or {@code
   * Last-Modified} among the fields. Immutable.
   */
  public static final class FileReply implements Script {
    private final byte[] content;
    private final List<String> fields;
    private final boolean ranges;
    private final int cutAfter;
    private final boolean stall;

    private FileReply(
        byte[] content, List<String> fields, boolean ranges, int cutAfter, boolean stall) {
      this.content = content;
      this.fields = fields;
      this.ranges = ranges;
      this.cutAfter = cutAfter;
      this.stall = stall;
    }

    /** The same, but the whole body comes whatever is asked for. */
    public FileReply withoutRanges() {
      return new FileReply(content, fields, false, cutAfter, stall);
    }

    /** The same, but the connection ends after that many bytes. */
    public FileReply cutAfter(int bytes) {
      return new FileReply(content, fields, ranges, bytes, false);
    }

    /** The same, but nothing more comes after that many bytes, until the client hangs up. */
    public FileReply stallAfter(int bytes) {
      return new FileReply(content, fields, ranges, bytes, true);
    }

    @Override
    public void answer(Request request, Socket socket) throws IOException, InterruptedException {
      int from = ranges ? from(request) : 0;
      List<String> all = new ArrayList<>(fields);
      if (from >= content.length) {
        all.add("Content-Range: bytes */" + content.length);
        all.add("Content-Length: 0");
        head(socket, 416, all);
        return;
      }
      int length = content.length - from;
      all.add("Content-Length: " + length);
      if (from > 0) {
        all.add("Content-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      }
      head(socket, from > 0 ? 206 : 200, all);
      int sent = cutAfter < 0 ? length : Math.min(cutAfter, length);
      socket.getOutputStream().write(Arrays.copyOfRange(content, from, from + sent));
      socket.getOutputStream().flush();
      if (stall) {
        // Until the client gives up: nothing more is ever sent.
        socket.getInputStream().read();
      }
    }

    private int from(Request request) {
      String range = request.header("Range").orElse("");
      String wanted = request.header("If-Range").orElse("");
      boolean same =
          wanted.isEmpty() || fields.stream().anyMatch(field -> field.endsWith(": " + wanted));
      return range.startsWith("bytes=") && same
          ? Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')))
          : 0;
    }
  }
}
