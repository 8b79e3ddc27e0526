package org.mosingest.daemon.export;

import java.util.Locale;

/** Where an export of the service stands. */
public enum ExportState {
  /** It waits for others, or for memory. */
  QUEUED,
  /** It is being made. */
  RUNNING,
  /** It is there. */
  COMPLETED,
  /** It could not be made. */
  FAILED,
  /** Its user ended it, or the service was stopped. */
  CANCELLED;

  /** As documents name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is over. */
  public boolean isEnded() {
    return switch (this) {
      case QUEUED, RUNNING -> false;
      case COMPLETED, FAILED, CANCELLED -> true;
    };
  }
}
