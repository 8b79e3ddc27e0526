package org.mosingest.cli.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.config.OptionInForce;
import org.mosingest.cli.view.Table.Column;
import tools.jackson.databind.json.JsonMapper;

/** Options in force, one a line or as JSON. */
public final class OptionTable {

  private OptionTable() {}

  /** The lines of the table, as wide as the paper allows. */
  public static List<String> lines(List<OptionInForce> options, OutputStyle paper) {
    Palette palette = paper.palette();
    Table table =
        new Table(
            palette,
            new Column("OPTION", false, 0),
            new Column("VALUE", false, 0),
            new Column("FROM", false, 0),
            new Column("COMMANDS", false, 1));
    for (OptionInForce option : options) {
      table.row(
          palette.plain(option.option()),
          palette.plain(option.value().isEmpty() ? "-" : option.value()),
          palette.plain(option.from()),
          palette.plain(String.join(" ", option.commands())));
    }
    return table.lines(paper.columns());
  }

  /** One document, keys as scripts read them; {@code value} is null where there is none. */
  public static String json(List<OptionInForce> options) {
    List<Map<String, @Nullable Object>> all = options.stream().map(OptionTable::document).toList();
    return JsonMapper.shared().writeValueAsString(Map.of("options", all));
  }

  private static Map<String, @Nullable Object> document(OptionInForce option) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("option", option.option());
    document.put("value", option.value().isEmpty() ? null : option.value());
    document.put("from", option.from());
    document.put("commands", option.commands());
    return document;
  }
}
