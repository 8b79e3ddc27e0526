package org.mosingest.core.corpus;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Stream;
import org.mosingest.core.csv.BadTableException;
import org.mosingest.core.setting.MendedBySettings;
import org.mosingest.core.setting.Setting;

/**
 * The corpus cannot be read as given: a missing file, too few rows, no readable columns, not UTF-8.
 */
public class BadCorpusException extends Exception implements MendedBySettings {
  private static final long serialVersionUID = 1L;

  private final String hint;
  private final ImmutableList<Setting> settings;

  /**
   * A corpus that cannot be read.
   *
   * @param message what was tried, on what, and why it failed
   * @param hint what to do about it
   * @param settings those that may mend it, the likeliest first
   */
  public BadCorpusException(String message, String hint, Setting... settings) {
    super(message);
    this.hint = hint;
    this.settings = ImmutableList.copyOf(settings);
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

  /** What to do about it. */
  public String hint() {
    return hint;
  }

  @Override
  public List<Setting> settings() {
    return settings;
  }
}
