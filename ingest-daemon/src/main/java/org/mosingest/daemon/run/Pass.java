package org.mosingest.daemon.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.packed.Indexes;
import org.mosingest.core.packed.TakenRows;
import org.mosingest.core.row.ManifestRow;

/**
 * Which rows a run has yet to settle, and what it has settled before: where it starts, where it can
 * be taken up again after it was cut off, or what a retry takes up.
 *
 * @param startedAt the run's instant, the same over all its passes' interruptions
 * @param only the indexes of the rows to take, ascending; empty for all
 * @param done how many of those rows, from the first on, are settled
 * @param books what became of the rows that are settled; empty where none is, since the manifest is
 *     not yet read
 * @param outputBytes the output's length when {@code books} was true; rows beyond it are this run's
 *     own. {@link #NO_ROWS_YET} before the pass has begun
 * @param order which clips the rows' numbers mean
 */
public record Pass(
    Instant startedAt,
    Optional<List<Integer>> only,
    int done,
    Optional<Books> books,
    long outputBytes,
    ClipOrder order) {

  public Pass {
    only = only.map(Indexes::copyOf);
  }

  /** A pass of which it is not known which clips its rows' numbers mean. */
  public Pass(
      Instant startedAt,
      Optional<List<Integer>> only,
      int done,
      Optional<Books> books,
      long outputBytes) {
    this(startedAt, only, done, books, outputBytes, ClipOrder.UNKNOWN);
  }

  /** The output's length where the pass has not begun: every row that is there is another run's. */
  public static final long NO_ROWS_YET = Long.MAX_VALUE;

  /** A new run over all rows. */
  public static Pass first(Instant now) {
    return new Pass(
        now.truncatedTo(ChronoUnit.SECONDS), Optional.empty(), 0, Optional.empty(), NO_ROWS_YET);
  }

  /** The same pass, about to begin: what is written from here on is its own. */
  Pass from(long nowOutputBytes, int rows) {
    return at(done, booksOf(rows), nowOutputBytes);
  }

  /**
   * The same run from its first row on, where the rows' numbers mean other clips by now. Rows that
   * it has written itself count as written when it meets their clips again.
   */
  Pass byClip() {
    return new Pass(
        startedAt,
        Optional.empty(),
        0,
        Optional.empty(),
        order.beganAt(),
        new ClipOrder(Optional.empty(), order.beganAt()));
  }

  /** The same pass over these rows; where the run's own rows begin is kept if it is known. */
  Pass over(List<ManifestRow> rows) {
    long beganAt = order.beganAt() == NO_ROWS_YET && done == 0 ? outputBytes : order.beganAt();
    return new Pass(
        startedAt,
        only,
        done,
        books,
        outputBytes,
        new ClipOrder(Optional.of(ClipOrder.of(rows)), beganAt));
  }

  /** The same pass, further on. */
  Pass at(int nowDone, Books nowBooks, long nowOutputBytes) {
    return new Pass(startedAt, only, nowDone, Optional.of(nowBooks), nowOutputBytes, order);
  }

  /**
   * The books as they stand at the start.
   *
   * @param rows how many rows the manifest has, for a pass that has no books yet
   */
  public Books booksOf(int rows) {
    return books.orElse(new Books(rows, 0, 0, 0, 0));
  }

  /**
   * Whether this pass has settled the row of that index in the manifest; true too for rows that a
   * retry does not take up.
   */
  public boolean settled(int index) {
    if (only.isEmpty()) {
      return index < done;
    }
    int place = Collections.binarySearch(only.get(), index);
    return place < 0 || place < done;
  }

  /**
   * Whether nothing was settled before, and nothing is left out: a run's beginning, not a
   * continuation.
   */
  boolean isNew() {
    return books.isEmpty();
  }

  /** Whether a manifest, perhaps changed since, still has the rows that the pass counts on. */
  public boolean fits(Manifest manifest) {
    int rows = manifest.rows().size();
    return order.fits(manifest.rows())
        && books.map(Books::rows).orElse(rows) == rows
        && only.map(List::size).orElse(rows) >= done
        && only.stream().flatMap(List::stream).allMatch(index -> index < rows);
  }

  /** The books of a pass that has begun. */
  Books begunBooks() {
    return books.orElseThrow(() -> new IllegalStateException("the pass has not begun"));
  }

  /**
   * The place among {@link #rowsOf} of the row of that index in the manifest; below 0 for a row
   * that the pass does not take.
   */
  int place(int index) {
    return (only.isPresent() ? Collections.binarySearch(only.get(), index) : index) - done;
  }

  /**
   * The rows still to settle, in manifest order. Of a clip whose first row is not among them, the
   * first that is counts as such.
   *
   * @param all the manifest's rows
   */
  List<ManifestRow> rowsOf(List<ManifestRow> all) {
    if (only.isEmpty() && done == 0) {
      return all;
    }
    return new TakenRows(all, only, done);
  }
}
