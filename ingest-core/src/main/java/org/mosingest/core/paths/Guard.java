package org.mosingest.core.paths;

import java.io.IOException;

/** Something that must hold while a file is written. */
@FunctionalInterface
public interface Guard {

  /**
   * Looks whether it does.
   *
   * @throws IOException if not
   */
  void check() throws IOException;
}
