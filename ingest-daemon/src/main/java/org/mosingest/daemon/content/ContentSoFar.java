package org.mosingest.daemon.content;

import org.mosingest.core.content.ContentTally;

/**
 * What an output holds, as far as it is read.
 *
 * @param distributions of the rows read
 * @param readBytes how far into the file that is
 * @param outputBytes the file's length
 */
public record ContentSoFar(
    ContentTally.Distributions distributions, long readBytes, long outputBytes) {

  /** Whether all whole lines were read. */
  public boolean complete() {
    return readBytes >= outputBytes;
  }
}
