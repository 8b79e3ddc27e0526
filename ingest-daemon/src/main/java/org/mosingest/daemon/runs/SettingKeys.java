package org.mosingest.daemon.runs;

import org.mosingest.core.options.SettingOption;
import org.mosingest.core.setting.MendedBySettings;

/** Tells a service's client by which keys of a submission a fault may be mended. Stateless. */
public final class SettingKeys {

  private SettingKeys() {}

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
