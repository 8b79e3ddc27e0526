package org.mosingest.core.state;

/**
 * An entry of the download progress. Other states than these two are not kept: such a clip is
 * simply tried again.
 */
sealed interface ClipState {

  /** The clip's bytes are on disk. */
  enum Done implements ClipState {
    /** The one value. */
    DONE
  }

  /**
   * The clip could not be had and must not be asked for again.
   *
   * @param reason the contract's word for it, then details
   */
  record Failed(String reason) implements ClipState {}
}
