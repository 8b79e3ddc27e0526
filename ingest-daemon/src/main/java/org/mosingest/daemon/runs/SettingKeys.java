package org.mosingest.daemon.runs;

import org.mosingest.core.options.SettingOption;
import org.mosingest.core.setting.MendedBySettings;
import org.mosingest.core.setting.Remediable;

/** Tells a service's client by which keys of a submission a fault may be mended. Stateless. */
public final class SettingKeys {

  private SettingKeys() {}

  /** What a fault says, and what to do about it. */
  public static <E extends Exception & Remediable> String told(E fault) {
    return fault.getMessage() + "; " + behind(fault.hint(), fault);
  }

  /**
   * Words, and the keys in parentheses behind them: {@code lower the minimum (corpus, min_rows)}.
   *
   * @return the words alone where no key of a submission would mend it
   */
  public static String behind(String words, MendedBySettings fault) {
    String keys = SettingOption.keys(fault.settings());
    return keys.isEmpty() ? words : words + " (" + keys + ")";
  }
}
