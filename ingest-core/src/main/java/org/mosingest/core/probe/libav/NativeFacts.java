package org.mosingest.core.probe.libav;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.mosingest.core.row.VideoFacts;

/**
 * What the libraries know of a clip's first video stream, as they know it: fractions and ticks, no
 * text made of them yet.
 *
 * @param width {@code AVCodecParameters.width}
 * @param height {@code AVCodecParameters.height}
 * @param rate {@code AVStream.avg_frame_rate}
 * @param tick {@code AVStream.time_base}, the unit of {@code ticks}
 * @param ticks {@code AVStream.duration}
 * @param micros {@code AVFormatContext.duration}
 * @param pixFmt the name of the pixel format, empty if there is none
 * @param codec the name of the codec, empty if there is none
 */
record NativeFacts(
    int width,
    int height,
    Fraction rate,
    Fraction tick,
    long ticks,
    long micros,
    String pixFmt,
    String codec) {

  /** {@code AVRational}. */
  record Fraction(int numerator, int denominator) {

    /** {@code av_q2d}: infinite or not a number where the denominator is 0. */
    double value() {
      return numerator / (double) denominator;
    }
  }

  private static final double MICRO = 1 / 1e6;

  /** The facts as our reading of ffprobe's JSON gives them; empty if the picture has no size. */
  Optional<VideoFacts> inFfprobesTerms() {
    if (width <= 0 || height <= 0) {
      return Optional.empty();
    }
    double ofStream = printed(ticks, tick.value());
    return Optional.of(
        new VideoFacts(
            width,
            height,
            positive(rate.value()),
            ofStream > 0 ? ofStream : printed(micros, MICRO),
            pixFmt,
            codec));
  }

  /**
   * ffprobe prints a time with {@code %f}: six decimals, from the exact value of the double, halves
   * to even.
   */
  private static double printed(long time, double unit) {
    double seconds = unit * time;
    return time == NativeLayout.NO_TIME || !(positive(seconds) > 0)
        ? 0.0
        : new BigDecimal(seconds).setScale(6, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static double positive(double value) {
    return Double.isFinite(value) && value > 0 ? value : 0.0;
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(width);
    out.writeInt(height);
    out.writeInt(rate.numerator());
    out.writeInt(rate.denominator());
    out.writeInt(tick.numerator());
    out.writeInt(tick.denominator());
    out.writeLong(ticks);
    out.writeLong(micros);
    out.writeUTF(pixFmt);
    out.writeUTF(codec);
  }

  static NativeFacts readFrom(DataInputStream in) throws IOException {
    return new NativeFacts(
        in.readInt(),
        in.readInt(),
        new Fraction(in.readInt(), in.readInt()),
        new Fraction(in.readInt(), in.readInt()),
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        in.readUTF());
  }
}
