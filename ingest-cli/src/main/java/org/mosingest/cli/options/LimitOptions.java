package org.mosingest.cli.options;

import org.mosingest.cli.config.DeclaredOptions;
import org.mosingest.core.options.LimitOption;
import tools.jackson.databind.json.JsonMapper;

/** What is to be changed of a running service. */
public final class LimitOptions extends DeclaredOptions {

  LimitOptions() {
    super(LimitOption.ALL);
  }

  /** Whether anything is. */
  public boolean isEmpty() {
    return values().plain().isEmpty();
  }

  /** What the service is told, a JSON object. */
  public String json() {
    return JsonMapper.shared().writeValueAsString(values().plain());
  }
}
