package org.mosingest.daemon.fetch;

import java.io.IOException;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ClipContent;

/** How a clip's transfer ends: in one of these two, once. */
public interface TransferEnd {

  /** The clip is whole, synced and under its own name. */
  void fetched(ClipContent content) throws IOException;

  /** The clip cannot be had. */
  void failed(Reason reason) throws IOException;
}
