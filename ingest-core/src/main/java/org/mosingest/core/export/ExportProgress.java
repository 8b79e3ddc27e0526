package org.mosingest.core.export;

import java.io.IOException;

/** Is told how far an export is, on its thread; what it throws ends the export. */
public interface ExportProgress {

  /**
   * Rows are written.
   *
   * @param done how many
   * @param all of how many
   */
  void written(long done, long all);

  /**
   * Files were made, or are about to get their names: whether all lie where they should.
   *
   * @throws IOException if one does not; nothing is published then
   */
  default void places() throws IOException {}

  /** All is written, and files are about to get their names: it is too late to end it. */
  default void publishes() {}
}
