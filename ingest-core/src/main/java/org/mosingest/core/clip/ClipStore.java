package org.mosingest.core.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.row.Clip;

/**
 * Where the clips of a corpus are kept: what can be said of one without opening it. Safe for many
 * threads.
 */
public interface ClipStore {

  /**
   * What stands at the clip's place; nothing is opened.
   *
   * @param clip of one of the rows
   * @param file its place, as far as the store is a folder
   * @throws IOException if the store cannot be asked
   */
  ClipFile look(Clip clip, Path file) throws IOException;

  /**
   * The stamp of the clip's file; empty if there is none, or it cannot be had now.
   *
   * @param clip of one of the rows
   * @param file its place, as far as the store is a folder
   */
  Optional<ClipStamp> stamp(Clip clip, Path file);

  /**
   * Whether a clip's place is still where it was when the run began.
   *
   * @throws IOException if not, or if that cannot be told
   */
  void check(Clip clip, Path file) throws IOException;
}
