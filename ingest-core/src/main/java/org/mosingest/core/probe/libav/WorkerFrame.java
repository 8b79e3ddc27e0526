package org.mosingest.core.probe.libav;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A message on the pipe between us and a worker, in either direction: a mark, a number that a reply
 * shares with its request, a length, the body. What is no frame, a library's cry on stdout say,
 * fails on the mark.
 */
final class WorkerFrame {

  /** Longer than any path or reply. */
  static final int LONGEST = 1 << 16;

  private static final int MARK = 0x4d4f5331;
  private static final int HEADER = 12;

  private final int number;
  private final byte[] body;

  /** The body is not copied. */
  WorkerFrame(int number, byte[] body) {
    this.number = number;
    this.body = body;
  }

  /** 0 for the greeting. */
  int number() {
    return number;
  }

  byte[] body() {
    return body;
  }

  /** One write, so that a reader wakes once. */
  void writeTo(OutputStream out) throws IOException {
    out.write(
        ByteBuffer.allocate(HEADER + body.length)
            .putInt(MARK)
            .putInt(number)
            .putInt(body.length)
            .put(body)
            .array());
    out.flush();
  }

  /**
   * Reads the next frame.
   *
   * @throws EOFException if the stream ends, before a frame or in it
   * @throws IOException if what comes is no frame
   */
  static WorkerFrame readFrom(DataInputStream in) throws IOException {
    if (in.readInt() != MARK) {
      throw new IOException("something that is no frame");
    }
    int number = in.readInt();
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a frame of " + length + " bytes");
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return new WorkerFrame(number, body);
  }
}
