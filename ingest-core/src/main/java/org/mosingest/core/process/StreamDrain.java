package org.mosingest.core.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads a program's output to its end, so that the program never waits for a reader, and keeps the
 * first bytes of it. Each has a platform thread of its own: a read from a pipe holds its carrier,
 * and a few programs that say nothing would stop all virtual threads, those that wait for a time
 * limit included.
 */
public final class StreamDrain {

  private final InputStream stream;
  private final int limit;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean cut;
  private final Thread thread;

  private StreamDrain(InputStream stream, int limit) {
    this.stream = stream;
    this.limit = limit;
    this.thread = Thread.ofPlatform().daemon().name("program-output").unstarted(this::read);
  }

  /**
   * Reads from now on.
   *
   * @param limit how many bytes are kept
   */
  public static StreamDrain of(InputStream stream, int limit) {
    StreamDrain drain = new StreamDrain(stream, limit);
    drain.thread.start();
    return drain;
  }

  private void read() {
    byte[] buffer = new byte[8192];
    try (stream) {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        int room = limit - kept.size();
        kept.write(buffer, 0, Math.min(n, room));
        cut |= n > room;
      }
    } catch (IOException e) {
      // The pipe broke because its program was killed; what came before stands.
      cut = true;
    }
  }

  /**
   * Waits for the end of the stream, at most until {@code deadline} on the clock of {@link
   * System#nanoTime}.
   */
  public boolean endsBy(long deadline) throws InterruptedException {
    return thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  /**
   * What was kept so far, as UTF-8, anything else replaced: all of it once {@link #endsBy} has told
   * that the stream ended.
   */
  public String text() {
    return kept.toString(UTF_8);
  }

  /**
   * Whether there was more than was kept. Only after {@link #endsBy} has told that the stream
   * ended.
   */
  public boolean isCut() {
    return cut;
  }
}
