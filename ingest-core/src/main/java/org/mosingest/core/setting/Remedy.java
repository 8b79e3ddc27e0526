package org.mosingest.core.setting;

import com.google.common.collect.ImmutableList;
import java.io.Serializable;

/**
 * What mends a fault.
 *
 * @param hint what to do about it, in words that name no option
 * @param settings those that may mend it, the likeliest first
 */
public record Remedy(String hint, ImmutableList<Setting> settings) implements Serializable {

  /** The words, and the settings that may mend it. */
  public static Remedy of(String hint, Setting... settings) {
    return new Remedy(hint, ImmutableList.copyOf(settings));
  }
}
