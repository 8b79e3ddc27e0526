package org.mosingest.core.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.mosingest.core.failures.ClipFailure;

/** Counts outcomes. Safe for many threads. */
public final class OutcomeTally {

  @GuardedBy("this")
  private int rows;

  @GuardedBy("this")
  private int downloadFailed;

  @GuardedBy("this")
  private int broken;

  /** Counts one more. */
  public synchronized void add(Settlement settlement) {
    rows++;
    switch (settlement) {
      case Settlement.Failed(ClipFailure failure) -> {
        switch (failure.kind()) {
          case DOWNLOAD -> downloadFailed++;
          case BROKEN -> broken++;
        }
      }
      case Settlement.Ingested _, Settlement.Known _, Settlement.Repeat _ -> {}
    }
  }

  /** What was counted so far. */
  public synchronized OutcomeCount count() {
    return new OutcomeCount(rows, downloadFailed, broken);
  }
}
