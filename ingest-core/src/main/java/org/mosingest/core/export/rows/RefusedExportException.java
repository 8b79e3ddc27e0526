package org.mosingest.core.export.rows;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.mosingest.core.setting.MendedBySettings;
import org.mosingest.core.setting.Setting;

/** An export that cannot be made as it is asked for; nothing was published. */
public final class RefusedExportException extends Exception implements MendedBySettings {
  private static final long serialVersionUID = 1L;

  private final String hint;
  private final ImmutableList<Setting> settings;

  /**
   * A refusal.
   *
   * @param message what was asked for and why it cannot be
   * @param hint what to do about it
   * @param settings those that may mend it, the likeliest first
   */
  public RefusedExportException(String message, String hint, Setting... settings) {
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
