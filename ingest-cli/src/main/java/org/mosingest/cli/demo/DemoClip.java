package org.mosingest.cli.demo;

/**
 * A row of the demo's manifest.
 *
 * @param name the clip's name, which may come twice
 * @param source where its bytes come from
 * @param fault what goes wrong when it is fetched
 */
record DemoClip(String name, Source source, DemoFault fault) {

  /** Where a clip's bytes come from. */
  sealed interface Source {}

  /**
   * Made by ffmpeg.
   *
   * @param picture one of FFmpeg's synthetic sources, with its options
   * @param seconds how long
   * @param codec how it is encoded
   */
  record Encoded(String picture, double seconds, Codec codec) implements Source {}

  /** The same bytes as those of another clip. */
  record CopyOf(String original) implements Source {}

  /** The first half of another clip, whose index is at its end. */
  record HalfOf(String original) implements Source {}

  /** The clip of an earlier row once more. */
  record Again() implements Source {}

  /** None: the server does not have it. */
  record Nothing() implements Source {}

  /** What is to become of the row. */
  enum Outcome {
    ROW,
    DUPLICATE,
    DOWNLOAD_FAILED,
    BROKEN
  }

  /** What is to become of the row, if all goes as it should. */
  Outcome expected() {
    return switch (source) {
      case Encoded _ -> Outcome.ROW;
      case CopyOf _, Again _ -> Outcome.DUPLICATE;
      case HalfOf _ -> Outcome.BROKEN;
      case Nothing _ -> Outcome.DOWNLOAD_FAILED;
    };
  }

  /** Whether the server has bytes for it that no earlier row stands for. */
  boolean isServed() {
    return switch (source) {
      case Encoded _, CopyOf _, HalfOf _ -> true;
      case Again _, Nothing _ -> false;
    };
  }
}
