package org.mosingest.core.export.rows;

import org.mosingest.core.setting.Remediable;
import org.mosingest.core.setting.Remedy;
import org.mosingest.core.setting.Setting;

/** An export that cannot be made as it is asked for; nothing was published. */
public final class RefusedExportException extends Exception implements Remediable {
  private static final long serialVersionUID = 1L;

  private final Remedy remedy;

  /**
   * A refusal.
   *
   * @param message what was asked for and why it cannot be
   * @param hint what to do about it
   * @param settings those that may mend it, the likeliest first
   */
  public RefusedExportException(String message, String hint, Setting... settings) {
    super(message);
    this.remedy = Remedy.of(hint, settings);
  }

  @Override
  public Remedy remedy() {
    return remedy;
  }
}
