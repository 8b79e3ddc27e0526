package org.mosingest.cli.demo;

import static org.mosingest.cli.demo.Codec.AV1;
import static org.mosingest.cli.demo.Codec.H264;
import static org.mosingest.cli.demo.Codec.MPEG4;
import static org.mosingest.cli.demo.Codec.VP9;

import java.util.List;
import org.mosingest.cli.demo.DemoClip.Again;
import org.mosingest.cli.demo.DemoClip.CopyOf;
import org.mosingest.cli.demo.DemoClip.Encoded;
import org.mosingest.cli.demo.DemoClip.HalfOf;
import org.mosingest.cli.demo.DemoClip.Nothing;

/** The rows of the demo's manifest, in order. */
final class DemoClips {

  /**
   * What comes early belongs to the pass that is interrupted: lasting failures, which the second
   * pass must remember. What takes its time comes late, so that the second pass meets it. The first
   * clips are small: a large one would hold back the rows behind it until downloads have run far
   * ahead.
   */
  static final List<DemoClip> ALL =
      List.of(
          clip("01_pattern.mp4", "testsrc2=s=640x360:r=30", 2, H264),
          clip("02_fractal.webm", "mandelbrot=s=320x180:r=25", 2, VP9),
          missing("03_taken_down.mp4", DemoFault.NOT_FOUND),
          clip("04_automaton.mov", "cellauto=s=192x108:r=30000/1001:seed=4", 1, MPEG4),
          clip("05_pattern.mkv", "testsrc2=s=480x270:r=50", 0.5, AV1),
          missing("06_log_in_first.mp4", DemoFault.HTML_PAGE),
          clip("07_life.mp4", "life=s=256x144:r=24:mold=10:seed=7", 1, H264),
          clip("08_moved.mp4", "testsrc2=s=854x480:r=24", 0.5, MPEG4, DemoFault.REDIRECT),
          new DemoClip("02_fractal.webm", new Again(), DemoFault.NONE),
          clip("10_gradients.webm", "gradients=s=640x360:r=30:speed=0.05:seed=9", 2, VP9),
          clip("11_triangles.mp4", "sierpinski=s=480x270:r=25:seed=10", 1, H264),
          clip("12_gradients.mkv", "gradients=s=426x240:r=24:speed=0.05:seed=11", 2, VP9),
          clip("13_testcard.mov", "testsrc2=s=640x480:r=30000/1001", 1.5, H264),
          clip("14_pattern_hd.mp4", "testsrc2=s=1280x720:r=60", 0.5, AV1),
          clip("15_pattern.webm", "testsrc2=s=426x240:r=60", 1, AV1),
          new DemoClip("16_copy_of_01.mp4", new CopyOf("01_pattern.mp4"), DemoFault.NONE),
          clip("17_bars.mp4", "smptehdbars=s=960x540:r=25", 2, MPEG4),
          clip("18_fractal.mkv", "mandelbrot=s=320x240:r=30:start_scale=1", 1.5, AV1),
          new DemoClip("19_cut_short.mp4", new HalfOf("01_pattern.mp4"), DemoFault.NONE),
          clip("20_upright.mp4", "testsrc2=s=360x640:r=30", 1.5, H264),
          missing("21_removed.mp4", DemoFault.GONE),
          clip("22_pattern.mp4", "testsrc2=s=320x240:r=24", 2, MPEG4),
          clip("23_pattern.webm", "testsrc2=s=640x480:r=25", 1, VP9),
          clip("24_pattern.mp4", "testsrc2=s=854x480:r=30000/1001", 1, AV1),
          clip("25_life.mkv", "life=s=320x180:r=60:mold=10:seed=26", 0.5, H264),
          clip("26_dropped.mp4", "testsrc2=s=640x360:r=50", 1, MPEG4, DemoFault.DROPPED_CONNECTION),
          clip("27_square.mov", "testsrc2=s=480x480:r=24", 1.5, H264),
          clip("28_stalled.webm", "testsrc2=s=640x360:r=25", 2, VP9, DemoFault.STALL),
          clip("29_busy.mp4", "testsrc2=s=480x270:r=25", 2, H264, DemoFault.BUSY),
          missing("30_taken_down.mp4", DemoFault.NOT_FOUND),
          clip("31_automaton.mkv", "cellauto=s=256x144:r=50:seed=30", 1, MPEG4));

  /**
   * Where the first pass is to be stopped at the latest: the next clips that take their time are
   * well behind it.
   */
  static final String FENCE = "22_pattern.mp4";

  private DemoClips() {}

  private static DemoClip clip(String name, String picture, double seconds, Codec codec) {
    return clip(name, picture, seconds, codec, DemoFault.NONE);
  }

  private static DemoClip clip(
      String name, String picture, double seconds, Codec codec, DemoFault fault) {
    return new DemoClip(name, new Encoded(picture, seconds, codec), fault);
  }

  private static DemoClip missing(String name, DemoFault fault) {
    return new DemoClip(name, new Nothing(), fault);
  }
}
