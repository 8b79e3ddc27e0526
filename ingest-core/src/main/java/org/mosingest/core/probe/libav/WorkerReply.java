package org.mosingest.core.probe.libav;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What a worker says: one greeting, then one reply to each request. */
sealed interface WorkerReply {

  /** The worker is ready; the version is libavformat's. */
  record Hello(String version) implements WorkerReply {}

  /** The clip holds a video. */
  record Found(NativeFacts facts) implements WorkerReply {}

  /**
   * The libraries make no video of the clip; ffprobe can tell why in its own words. In a greeting's
   * place: the libraries cannot be used here.
   */
  record Unsure(String why) implements WorkerReply {}

  /**
   * The body of a {@link WorkerFrame}. No pattern switch here: setting one up costs a worker a
   * tenth of its start.
   */
  static byte[] encode(WorkerReply reply) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    DataOutputStream out = new DataOutputStream(bytes);
    if (reply instanceof Hello hello) {
      out.writeByte('H');
      out.writeUTF(hello.version());
    } else if (reply instanceof Found found) {
      out.writeByte('F');
      found.facts().writeTo(out);
    } else if (reply instanceof Unsure unsure) {
      out.writeByte('U');
      out.writeUTF(unsure.why());
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #encode} wrote. */
  static WorkerReply decode(byte[] body) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    WorkerReply reply =
        switch (in.readByte()) {
          case 'H' -> new Hello(in.readUTF());
          case 'F' -> new Found(NativeFacts.readFrom(in));
          case 'U' -> new Unsure(in.readUTF());
          default -> throw new IOException("a reply of an unknown kind");
        };
    if (in.read() >= 0) {
      throw new IOException("a reply with something behind it");
    }
    return reply;
  }
}
