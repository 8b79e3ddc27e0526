package org.mosingest.daemon.run;

import org.mosingest.core.failures.ClipFailure;

/** Told of failures, in manifest order, by the writer's thread. */
@FunctionalInterface
public interface FailureListener {
  /** A row did not make it. */
  void failed(ClipFailure failure);
}
