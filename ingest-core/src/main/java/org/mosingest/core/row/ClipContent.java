package org.mosingest.core.row;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The bytes of a clip, told by their hash and number.
 *
 * @param sha256 the SHA-256 of all bytes
 * @param sizeBytes how many there are
 */
public record ClipContent(Sha256 sha256, long sizeBytes) {

  private static final int CHUNK = 1 << 17;

  /**
   * Buffers at rest. Made anew for each clip, they would cost a small clip more than its bytes do.
   */
  private static final BlockingQueue<ByteBuffer> BUFFERS = new ArrayBlockingQueue<>(16);

  /**
   * Reads a file once, to its end. The size is the number of bytes hashed, so the two always agree.
   *
   * @throws IOException if it cannot be read, or the thread is interrupted meanwhile
   */
  public static ClipContent read(Path file) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    long size = 0;
    ByteBuffer idle = BUFFERS.poll();
    ByteBuffer chunk = idle == null ? ByteBuffer.allocate(CHUNK) : idle;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (int n = channel.read(chunk.clear()); n >= 0; n = channel.read(chunk.clear())) {
        digest.update(chunk.flip());
        size += n;
      }
    } finally {
      boolean _ = BUFFERS.offer(chunk);
    }
    return new ClipContent(Sha256.finish(digest), size);
  }
}
