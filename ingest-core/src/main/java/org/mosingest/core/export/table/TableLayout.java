package org.mosingest.core.export.table;

import java.util.List;
import org.mosingest.core.export.rows.ExtraKeys;

/**
 * What a table has beside the columns of all rows.
 *
 * @param extras the columns that only some corpora have
 * @param split whether rows are in parts
 */
public record TableLayout(List<ExtraKeys.Key> extras, boolean split) {
  public TableLayout {
    extras = List.copyOf(extras);
  }
}
