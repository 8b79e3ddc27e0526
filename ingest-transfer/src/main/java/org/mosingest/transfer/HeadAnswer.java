package org.mosingest.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.StatusRules;

/** What a server answers when it is asked for the head of a clip. */
public sealed interface HeadAnswer {

  /** What was asked about, as the manifest has it. */
  ClipUrl url();

  /**
   * It answered.
   *
   * @param status of the last hop
   * @param length of the clip in bytes; empty if it is not told
   * @param ranges whether the server says that it sends parts: {@code Accept-Ranges: bytes}
   * @param validator whether an unfinished download could be told from another version of the clip,
   *     so that it may be continued
   * @param date the server's clock
   * @param at this machine's clock when the answer came
   * @param took from the question to the answer, redirects included
   */
  record Answered(
      ClipUrl url,
      int status,
      OptionalLong length,
      boolean ranges,
      boolean validator,
      Optional<Instant> date,
      Instant at,
      Duration took)
      implements HeadAnswer {

    /** Whether the clip can be had there. */
    public boolean isThere() {
      return status == 200 || status == 203 || status == 206;
    }

    /** Whether the server asks to come again later, which a run does. */
    public boolean isLater() {
      return StatusRules.isPassing(status);
    }

    /** Whether a download that was cut can be continued there. */
    public boolean canContinue() {
      return isThere() && ranges && validator;
    }
  }

  /**
   * It answered with what is no clip.
   *
   * @param reason the contract's word for it, then details; printable
   */
  record NoClip(ClipUrl url, String reason) implements HeadAnswer {}

  /**
   * No answer came.
   *
   * @param reason the contract's word for it, then details; printable
   */
  record Silent(ClipUrl url, String reason) implements HeadAnswer {}
}
