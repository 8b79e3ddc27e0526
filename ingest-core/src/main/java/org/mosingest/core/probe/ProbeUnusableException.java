package org.mosingest.core.probe;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.mosingest.core.setting.MendedBySettings;
import org.mosingest.core.setting.Setting;

/** The probe cannot run on this machine: no such program, no permission, not an ffprobe. */
public class ProbeUnusableException extends RuntimeException implements MendedBySettings {
  private static final long serialVersionUID = 1L;

  private final ImmutableList<Setting> settings;

  /**
   * A probe that cannot run.
   *
   * @param message what was tried, why it failed and what to do
   * @param cause the fault beneath
   * @param settings those that may mend it, the likeliest first
   */
  public ProbeUnusableException(String message, Throwable cause, Setting... settings) {
    super(message, cause);
    this.settings = ImmutableList.copyOf(settings);
  }

  /**
   * A probe that cannot run.
   *
   * @param message what was tried, why it failed and what to do
   * @param settings those that may mend it, the likeliest first
   */
  public ProbeUnusableException(String message, Setting... settings) {
    super(message);
    this.settings = ImmutableList.copyOf(settings);
  }

  @Override
  public List<Setting> settings() {
    return settings;
  }
}
