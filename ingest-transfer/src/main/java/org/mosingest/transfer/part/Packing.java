package org.mosingest.transfer.part;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.mosingest.core.failures.Reason;

/** How a clip is packed that comes packed: the part holds its bytes as they came. */
public interface Packing {

  /** Takes the clip's bytes, in order. */
  @FunctionalInterface
  interface Sink {
    void take(byte[] bytes, int count) throws IOException;
  }

  /**
   * Unpacks them.
   *
   * @param packed all of them
   * @return why they cannot be unpacked; empty if they were
   * @throws IOException if they cannot be read or the clip's bytes not be written
   */
  Optional<Reason> unpack(InputStream packed, Sink clip) throws IOException;
}
