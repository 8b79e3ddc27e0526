package org.mosingest.daemon.run;

import java.time.Instant;

/**
 * A row that did not make it into the output.
 *
 * @param row the row's index in the manifest
 * @param name the clip's name below its folder
 * @param url where it was to be had, empty for a local clip
 * @param kind whether it could not be had or is of no use
 * @param reason the fixed word, then details
 * @param at when it was settled
 */
public record ClipFailure(int row, String name, String url, Kind kind, String reason, Instant at) {

  /** What kind of failure. */
  public enum Kind {
    /** The clip could not be had. */
    DOWNLOAD,
    /** The clip is there and of no use. */
    BROKEN
  }

  /** The fixed word that the reason starts with. */
  public String word() {
    return word(reason);
  }

  /** The fixed word that a reason starts with: what stands before its details. */
  public static String word(String reason) {
    int colon = reason.indexOf(':');
    return colon < 0 ? reason : reason.substring(0, colon);
  }

  /** Told of failures, in manifest order, by the writer's thread. */
  @FunctionalInterface
  public interface Listener {
    /** A row did not make it. */
    void failed(ClipFailure failure);
  }
}
