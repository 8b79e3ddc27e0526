package org.mosingest.cli.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.view.Table.Column;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.ExtraColumn;
import org.mosingest.core.profile.MosScale;
import org.mosingest.core.profile.RowGuard;

/** The corpora that can be read, one a line or as JSON. */
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

  /** What a declaration says, keys as scripts read them. */
  public static Map<String, @Nullable Object> document(Corpus corpus) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", corpus.id());
    document.put("title", corpus.about().title());
    document.put("source", corpus.about().source());
    document.put("licence", corpus.about().licence());
    document.put("citation", corpus.about().citation());
    document.put("version", corpus.defaultVersion());
    document.put("output", corpus.outputName());
    document.put("default_dir", corpus.defaultFolder().toString());
    document.put("floor", corpus.guard().floor());
    document.put(
        "ceiling",
        corpus.guard().ceiling().isPresent() ? corpus.guard().ceiling().getAsInt() : null);
    document.put("mos_lowest", corpus.scales().ofTables().lowest());
    document.put("mos_highest", corpus.scales().ofTables().highest());
    document.put("mapped_lowest", corpus.scales().mapped().map(MosScale::lowest).orElse(null));
    document.put("mapped_highest", corpus.scales().mapped().map(MosScale::highest).orElse(null));
    document.put("scale", corpus.scales().name());
    document.put("extra_keys", corpus.tables().extras().stream().map(ExtraColumn::key).toList());
    document.put(
        "tables",
        corpus.tables().layouts().stream()
            .flatMap(layout -> layout.tables().stream())
            .flatMap(table -> table.files().stream())
            .distinct()
            .toList());
    document.put("declaration_sha256", corpus.declaration().sha256().hex());
    return document;
  }
}
