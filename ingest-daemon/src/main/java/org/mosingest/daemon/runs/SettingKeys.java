package org.mosingest.daemon.runs;

import java.util.List;
import org.mosingest.core.options.SettingOption;
import org.mosingest.core.options.Wording;
import org.mosingest.core.setting.MendedBySettings;
import org.mosingest.core.setting.Remediable;

/** Tells a service's client by which keys of a submission a fault may be mended. Stateless. */
public final class SettingKeys {

  private SettingKeys() {}

  /** What a fault says, and what to do about it. */
  public static <E extends Exception & Remediable> Wording told(E fault) {
    return Wording.of(fault.getMessage() + "; ").and(behind(fault.hint(), fault));
  }

  /**
   * Words, and the keys in parentheses behind them: {@code lower the minimum (corpus, min_rows)}.
   *
   * @return the words alone where no key of a submission would mend it
   */
  public static Wording behind(String words, MendedBySettings fault) {
    List<String> keys = SettingOption.keys(fault.settings());
    return keys.isEmpty()
        ? Wording.of(words)
        : Wording.of(words + " (").and(Wording.ofKeys(keys)).and(")");
  }
}
