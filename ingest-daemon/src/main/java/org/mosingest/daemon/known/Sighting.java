package org.mosingest.daemon.known;

import java.util.Optional;
import org.mosingest.core.clip.ClipStamp;

/**
 * What can be said of a clip without opening it.
 *
 * @param stamp what the file looks like now; empty if a change could go unnoticed
 * @param known what is known of just this file
 */
public record Sighting(Optional<ClipStamp> stamp, Optional<KnownClip> known) {

  /** Nothing is known, and nothing can be remembered. */
  public static final Sighting BLANK = new Sighting(Optional.empty(), Optional.empty());
}
