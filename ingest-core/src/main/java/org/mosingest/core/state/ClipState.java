package org.mosingest.core.state;

/**
 * An entry of the download progress. What else stands in it than this program writes is kept, as
 * JSON text on one line.
 */
sealed interface ClipState {

  /** The members that this program does not know, {@code "note": "by hand"}; mostly empty. */
  String extras();

  /**
   * The clip's bytes are on disk.
   *
   * @param extras see {@link #extras()}
   */
  record Done(String extras) implements ClipState {}

  /**
   * The clip could not be had.
   *
   * @param reason the contract's word for it, then details
   * @param retry whether it may be asked for all the same: somebody wants it tried again, and
   *     nothing has come of that yet
   * @param extras see {@link #extras()}
   */
  record Failed(String reason, boolean retry, String extras) implements ClipState {

    /** Whether the clip must not be asked for. */
    boolean forbids() {
      return !retry;
    }

    Failed retried() {
      return new Failed(reason, true, extras);
    }
  }

  /**
   * Anything else, which says nothing: such a clip is simply tried again.
   *
   * @param value the whole entry
   * @param extras see {@link #extras()}
   */
  record Other(String value, String extras) implements ClipState {}
}
