package org.mosingest.daemon.runs;

/** A run's state does not allow what was asked. */
public class IllegalMoveException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A move that is not allowed.
   *
   * @param id the run
   * @param state where it stands
   * @param asked what was asked: {@code pause}
   */
  public IllegalMoveException(String id, RunState state, String asked) {
    super("run " + id + " is " + state.word() + ": it cannot " + asked + " now");
  }
}
