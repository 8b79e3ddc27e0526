package org.mosingest.core.failures;

/**
 * The fixed words that a {@link Reason} starts with: the one list of them. New words are added here
 * and in docs/files.md.
 */
public enum ReasonWord {
  /** The server answered with a status that brings no clip: {@code http-404}. */
  HTTP_STATUS("http-", Reason.Kind.ANSWER),
  /** The server sent more redirects than are followed, or in a circle. */
  REDIRECT_LOOP("redirect-loop", Reason.Kind.ANSWER),
  /** The server redirected to what is no http or https URL; told apart by {@link Reason#parse}. */
  BAD_REDIRECT("bad-url", Reason.Kind.ANSWER),
  /** The URL, or a redirect, leads to the service that was to fetch it. */
  OWN_SERVICE("own-service", Reason.Kind.ANSWER),
  /** The server sent something that no video begins with. */
  NOT_A_VIDEO("not-a-video", Reason.Kind.ANSWER),
  /** The server sent no byte. */
  EMPTY_BODY("empty-body", Reason.Kind.ANSWER),
  /** The server sent a coded body that was not asked for. */
  BAD_ENCODING("bad-encoding", Reason.Kind.ANSWER),
  /** The server sent more than a clip may have. */
  TOO_LARGE("too-large", Reason.Kind.ANSWER),
  /** curl ended well and wrote nothing. */
  CURL_EMPTY_OUTPUT("curl-empty-output", Reason.Kind.ANSWER),
  /** curl's status for an answer of 400 and above: {@code curl-rc=22}. */
  CURL_REFUSED("curl-rc=22", Reason.Kind.ANSWER),
  /** Any other status of curl's: {@code curl-rc=28}. */
  CURL_EXIT("curl-rc=", Reason.Kind.SILENCE),
  /** No byte, or too few, for too long. */
  TIMEOUT("timeout", Reason.Kind.SILENCE),
  /** The host's name leads nowhere. */
  DNS("dns", Reason.Kind.SILENCE),
  /** No connection. */
  CONNECT("connect", Reason.Kind.SILENCE),
  /** The connection broke. */
  RESET("reset", Reason.Kind.SILENCE),
  /** No safe connection, or a certificate that proves nothing. */
  TLS("tls", Reason.Kind.SILENCE),
  /** What came is no HTTP, or contradicts itself. */
  PROTOCOL("protocol", Reason.Kind.SILENCE),
  /** The body ended before its end. */
  TRUNCATED("truncated", Reason.Kind.SILENCE),
  /** The row names no URL, and the clip is not there. */
  NO_URL("no-url-in-manifest", Reason.Kind.MANIFEST),
  /** The row's URL is no http or https URL. */
  BAD_URL("bad-url", Reason.Kind.MANIFEST),
  /** This machine's disk. */
  DISK("disk", Reason.Kind.MACHINE),
  /** Something that is no regular file stands at the clip's place. */
  NOT_A_FILE("not-a-file", Reason.Kind.MACHINE),
  /** The clip's file could not be read, or changed all the time. */
  UNREADABLE("unreadable", Reason.Kind.MACHINE),
  /** The probe gave no answer in time. */
  PROBE_TIMEOUT("probe-timeout", Reason.Kind.MACHINE),
  /** The probe was killed, or the machine was short of something while it ran. */
  FFPROBE_DISTURBED("ffprobe-failed", Reason.Kind.MACHINE),
  /** The probe's answer is no JSON. */
  FFPROBE_NOT_JSON("ffprobe-not-json", Reason.Kind.MACHINE),
  /** ffprobe refuses the clip's bytes. */
  FFPROBE_FAILED("ffprobe-failed", Reason.Kind.CONTENT),
  /** The clip holds no video stream. */
  NO_VIDEO_STREAM("no-video-stream", Reason.Kind.CONTENT),
  /** The clip's video has no width or no height. */
  NO_PICTURE_SIZE("no-picture-size", Reason.Kind.CONTENT),
  /** None of these: written by a later version, or by hand. */
  OTHER("other", Reason.Kind.ANSWER);

  private final String text;
  private final Reason.Kind kind;

  ReasonWord(String text, Reason.Kind kind) {
    this.text = text;
    this.kind = kind;
  }

  /** The word as files and the API have it; of a numbered one, what stands before the number. */
  public String text() {
    return text;
  }

  /** What kind of cause. */
  public Reason.Kind kind() {
    return kind;
  }

  /** The word and nothing more. */
  public Reason alone() {
    return new Reason(this, text);
  }

  /**
   * The word with details.
   *
   * @param details printable
   */
  public Reason because(String details) {
    return new Reason(this, text + Reason.SEPARATOR + details);
  }
}
