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
    super(words(id, state, asked));
  }

  private IllegalMoveException(String words) {
    super(words);
  }

  /** Another process carries the run out. */
  public static IllegalMoveException ofOther(String id) {
    return new IllegalMoveException(
        "run " + id + " runs in another process: stop or repeat it there");
  }

  /** A run that another process tells of has the id of one of the service's own. */
  public static IllegalMoveException ofOwn(String id) {
    return new IllegalMoveException(
        "run " + id + " is the service's own and cannot be reported by another process");
  }

  private static String words(String id, RunState state, String asked) {
    boolean already =
        (state == RunState.PAUSED && asked.equals("pause"))
            || (state == RunState.CANCELLED && asked.equals("cancel"))
            || (state == RunState.RUNNING && asked.equals("resume"));
    return "run "
        + id
        + " is "
        + (already ? "already " + state.word() : state.word() + ", so it cannot " + asked);
  }
}
