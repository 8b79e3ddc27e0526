package org.mosingest.core.row;

/**
 * One manifest entry that can be ingested.
 *
 * @param index its place among the rows taken, from 0; the order of the output
 * @param clip the clip it names
 * @param opinion the score it carries
 * @param firstIndex the index of the first row taken up that names the same clip; the row's own
 *     index where it is the first
 * @param extras what it has beyond the keys of all rows
 */
public record ManifestRow(int index, Clip clip, Opinion opinion, int firstIndex, Extras extras) {
  public ManifestRow {
    if (index < 0 || firstIndex < 0 || firstIndex > index) {
      throw new IllegalArgumentException(
          "firstIndex " + firstIndex + " does not fit index " + index);
    }
  }

  /** A row without extras. */
  public ManifestRow(int index, Clip clip, Opinion opinion, int firstIndex) {
    this(index, clip, opinion, firstIndex, Extras.NONE);
  }

  /** The same row where another one is the first that names its clip. */
  public ManifestRow withFirst(int first) {
    return first == firstIndex ? this : new ManifestRow(index, clip, opinion, first, extras);
  }

  /** Whether an earlier row names the same clip: then the clip is not handled again. */
  public boolean isRepeat() {
    return firstIndex != index;
  }
}
