package org.mosingest.cli.view;

import java.util.List;
import java.util.Locale;
import org.mosingest.cli.view.Table.Column;

/** A list of runs, one a line. */
public final class RunTable {

  private RunTable() {}

  /** The lines of the table, as wide as the paper allows. */
  public static List<String> lines(List<RunFacts> runs, OutputStyle paper) {
    Palette palette = paper.palette();
    Table table =
        new Table(
            palette,
            new Column("ID", false, 0),
            new Column("STATE", false, 0),
            new Column("CORPUS", false, 3),
            new Column("SETTLED/ROWS", true, 0),
            new Column("WRITTEN", true, 4),
            new Column("FAILED", true, 0),
            new Column("RATE", true, 2),
            new Column("ETA", true, 1),
            new Column("STARTED", false, 5));
    for (RunFacts run : runs) {
      table.row(
          palette.plain(run.id()),
          palette.state(run.state()),
          palette.plain(run.corpus()),
          palette.plain(
              String.format(Locale.ROOT, "%d/%d", run.counts().settled(), run.counts().rows())),
          palette.plain(String.valueOf(run.counts().written())),
          run.failed() > 0 ? palette.warning(String.valueOf(run.failed())) : palette.plain("0"),
          palette.plain(run.isEnded() ? "-" : Amounts.rate(run.traffic().clipsPerS())),
          palette.plain(run.isEnded() ? "-" : Amounts.eta(run.traffic().etaS())),
          palette.plain(run.times().startedAt().map(Amounts::minute).orElse("-")));
    }
    return table.lines(paper.columns());
  }
}
