package org.mosingest.daemon.watch;

import java.util.Locale;

/** Where a clip is between its admission and its row's end. */
public enum Stage {
  /** Its place on the disk is looked at, or its decision written down. */
  LOOKING,
  /** It waits for a place among the downloads. */
  QUEUED,
  /** An attempt at its download is under way. */
  TRANSFERRING,
  /** A fault that may pass ended an attempt; the next comes later. */
  BACKING_OFF,
  /** It waits for a place among the probes. */
  WAITING_TO_PROBE,
  /** Its bytes are read for their hash. */
  HASHING,
  /** A probe looks at it. */
  PROBING,
  /** Its outcome is known, all rows before it are written, and its own is not. */
  WAITING_FOR_WRITER;

  /** The API's word: {@code backing-off}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
