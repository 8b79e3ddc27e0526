package org.mosingest.daemon.verify;

/**
 * Outcome of the manifest's rows, by what is there now.
 *
 * @param manifestRows the rows that the last run was to take
 * @param withRow those with a row in the output
 * @param dedups those whose clip's bytes another row stands for
 * @param downloadFailed those whose clip could not be had
 * @param broken those whose clip is of no use
 * @param unsettled those without any outcome
 * @param notInManifest rows of the output whose clip the manifest does not name
 */
public record ManifestBooks(
    int manifestRows,
    int withRow,
    int dedups,
    int downloadFailed,
    int broken,
    int unsettled,
    long notInManifest) {

  public ManifestBooks {
    int settled = withRow + dedups + downloadFailed + broken;
    if (manifestRows != settled + unsettled) {
      throw new IllegalStateException(
          "the totals do not add up: " + manifestRows + " rows, " + settled + " settled");
    }
  }

  /** Whether every row has its outcome. */
  public boolean balance() {
    return unsettled == 0;
  }
}
