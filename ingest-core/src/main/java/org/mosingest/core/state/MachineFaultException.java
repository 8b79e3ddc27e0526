package org.mosingest.core.state;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.mosingest.core.setting.MendedBySettings;
import org.mosingest.core.setting.Setting;

/**
 * This machine cannot go on: the disk is full, a folder cannot be written. No clip's fault; none is
 * marked failed for it.
 */
public class MachineFaultException extends Exception implements MendedBySettings {
  private static final long serialVersionUID = 1L;

  private final ImmutableList<Setting> settings;

  /**
   * A fault of this machine.
   *
   * @param message what was tried, on what, why it failed and what to do
   * @param cause the fault beneath
   * @param settings those that may mend it, the likeliest first
   */
  public MachineFaultException(String message, Throwable cause, Setting... settings) {
    super(message, cause);
    this.settings = ImmutableList.copyOf(settings);
  }

  /**
   * Too many files are open.
   *
   * @param tried what was tried, on what
   * @param cause the fault beneath
   */
  public static MachineFaultException outOfFiles(String tried, Throwable cause) {
    return new MachineFaultException(
        tried
            + ": too many files are open; download or probe fewer clips at a time, or raise the limit"
            + " (ulimit -n), then start the run again",
        cause,
        Setting.DOWNLOADS,
        Setting.PROBES);
  }

  @Override
  public List<Setting> settings() {
    return settings;
  }
}
