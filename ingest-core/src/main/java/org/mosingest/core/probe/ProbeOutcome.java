package org.mosingest.core.probe;

import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.VideoFacts;

/** What a probe makes of a clip. */
public sealed interface ProbeOutcome {

  /** The clip holds a video. */
  record Video(VideoFacts facts) implements ProbeOutcome {}

  /**
   * The clip is of no use.
   *
   * @param reason a fixed word ({@code no-video-stream}, {@code ffprobe-failed}, {@code
   *     probe-timeout}, ...), then details after a colon; holds no raw control character
   */
  record Broken(Reason reason) implements ProbeOutcome {}
}
