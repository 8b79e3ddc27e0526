package org.mosingest.core.probe;

/** Starts what probes. */
@FunctionalInterface
public interface ProbeStart {
  /**
   * Starts it.
   *
   * @throws ProbeUnusableException if it does not run here
   * @throws InterruptedException if the thread is interrupted
   */
  ClipProbe start() throws InterruptedException;
}
