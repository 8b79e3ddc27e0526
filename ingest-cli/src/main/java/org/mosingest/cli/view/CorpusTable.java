package org.mosingest.cli.view;

import java.util.List;
import java.util.Locale;
import org.mosingest.cli.view.Table.Column;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.MosScale;
import org.mosingest.core.profile.RowGuard;

/** The corpora that can be read, one a line. */
public final class CorpusTable {

  private CorpusTable() {}

  /** The lines of the table, as wide as the paper allows. */
  public static List<String> lines(List<Corpus> corpora, OutputStyle paper) {
    Palette palette = paper.palette();
    Table table =
        new Table(
            palette,
            new Column("ID", false, 0),
            new Column("ROWS", false, 1),
            new Column("MOS", false, 2),
            new Column("OUTPUT", false, 3),
            new Column("VERSION", false, 4));
    for (Corpus corpus : corpora) {
      table.row(
          palette.plain(corpus.id()),
          palette.plain(guard(corpus.guard())),
          palette.plain(scale(corpus)),
          palette.plain(corpus.outputName()),
          palette.plain(corpus.defaultVersion()));
    }
    return table.lines(paper.columns());
  }

  private static String guard(RowGuard guard) {
    return guard.ceiling().isPresent()
        ? "at most " + guard.ceiling().getAsInt()
        : "at least " + guard.floor();
  }

  private static String scale(Corpus corpus) {
    String tables = scale(corpus.scales().ofTables());
    return corpus.scales().mapped().map(mapped -> tables + " as " + scale(mapped)).orElse(tables);
  }

  private static String scale(MosScale scale) {
    return String.format(Locale.ROOT, "%.0f to %.0f", scale.lowest(), scale.highest());
  }
}
