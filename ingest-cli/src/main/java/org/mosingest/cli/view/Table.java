package org.mosingest.cli.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * Rows under headings, never wider than they may be: what matters least is left out first, what is
 * too long is cut.
 */
public final class Table {

  private static final int GAP = 2;

  /**
   * A column.
   *
   * @param title its heading
   * @param right whether it is set to the right, as numbers are
   * @param rank 0 for one that always stays; of the others the highest goes first
   */
  public record Column(String title, boolean right, int rank) {}

  private final List<Column> columns;
  private final Palette palette;
  private final List<List<AttributedString>> rows = new ArrayList<>();

  /** An empty table. */
  public Table(Palette palette, Column... columns) {
    this.columns = List.of(columns);
    this.palette = palette;
  }

  /** Adds a row: a cell for each column. */
  public void row(AttributedString... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells in a table of " + columns.size() + " columns");
    }
    rows.add(List.of(cells));
  }

  /** The lines, headings first. */
  public List<String> lines(int width) {
    List<Integer> shown = new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
    int[] widths = IntStream.range(0, columns.size()).map(this::natural).toArray();
    while (total(shown, widths) > width) {
      Optional<Integer> least =
          shown.stream()
              .filter(c -> columns.get(c).rank() > 0)
              .max(Comparator.comparingInt(c -> columns.get(c).rank()));
      if (least.isEmpty()) {
        cutWidest(shown, widths, width);
        break;
      }
      shown.removeIf(least.get()::equals);
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(shown, widths, columns.stream().map(c -> palette.faint(c.title())).toList()));
    rows.forEach(row -> lines.add(line(shown, widths, row)));
    return lines;
  }

  private static void cutWidest(List<Integer> shown, int[] widths, int width) {
    while (total(shown, widths) > width) {
      int widest = shown.stream().max(Comparator.comparingInt(c -> widths[c])).orElseThrow();
      if (widths[widest] <= 1) {
        return;
      }
      widths[widest]--;
    }
  }

  private int natural(int column) {
    return Math.max(
        columns.get(column).title().length(),
        rows.stream().mapToInt(row -> row.get(column).columnLength()).max().orElse(0));
  }

  private static int total(List<Integer> shown, int[] widths) {
    return shown.stream().mapToInt(c -> widths[c]).sum() + GAP * (shown.size() - 1);
  }

  private String line(List<Integer> shown, int[] widths, List<AttributedString> cells) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    for (int i = 0; i < shown.size(); i++) {
      int column = shown.get(i);
      AttributedString cell = FittedLine.cut(cells.get(column), widths[column]);
      String blank = " ".repeat(widths[column] - cell.columnLength());
      if (columns.get(column).right()) {
        line.append(blank).append(cell);
      } else if (i == shown.size() - 1) {
        line.append(cell);
      } else {
        line.append(cell).append(blank);
      }
      if (i < shown.size() - 1) {
        line.append(" ".repeat(GAP));
      }
    }
    return palette.written(line.toAttributedString());
  }
}
