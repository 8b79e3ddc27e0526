package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.paths.TakenAwayException;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.state.MachineFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ends a run before its end. The first fault is the one that counts: those after it follow
 * from it. Safe for many threads.
 */
public final class RunFault {

  private static final Logger LOG = LoggerFactory.getLogger(RunFault.class);

  /** What becomes of a run whose file somebody took away. */
  public static final String TAKEN_UP =
      "; the run stopped, and the next one writes what is missing";

  private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

  RunFault() {}

  /** Something went wrong that is no clip's fault. */
  void met(Throwable fault) {
    if (!first.compareAndSet(null, fault)) {
      LOG.debug("another fault while the run ends", fault);
    }
  }

  /** As {@link #met}, of a file of the run that cannot be written. */
  void met(Path file, IOException fault) {
    met(
        fault instanceof TakenAwayException
            ? new MachineFaultException(fault.getMessage() + TAKEN_UP, fault)
            : new MachineFaultException(
                "cannot write " + file + ": " + fault.getMessage() + "; check that disk", fault));
  }

  /** Throws what was met first; does nothing if nothing was. */
  void rethrow() throws MachineFaultException, IOException {
    switch (first.get()) {
      case null -> {}
      case MachineFaultException e -> throw e;
      case IOException e -> throw e;
      case ProbeUnusableException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException("the run failed: " + e, e);
    }
  }
}
