package org.mosingest.spark;

import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.clip.ClipStamp;
import org.mosingest.core.row.Clip;

/** What the driver knows of the clips that executors have put in their places. */
interface Sights {

  /** Of a folder that the driver looks into itself. */
  Sights SHARED = (_, file) -> ClipStamp.of(file);

  /** A clip's stamp now; empty if there is no such file. */
  Optional<ClipStamp> stamp(Clip clip, Path file);

  /** A clip had this stamp when a task put it in its place or read it. */
  default void seen(Clip clip, Optional<ClipStamp> stamp) {}

  /** A clip's place is not what it was. */
  default void lookAgain(Clip clip) {}
}
