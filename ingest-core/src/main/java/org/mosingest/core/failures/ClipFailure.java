package org.mosingest.core.failures;

import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;
import org.mosingest.core.row.Text;

/**
 * A row that did not make it into the output.
 *
 * @param row the row's index in the manifest
 * @param name the clip's name below its folder
 * @param url where it was to be had, without user name and password; empty for a local clip
 * @param kind whether it could not be had or is of no use
 * @param reason why
 * @param at when it failed; where an earlier run decided that and did not say when, when a run
 *     first met it since
 * @param attempts attempts at its download by the run that last made any, 0 if none was due; empty
 *     where that is not known
 * @param bytesKept bytes of its download that wait beside its place to be continued
 */
public record ClipFailure(
    int row,
    String name,
    String url,
    Kind kind,
    Reason reason,
    Instant at,
    OptionalInt attempts,
    long bytesKept) {

  /** What kind of failure. */
  public enum Kind {
    /** The clip could not be had. */
    DOWNLOAD,
    /** The clip is there and of no use. */
    BROKEN;

    /** As programs read it: {@code download-failed}, {@code broken-clip}. */
    public String id() {
      return switch (this) {
        case DOWNLOAD -> "download-failed";
        case BROKEN -> "broken-clip";
      };
    }

    /**
     * The kind of that id.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Kind ofId(String id) {
      return Arrays.stream(values())
          .filter(kind -> kind.id().equals(id))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("no kind of failure: " + Text.printable(id)));
    }
  }

  /** The same for another row of the same clip. */
  public ClipFailure ofRow(int other) {
    return other == row
        ? this
        : new ClipFailure(other, name, url, kind, reason, at, attempts, bytesKept);
  }

  /** The same, last tried then and so often. */
  public ClipFailure triedAt(Instant then, OptionalInt times) {
    return new ClipFailure(row, name, url, kind, reason, then, times, bytesKept);
  }

  /** What the reason starts with: its fixed word, and where it has one its number. */
  public String word() {
    return reason.start();
  }
}
