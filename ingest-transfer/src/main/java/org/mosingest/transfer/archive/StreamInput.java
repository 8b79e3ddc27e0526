package org.mosingest.transfer.archive;

import java.io.IOException;
import java.io.InputStream;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.ClipFault;

/** What comes out of a stream, for readers that know Java's streams. */
final class StreamInput extends InputStream {

  private final ArchiveStream stream;

  StreamInput(ArchiveStream stream) {
    this.stream = stream;
  }

  /** Carries what a stream threw through a reader. */
  static final class Carrier extends IOException {
    private static final long serialVersionUID = 1L;

    Carrier(Exception cause) {
      super(cause);
    }

    /** Throws what it carries. */
    IOException unpacked() throws ClipFault, InterruptedException, MachineFaultException {
      Throwable cause = getCause();
      if (cause instanceof ClipFault fault) {
        throw fault;
      }
      if (cause instanceof InterruptedException stopped) {
        throw stopped;
      }
      if (cause instanceof MachineFaultException fault) {
        throw fault;
      }
      return this;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    try {
      return most == 0 ? 0 : stream.read(into, from, most);
    } catch (ClipFault | InterruptedException | MachineFaultException e) {
      throw new Carrier(e);
    }
  }
}
