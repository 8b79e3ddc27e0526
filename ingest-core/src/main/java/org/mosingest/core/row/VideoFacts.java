package org.mosingest.core.row;

/**
 * What a probe found of a clip's first video stream, in ffprobe's terms.
 *
 * @param width coded width in pixels, above 0; rotation is not applied
 * @param height coded height in pixels, above 0
 * @param framerate frames a second: {@code avg_frame_rate}, else {@code r_frame_rate}; 0.0 if
 *     neither tells
 * @param durationS seconds: the stream's duration if positive, else the container's if positive,
 *     else 0.0
 * @param pixFmt {@code pix_fmt}, empty if unknown
 * @param codecName {@code codec_name}, empty if unknown
 */
public record VideoFacts(
    int width, int height, double framerate, double durationS, String pixFmt, String codecName) {
  public VideoFacts {
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException("picture size " + width + "x" + height);
    }
    if (!Double.isFinite(framerate)
        || framerate < 0
        || !Double.isFinite(durationS)
        || durationS < 0) {
      throw new IllegalArgumentException("framerate " + framerate + ", duration " + durationS);
    }
  }
}
