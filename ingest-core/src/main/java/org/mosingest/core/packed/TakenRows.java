package org.mosingest.core.packed;

import java.util.AbstractList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import org.mosingest.core.row.ManifestRow;

/**
 * Those of a corpus's rows that are taken up, in order. Of a clip whose first row is not among
 * them, the first that is counts as such. A view; immutable if the rows are.
 */
public final class TakenRows extends AbstractList<ManifestRow> implements RandomAccess {

  private final List<ManifestRow> all;
  private final Optional<List<Integer>> only;
  private final int done;
  private final int size;

  /** The first row taken of each clip whose first row is not. */
  private final Map<Integer, Integer> firstTaken = new HashMap<>();

  /**
   * A view.
   *
   * @param only the indexes of rows, ascending; empty for all
   * @param done how many of these, from the first on, are left out
   */
  public TakenRows(List<ManifestRow> all, Optional<List<Integer>> only, int done) {
    this.all = all;
    this.only = only;
    this.done = done;
    this.size = Math.max(0, only.map(List::size).orElse(all.size()) - done);
    for (int place = 0; place < size; place++) {
      ManifestRow row = all.get(index(place));
      if (row.isRepeat() && !takes(row.firstIndex())) {
        firstTaken.putIfAbsent(row.firstIndex(), row.index());
      }
    }
  }

  private int index(int place) {
    return only.isPresent() ? only.get().get(done + place) : done + place;
  }

  private boolean takes(int index) {
    return (only.isPresent() ? Collections.binarySearch(only.get(), index) : index) >= done;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public ManifestRow get(int place) {
    if (place < 0 || place >= size) {
      throw new IndexOutOfBoundsException("no row " + place + " of " + size);
    }
    ManifestRow row = all.get(index(place));
    return row.withFirst(firstTaken.getOrDefault(row.firstIndex(), row.firstIndex()));
  }
}
