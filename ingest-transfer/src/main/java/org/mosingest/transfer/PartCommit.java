package org.mosingest.transfer;

import org.mosingest.core.row.ClipContent;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.part.CommitOutcome;
import org.mosingest.transfer.part.PartFile;

/**
 * The last step of a clip's download: its part becomes the clip, if its bytes are the clip's. Where
 * they are not they are thrown away and asked for once more, from zero. One for each download.
 */
final class PartCommit {

  private boolean refusedBefore;

  /**
   * Makes the part the clip.
   *
   * @throws ClipFault if its bytes are not the clip's: one that lasts where that was so before
   */
  ClipContent of(PartFile part) throws ClipFault, InterruptedException, MachineFaultException {
    return switch (part.commit()) {
      case CommitOutcome.Committed(ClipContent content) -> content;
      case CommitOutcome.Refused(var reason) -> {
        part.discard();
        boolean again = !refusedBefore;
        refusedBefore = true;
        throw again ? ClipFault.passing(reason) : ClipFault.lasting(reason);
      }
    };
  }
}
