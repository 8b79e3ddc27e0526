package org.mosingest.core.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mosingest.core.csv.TableLines;
import org.mosingest.core.packed.PackedRows;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.votes.VoteBooks;

/**
 * A corpus's manifest as read: the rows to ingest in output order, and the books of what was not
 * taken.
 *
 * @param rows the rows taken, indexed from 0 without a gap
 * @param refused the rows refused: no name, an unsafe name, no finite MOS, more cells than headers
 * @param odd the rows that are odd and taken all the same, by kind; kinds that do not occur are
 *     left out
 * @param lines what became of the files' lines
 * @param sources the files they came from, in order; votes tables are not among them
 * @param votes what became of the votes
 */
public record Manifest(
    List<ManifestRow> rows,
    Examples refused,
    Map<Oddity, Examples> odd,
    TableLines lines,
    List<Path> sources,
    VoteBooks votes) {
  public Manifest {
    rows = rows instanceof PackedRows ? rows : List.copyOf(rows);
    sources = List.copyOf(sources);
    odd = Map.copyOf(odd);
    if ((long) rows.size() + refused.count() > lines.rows()) {
      throw new IllegalArgumentException(
          rows.size()
              + " rows and "
              + refused.count()
              + " rejected do not fit "
              + lines.rows()
              + " data rows");
    }
    for (int i = 0; i < rows.size() && !(rows instanceof PackedRows); i++) {
      if (rows.get(i).index() != i) {
        throw new IllegalArgumentException("row " + i + " has the index " + rows.get(i).index());
      }
    }
  }

  /** A manifest without votes. */
  public Manifest(
      List<ManifestRow> rows,
      Examples refused,
      Map<Oddity, Examples> odd,
      TableLines lines,
      List<Path> sources) {
    this(rows, refused, odd, lines, sources, VoteBooks.NONE);
  }

  /** The files that say what the rows are: the sources, and the votes tables behind them. */
  public List<Path> files() {
    return Stream.concat(sources.stream(), votes.files().stream()).toList();
  }

  /**
   * The data rows that the files hold, before any was refused or cut off; rows of blank cells do
   * not count.
   */
  public int dataRows() {
    return Math.toIntExact(lines.rows());
  }

  /** How many rows were refused. */
  public int rejectedRows() {
    return refused.count();
  }

  /** The odd rows of a kind. */
  public Examples odd(Oddity oddity) {
    return odd.getOrDefault(oddity, Examples.NONE);
  }

  /**
   * Checks that there is anything to do.
   *
   * @throws BadCorpusException if there are data rows and every one was refused
   */
  public void requireUsable() throws BadCorpusException {
    if (refused.any() && refused.count() == dataRows()) {
      throw new BadCorpusException(
          "%s in %s is usable; the first: %s"
              .formatted(
                  Counted.word(
                      dataRows(), "no data row", "none of the " + dataRows() + " data rows"),
                  sources,
                  refused.first().getFirst()),
          "a usable row has a clip name, a finite MOS and no more cells than the header");
    }
  }
}
