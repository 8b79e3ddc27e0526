package org.mosingest.transfer;

import java.util.Optional;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.archive.ArchiveStream;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;

/** One way to get one clip, attempt after attempt. Used by one thread at a time. */
interface ClipFetch {

  /**
   * From now on an archive's bytes come from a stream that others share.
   *
   * @param stream empty if a member asks for its bytes by itself
   */
  default void within(Optional<ArchiveStream> stream) {
    if (stream.isPresent()) {
      throw new IllegalStateException("this clip is in no archive");
    }
  }

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
