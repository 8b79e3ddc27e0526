package org.mosingest.core.paths;

import java.io.IOException;
import org.mosingest.core.setting.Remediable;
import org.mosingest.core.setting.Remedy;
import org.mosingest.core.setting.Setting;

/** A path that was asked for would harm another file; nothing has been written. */
public final class PathClashException extends IOException implements Remediable {
  private static final long serialVersionUID = 1L;

  private final Remedy remedy;

  /**
   * A clash.
   *
   * @param message which file, in which two roles
   * @param hint what to do
   * @param settings those that may mend it, the likeliest first
   */
  public PathClashException(String message, String hint, Setting... settings) {
    super(message);
    this.remedy = Remedy.of(hint, settings);
  }

  @Override
  public Remedy remedy() {
    return remedy;
  }
}
