package org.mosingest.core.content;

import java.util.EnumSet;
import java.util.Set;
import org.mosingest.core.row.VideoFacts;

/** Why a row may be of no moving picture, told by its own fields. */
public enum RowDoubt {
  /** Its first video stream looks like cover art: a still picture's codec and no frame rate. */
  COVER_ART("rows whose first video stream looks like cover art"),
  /** Its frame rate is 0. */
  NO_FRAME_RATE("rows with a frame rate of 0"),
  /** Its duration is 0. */
  NO_DURATION("rows with a duration of 0"),
  /** Its pixel format is unknown. */
  NO_PIXEL_FORMAT("rows without a pixel format"),
  /** Many clips hold the same bytes: what a host sends in place of removed ones, most likely. */
  PLACEHOLDER("clips that share their bytes with two or more others");

  private static final Set<String> STILL_CODECS =
      Set.of("mjpeg", "png", "bmp", "gif", "tiff", "webp", "jpeg2000", "jpegls", "ppm");

  /** Still pictures are given the rate of their container's clock. */
  private static final double CLOCK_RATE = 1_000;

  private final String many;

  RowDoubt(String many) {
    this.many = many;
  }

  /** The rows or clips of this kind, in the plural, to stand after their number. */
  public String many() {
    return many;
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
