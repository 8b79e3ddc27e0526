package org.mosingest.core.options;

import com.google.common.base.Ascii;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What probes. */
public enum ProbeChoice {
  /** libavformat within worker processes that live on. */
  LIBAV,
  /** An ffprobe process for each clip. */
  FFPROBE;

  /** The name that users give. */
  public String id() {
    return Ascii.toLowerCase(name());
  }

  static Optional<ProbeChoice> byId(String id) {
    return Arrays.stream(values()).filter(choice -> choice.id().equals(id)).findAny();
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(ProbeChoice::id).toList();
  }
}
