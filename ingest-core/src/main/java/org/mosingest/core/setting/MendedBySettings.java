package org.mosingest.core.setting;

import java.util.List;

/** A fault that other settings may mend. */
public interface MendedBySettings {

  /** The settings that may mend it, the likeliest first; empty if none. */
  List<Setting> settings();
}
