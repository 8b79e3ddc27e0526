package org.mosingest.core.corpus;

import java.util.stream.Stream;
import org.mosingest.core.csv.BadTableException;
import org.mosingest.core.setting.Remediable;
import org.mosingest.core.setting.Remedy;
import org.mosingest.core.setting.Setting;

/**
 * The corpus cannot be read as given: a missing file, too few rows, no readable columns, not UTF-8.
 */
public class BadCorpusException extends Exception implements Remediable {
  private static final long serialVersionUID = 1L;

  private final Remedy remedy;

  /**
   * A corpus that cannot be read.
   *
   * @param message what was tried, on what, and why it failed
   * @param hint what to do about it
   * @param settings those that may mend it, the likeliest first
   */
  public BadCorpusException(String message, String hint, Setting... settings) {
    super(message);
    this.remedy = Remedy.of(hint, settings);
  }

  /**
   * A corpus of which a table cannot be read.
   *
   * @param hint what to do about it
   * @param settings those that may mend it beside the table's own
   */
  BadCorpusException(BadTableException table, String hint, Setting... settings) {
    this(
        String.valueOf(table.getMessage()),
        hint,
        Stream.concat(Stream.of(settings), table.settings().stream()).toArray(Setting[]::new));
    initCause(table);
  }

  @Override
  public Remedy remedy() {
    return remedy;
  }
}
