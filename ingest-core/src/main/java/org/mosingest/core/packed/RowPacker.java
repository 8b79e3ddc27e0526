package org.mosingest.core.packed;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.mosingest.core.row.ManifestRow;

/** Packs rows, one after the other. Not thread-safe; of use until {@link #close}. */
public final class RowPacker implements AutoCloseable {

  private final RowStore store = new RowStore();
  private final BitSet qualified = new BitSet();
  private final Map<Integer, String> urls = new HashMap<>();

  /** How many rows there are. */
  public int size() {
    return store.size();
  }

  /**
   * Adds the next row.
   *
   * @throws IllegalArgumentException if its index is not the next one, or it repeats a row of
   *     another clip
   * @throws IOException if there is no room for it
   */
  public void add(ManifestRow row) throws IOException {
    store.add(row);
  }

  /** The row of that index as it was added. */
  public ManifestRow get(int index) {
    return store.get(index);
  }

  /** The clip of a row, and of its repeats, has its path for its progress key from now on. */
  public void qualify(int firstIndex) {
    qualified.set(firstIndex);
  }

  /** The clip of a row, and of its repeats, has that URL from now on. */
  public void giveUrl(int firstIndex, String url) {
    urls.put(firstIndex, url);
  }

  /** The URL that was given to the clip of a row; the empty text where none was. */
  public String givenUrl(int firstIndex) {
    return urls.getOrDefault(firstIndex, "");
  }

  /** The first rows, at most {@code limit}. Nothing may be added afterwards. */
  public PackedRows rows(int limit) {
    return new PackedRows(store, Math.min(limit, store.size()), qualified, urls);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
