package org.mosingest.core.analysis;

/** What became of a manifest's row. */
public enum Fate {
  /** It has a row in the output. */
  WRITTEN,
  /** Its clip's bytes have a row already, under this name or another. */
  DEDUP,
  /** Its clip could not be had. */
  DOWNLOAD_FAILED,
  /** Its clip is there and of no use. */
  BROKEN,
  /** No run has come to it yet. */
  UNSETTLED;

  /** Whether its clip is missing from the output for good, until somebody retries. */
  public boolean isLost() {
    return this == DOWNLOAD_FAILED || this == BROKEN;
  }
}
