package org.mosingest.core.csv;

import org.mosingest.core.setting.Remediable;
import org.mosingest.core.setting.Remedy;
import org.mosingest.core.setting.Setting;

/** A file cannot be read as the table it was given for: it is missing, no CSV, or torn. */
public final class BadTableException extends Exception implements Remediable {
  private static final long serialVersionUID = 1L;

  private final Remedy remedy;

  /**
   * A table that cannot be read.
   *
   * @param message what was tried, on what, and why it failed
   * @param hint what to do about it
   * @param settings those that may mend it, the likeliest first
   */
  public BadTableException(String message, String hint, Setting... settings) {
    super(message);
    this.remedy = Remedy.of(hint, settings);
  }

  @Override
  public Remedy remedy() {
    return remedy;
  }
}
