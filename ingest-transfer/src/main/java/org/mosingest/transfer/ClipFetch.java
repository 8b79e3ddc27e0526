package org.mosingest.transfer;

import org.mosingest.core.row.ClipContent;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;

/** One way to get one clip, attempt after attempt. Used by one thread at a time. */
interface ClipFetch {

  /**
   * One attempt.
   *
   * @return the clip, which then lies under its own name, durable
   * @throws ClipFault if the clip did not come
   * @throws InterruptedException if the attempt was stopped
   */
  ClipContent fetch(AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException;
}
