package org.mosingest.daemon.watch;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.mosingest.core.row.Text;

/**
 * Nothing has settled for longer than it should take.
 *
 * @param lasts since a row last settled, when this was found
 * @param clips the oldest clips that are not settled, in manifest order, and where each is
 */
public record Stall(Duration lasts, List<StalledClip> clips) {

  public Stall {
    clips = List.copyOf(clips);
  }

  /**
   * A clip that does not settle.
   *
   * @param name its name in the manifest
   * @param stage where it is
   * @param lasts how long it has been there, when this was found
   * @param detail what else is known, in words; may be empty
   */
  public record StalledClip(String name, Stage stage, Duration lasts, String detail) {
    private String words() {
      return Text.printable(name)
          + " ("
          + stage.word()
          + " for "
          + seconds(lasts)
          + (detail.isEmpty() ? "" : ": " + detail)
          + ")";
    }
  }

  /**
   * One line for a person: {@code no clip finished for 312 s; oldest: a.mp4 (probing for 311 s)}.
   */
  public String words() {
    return "no clip finished for "
        + seconds(lasts)
        + "; oldest: "
        + clips.stream().map(StalledClip::words).collect(Collectors.joining(", "));
  }

  /** A clip that moved on after the clock was read for all of them is there for no time. */
  private static String seconds(Duration duration) {
    return Math.max(0, duration.toSeconds()) + " s";
  }
}
