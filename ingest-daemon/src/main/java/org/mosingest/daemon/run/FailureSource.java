package org.mosingest.daemon.run;

import java.io.IOException;
import java.util.function.Consumer;
import org.mosingest.core.failures.ClipFailure;

/**
 * Where the failures are kept of what a run settled before it was cut off, or before a retry took
 * up some of them.
 */
@FunctionalInterface
public interface FailureSource {
  /** Shows them one after the other, in manifest order. */
  void forEach(Consumer<ClipFailure> each) throws IOException;
}
