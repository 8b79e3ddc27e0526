package org.mosingest.daemon.run;

import java.nio.ByteBuffer;
import org.mosingest.core.ledger.Settlement;
import org.mosingest.core.row.Sha256;

/** Outcomes that can be told apart and are equal for the same row. */
final class NumberedOutcome {

  private NumberedOutcome() {}

  static Settlement of(int row) {
    return new Settlement.Known(Sha256.of(ByteBuffer.allocate(32).putInt(row).array()));
  }
}
