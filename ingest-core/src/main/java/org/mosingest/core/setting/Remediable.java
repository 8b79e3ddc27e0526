package org.mosingest.core.setting;

import java.util.List;

/** A fault that comes with what mends it. */
public interface Remediable extends MendedBySettings {

  /** What mends it. */
  Remedy remedy();

  /** What to do about it. */
  default String hint() {
    return remedy().hint();
  }

  @Override
  default List<Setting> settings() {
    return remedy().settings();
  }
}
