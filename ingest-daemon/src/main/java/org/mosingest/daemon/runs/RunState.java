package org.mosingest.daemon.runs;

import java.util.Locale;
import java.util.Set;

/**
 * Where a run stands, and where it may go from there.
 *
 * <p>{@code queued → running ⇄ paused}; a running or paused run that the service is stopped under
 * becomes {@code interrupted} and is taken up again by itself when the service starts (a paused one
 * as paused); it ends {@code completed}, {@code failed} or {@code cancelled}; a retry queues an
 * ended run again for the clips that failed.
 */
public enum RunState {
  /** Accepted, waiting for its turn. */
  QUEUED,
  /** Under way. */
  RUNNING,
  /** Held still by its user. */
  PAUSED,
  /** Cut off with the service; it goes on when the service does. */
  INTERRUPTED,
  /** Every row is settled. */
  COMPLETED,
  /** Ended by a fault that is no clip's. */
  FAILED,
  /** Ended by its user; what is done is kept. */
  CANCELLED;

  /** Whether a run may go from this state to that one. */
  public boolean mayBecome(RunState next) {
    return switch (this) {
      case QUEUED -> Set.of(RUNNING, PAUSED, CANCELLED, FAILED, INTERRUPTED).contains(next);
      case RUNNING -> Set.of(PAUSED, INTERRUPTED, COMPLETED, FAILED, CANCELLED).contains(next);
      case PAUSED -> Set.of(RUNNING, QUEUED, INTERRUPTED, CANCELLED, FAILED).contains(next);
      case INTERRUPTED -> Set.of(QUEUED, RUNNING, PAUSED, CANCELLED, FAILED).contains(next);
      case COMPLETED, FAILED, CANCELLED -> next == QUEUED;
    };
  }

  /** Whether the run is over, unless it is retried. */
  public boolean isEnded() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  /** The state's word in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
