package org.mosingest.daemon.known;

import java.nio.file.Path;
import org.mosingest.core.row.Clip;

/**
 * What is known of the clips of one corpus. Safe for many threads.
 *
 * <p>Never a run's end: a memory that cannot be read or written is reported once, and then nothing
 * is known.
 */
public interface KnownClips extends AutoCloseable {

  /** The memory's file in the corpus folder. */
  String FILE_NAME = ".known-clips.db";

  /** Looks at a clip's file without opening it. */
  Sighting sight(Clip clip, Path file);

  /**
   * Remembers what was learnt of a clip since it was sighted, unless it has been changed meanwhile.
   * A crash loses what was learnt in the last second or so.
   */
  void remember(Clip clip, Path file, Sighting sighting, KnownClip learnt);

  /** Stores what is not stored yet. */
  @Override
  void close();
}
