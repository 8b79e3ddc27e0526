package org.mosingest.core.paths;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import org.mosingest.core.setting.MendedBySettings;
import org.mosingest.core.setting.Setting;

/** A path that was asked for would harm another file; nothing has been written. */
public final class PathClashException extends IOException implements MendedBySettings {
  private static final long serialVersionUID = 1L;

  private final String hint;
  private final ImmutableList<Setting> settings;

  /**
   * A clash.
   *
   * @param message which file, in which two roles
   * @param hint what to do
   * @param settings those that may mend it, the likeliest first
   */
  public PathClashException(String message, String hint, Setting... settings) {
    super(message);
    this.hint = hint;
    this.settings = ImmutableList.copyOf(settings);
  }

  /** What to do. */
  public String hint() {
    return hint;
  }

  @Override
  public List<Setting> settings() {
    return settings;
  }
}
