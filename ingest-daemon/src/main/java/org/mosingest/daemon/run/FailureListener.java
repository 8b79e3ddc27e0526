package org.mosingest.daemon.run;

import org.mosingest.core.failures.ClipFailure;

/** Told of failures as soon as they are known, in any order and by any thread. */
@FunctionalInterface
public interface FailureListener {
  /** A row did not make it. */
  void failed(ClipFailure failure);
}
