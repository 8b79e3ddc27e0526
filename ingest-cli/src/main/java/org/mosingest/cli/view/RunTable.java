package org.mosingest.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.mosingest.cli.view.Table.Column;

/** A list of runs, one a line. */
public final class RunTable {

  private RunTable() {}

  /** The lines of the table, as wide as the paper allows. */
  public static List<String> lines(List<RunFacts> runs, OutputStyle paper) {
    Palette palette = paper.palette();
    // A column that is empty tells nobody anything.
    boolean labelled = runs.stream().anyMatch(run -> !run.remarks().label().isEmpty());
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("ID", false, 0));
    if (labelled) {
      columns.add(new Column("LABEL", false, 0));
    }
    columns.add(new Column("STATE", false, 0));
    columns.add(new Column("CORPUS", false, 3));
    columns.add(new Column("SETTLED/ROWS", true, 0));
    columns.add(new Column("WRITTEN", true, 4));
    columns.add(new Column("FAILED", true, 0));
    columns.add(new Column("RATE", true, 2));
    columns.add(new Column("ETA", true, 1));
    columns.add(new Column("STARTED", false, 5));
    Table table = new Table(palette, columns.toArray(Column[]::new));
    for (RunFacts run : runs) {
      List<AttributedString> cells = new ArrayList<>();
      cells.add(palette.plain(run.id()));
      if (labelled) {
        cells.add(palette.plain(run.remarks().label()));
      }
      cells.add(palette.state(run.state()));
      cells.add(palette.plain(run.corpus()));
      cells.add(
          palette.plain(
              String.format(Locale.ROOT, "%d/%d", run.counts().settled(), run.counts().rows())));
      cells.add(palette.plain(String.valueOf(run.counts().written())));
      cells.add(
          run.failed() > 0 ? palette.warning(String.valueOf(run.failed())) : palette.plain("0"));
      cells.add(palette.plain(run.isEnded() ? "-" : Amounts.rate(run.traffic().clipsPerS())));
      cells.add(palette.plain(run.isEnded() ? "-" : Amounts.eta(run.traffic().etaS())));
      cells.add(palette.plain(run.times().startedAt().map(Amounts::minute).orElse("-")));
      table.row(cells.toArray(AttributedString[]::new));
    }
    return table.lines(paper.columns());
  }
}
