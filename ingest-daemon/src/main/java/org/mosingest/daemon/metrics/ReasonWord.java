package org.mosingest.daemon.metrics;

import java.util.Set;
import java.util.regex.Pattern;
import org.mosingest.core.failures.ClipFailure;

/**
 * A failure's fixed word as a label. What a server or a curl makes up never becomes one: labels
 * stay few for ever.
 */
public final class ReasonWord {

  /** The label of a word that is none of the fixed ones. */
  public static final String OTHER = "other";

  private static final Set<String> FIXED =
      Set.of(
          "timeout",
          "dns",
          "connect",
          "reset",
          "tls",
          "protocol",
          "truncated",
          "redirect-loop",
          "not-a-video",
          "empty-body",
          "bad-encoding",
          "too-large",
          "no-url-in-manifest",
          "bad-url",
          "disk",
          "not-a-file",
          "unreadable",
          "no-video-stream",
          "no-picture-size",
          "ffprobe-failed",
          "ffprobe-not-json",
          "probe-timeout");

  private static final Pattern NUMBERED = Pattern.compile("http-[1-5][0-9]{2}|curl-rc=[0-9]{1,2}");

  private ReasonWord() {}

  /** The fixed word that a reason starts with, {@link #OTHER} if it starts with none. */
  public static String label(String reason) {
    String word = ClipFailure.word(reason);
    return FIXED.contains(word) || NUMBERED.matcher(word).matches() ? word : OTHER;
  }
}
