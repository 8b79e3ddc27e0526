package org.mosingest.core.csv;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.mosingest.core.setting.MendedBySettings;
import org.mosingest.core.setting.Setting;

/** A file cannot be read as the table it was given for: it is missing, no CSV, or torn. */
public final class BadTableException extends Exception implements MendedBySettings {
  private static final long serialVersionUID = 1L;

  private final String hint;
  private final ImmutableList<Setting> settings;

  /**
   * A table that cannot be read.
   *
   * @param message what was tried, on what, and why it failed
   * @param hint what to do about it
   * @param settings those that may mend it, the likeliest first
   */
  public BadTableException(String message, String hint, Setting... settings) {
    super(message);
    this.hint = hint;
    this.settings = ImmutableList.copyOf(settings);
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
