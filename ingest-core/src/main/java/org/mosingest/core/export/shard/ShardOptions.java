package org.mosingest.core.export.shard;

import java.nio.file.Path;
import org.mosingest.core.clip.LinkReach;

/**
 * How clips are put into shards.
 *
 * @param corpusFolder the folder below which clips lie
 * @param sizeBytes what a shard may hold at most, unless a single clip is larger
 * @param shuffled whether samples are in an order drawn by the seed, and not in the rows' order
 * @param links how far links in the places of clips are followed
 */
public record ShardOptions(Path corpusFolder, long sizeBytes, boolean shuffled, LinkReach links) {

  /** A gibibyte. */
  public static final long USUAL_SIZE = 1L << 30;

  public ShardOptions {
    if (sizeBytes < 1) {
      throw new IllegalArgumentException("a shard of " + sizeBytes + " bytes holds nothing");
    }
  }
}
