package org.mosingest.transfer.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** What a program says, up to so many bytes; all else is read and thrown away. */
final class BoundedText {

  private final InputStream in;
  private final byte[] kept;
  private final Thread reader;
  private volatile int length;

  /** Reads from now on, on a thread of its own. */
  BoundedText(InputStream in, int most) {
    this.in = in;
    this.kept = new byte[most];
    this.reader = Thread.ofVirtual().name("resolver-output").start(this::read);
  }

  private void read() {
    byte[] buffer = new byte[4096];
    int held = 0;
    try (in) {
      int n = in.read(buffer);
      while (n >= 0) {
        int taken = Math.min(n, kept.length - held);
        System.arraycopy(buffer, 0, kept, held, taken);
        held += taken;
        length = held;
        n = in.read(buffer);
      }
    } catch (IOException e) {
      // The program was ended: what it had said is kept.
    }
  }

  /**
   * The text, once the program has ended: what a child of it that lives on may still say is not
   * waited for.
   */
  String text(Duration patience) throws InterruptedException {
    boolean _ = reader.join(patience);
    return new String(kept, 0, length, UTF_8);
  }
}
