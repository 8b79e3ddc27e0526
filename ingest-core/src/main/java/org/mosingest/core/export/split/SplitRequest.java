package org.mosingest.core.export.split;

import java.util.Map;

/**
 * How rows are to be split.
 *
 * @param split into which parts
 * @param text the same as it was given; empty for {@link Split.Whole}
 * @param seed what another draw begins with
 * @param grouping which clips must not be parted
 * @param bins the strata
 * @param partOfFolder for {@link Split.ByCorpusPart}: the part of the clips in each folder
 */
public record SplitRequest(
    Split split,
    String text,
    long seed,
    Grouping grouping,
    MosBins bins,
    Map<String, String> partOfFolder) {

  public SplitRequest {
    partOfFolder = Map.copyOf(partOfFolder);
  }

  /** Whether nothing is split. */
  public boolean isWhole() {
    return split instanceof Split.Whole;
  }
}
