package org.mosingest.core.content;

import java.util.EnumSet;
import java.util.Set;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.VideoFacts;

/** Why a row may be of no moving picture, told by its own fields. */
public enum RowDoubt {
  /** Its first video stream looks like cover art: a still picture's codec and no frame rate. */
  COVER_ART(
      "row whose first video stream looks like cover art",
      "rows whose first video stream looks like cover art"),
  /** Its frame rate is 0. */
  NO_FRAME_RATE("row with a frame rate of 0", "rows with a frame rate of 0"),
  /** Its duration is 0. */
  NO_DURATION("row with a duration of 0", "rows with a duration of 0"),
  /** Its pixel format is unknown. */
  NO_PIXEL_FORMAT("row without a pixel format", "rows without a pixel format"),
  /** Many clips hold the same bytes: what a host sends in place of removed ones, most likely. */
  PLACEHOLDER(
      "clip that shares its bytes with two or more others",
      "clips that share their bytes with two or more others");

  private static final Set<String> STILL_CODECS =
      Set.of("mjpeg", "png", "bmp", "gif", "tiff", "webp", "jpeg2000", "jpegls", "ppm");

  /** Still pictures are given the rate of their container's clock. */
  private static final double CLOCK_RATE = 1_000;

  private final String one;
  private final String many;

  RowDoubt(String one, String many) {
    this.one = one;
    this.many = many;
  }

  /** So many rows or clips of this kind, without the number, to stand after it. */
  public String words(long count) {
    return Counted.word(count, one, many);
  }

  /** What is doubtful about a clip. */
  static Set<RowDoubt> of(VideoFacts video) {
    Set<RowDoubt> doubts = EnumSet.noneOf(RowDoubt.class);
    boolean noRate = video.framerate() == 0;
    if (STILL_CODECS.contains(video.codecName()) && (noRate || video.framerate() >= CLOCK_RATE)) {
      doubts.add(COVER_ART);
    }
    if (noRate) {
      doubts.add(NO_FRAME_RATE);
    }
    if (video.durationS() == 0) {
      doubts.add(NO_DURATION);
    }
    if (video.pixFmt().isEmpty()) {
      doubts.add(NO_PIXEL_FORMAT);
    }
    return doubts;
  }
}
