package org.mosingest.core.probe.libav;

/** A worker that did not answer as it should; it is of no more use. */
final class WorkerFault extends Exception {
  private static final long serialVersionUID = 1L;

  WorkerFault(String message) {
    super(message);
  }
}
