package org.mosingest.core.packed;

import java.util.AbstractList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ManifestRow;

/**
 * A corpus's rows, each made anew from its bytes when it is asked for: some 20 bytes a row and its
 * texts, most of them off the heap. Immutable; safe for many threads.
 */
public final class PackedRows extends AbstractList<ManifestRow> implements RandomAccess {

  private final RowStore store;
  private final int size;
  private final BitSet qualified;
  private final Map<Integer, String> urls;

  PackedRows(RowStore store, int size, BitSet qualified, Map<Integer, String> urls) {
    this.store = store;
    this.size = size;
    this.qualified = (BitSet) qualified.clone();
    this.urls = Map.copyOf(urls);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public ManifestRow get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException("no row " + index + " of " + size);
    }
    return mended(store.get(index));
  }

  @Override
  public Iterator<ManifestRow> iterator() {
    RowStore.Cursor rows = store.new Cursor();
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public ManifestRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        next++;
        return mended(rows.next());
      }
    };
  }

  private ManifestRow mended(ManifestRow row) {
    String url = urls.get(row.firstIndex());
    boolean qualify = qualified.get(row.firstIndex());
    if (url == null && !qualify) {
      return row;
    }
    Clip clip = url == null ? row.clip() : row.clip().withUrl(url);
    return new ManifestRow(
        row.index(),
        qualify ? clip.withQualifiedKey() : clip,
        row.opinion(),
        row.firstIndex(),
        row.extras());
  }
}
