package org.mosingest.core.failures;

/**
 * The fixed words that a {@link Reason} starts with: the one list of them. New words are added here
 * and in docs/files.md.
 */
public enum ReasonWord {
  /** The server answered with a status that brings no clip: {@code http-404}. */
  HTTP_STATUS("http-", ReasonKind.ANSWER),
  /** The server sent more redirects than are followed, or in a circle. */
  REDIRECT_LOOP("redirect-loop", ReasonKind.ANSWER),
  /** The server redirected to what is no http or https URL; told apart by {@link Reason#parse}. */
  BAD_REDIRECT("bad-url", ReasonKind.ANSWER),
  /** The URL, or a redirect, leads to the service that was to fetch it. */
  OWN_SERVICE("own-service", ReasonKind.ANSWER),
  /** The URL, or a redirect, leads to an address that this run may not connect to. */
  ADDRESS_REFUSED("address-refused", ReasonKind.ANSWER),
  /** The bytes have not the sum or size that the manifest gives. */
  CHECKSUM("checksum", ReasonKind.ANSWER),
  /** The server sent something that no video begins with. */
  NOT_A_VIDEO("not-a-video", ReasonKind.ANSWER),
  /** The server sent no byte. */
  EMPTY_BODY("empty-body", ReasonKind.ANSWER),
  /** The server sent a coded body that was not asked for. */
  BAD_ENCODING("bad-encoding", ReasonKind.ANSWER),
  /** The server sent more than a clip may have. */
  TOO_LARGE("too-large", ReasonKind.ANSWER),
  /** curl ended well and wrote nothing. */
  CURL_EMPTY_OUTPUT("curl-empty-output", ReasonKind.ANSWER),
  /** curl's status for an answer of 400 and above: {@code curl-rc=22}. */
  CURL_REFUSED("curl-rc=22", ReasonKind.ANSWER),
  /** Any other status of curl's: {@code curl-rc=28}. */
  CURL_EXIT("curl-rc=", ReasonKind.SILENCE),
  /** The program that is asked where a page's video lies did not say. */
  RESOLVER("resolver", ReasonKind.SILENCE),
  /** No byte, or too few, for too long. */
  TIMEOUT("timeout", ReasonKind.SILENCE),
  /** The host's name leads nowhere. */
  DNS("dns", ReasonKind.SILENCE),
  /** No connection. */
  CONNECT("connect", ReasonKind.SILENCE),
  /** The connection broke. */
  RESET("reset", ReasonKind.SILENCE),
  /** No safe connection, or a certificate that proves nothing. */
  TLS("tls", ReasonKind.SILENCE),
  /** What came is no HTTP, or contradicts itself. */
  PROTOCOL("protocol", ReasonKind.SILENCE),
  /** The body ended before its end. */
  TRUNCATED("truncated", ReasonKind.SILENCE),
  /** The member of an archive has another CRC-32 than the archive says. */
  ARCHIVE_CRC("archive-crc", ReasonKind.ANSWER),
  /** The member of an archive, or what the archive says of it, contradicts itself. */
  ARCHIVE_DAMAGED("archive-damaged", ReasonKind.ANSWER),
  /** None of the archives has the clip, and the row names no URL. */
  NOT_IN_ARCHIVE("not-in-archive", ReasonKind.MANIFEST),
  /** Several members of archives could be the clip. */
  ARCHIVE_AMBIGUOUS("archive-ambiguous", ReasonKind.MANIFEST),
  /** The member of an archive is encrypted. */
  ARCHIVE_ENCRYPTED("archive-encrypted", ReasonKind.MANIFEST),
  /** The member of an archive is neither stored nor deflated. */
  ARCHIVE_METHOD("archive-method", ReasonKind.MANIFEST),
  /** The row names no URL, and the clip is not there. */
  NO_URL("no-url-in-manifest", ReasonKind.MANIFEST),
  /** The row's URL is a page, and there is no program that knows where its video lies. */
  NEEDS_RESOLVER("needs-resolver", ReasonKind.MANIFEST),
  /** The row's URL is no http or https URL. */
  BAD_URL("bad-url", ReasonKind.MANIFEST),
  /** The clip's disk takes no file of the row's name, and others well. */
  NAME_REFUSED("name-refused", ReasonKind.MANIFEST),
  /** This machine's disk. */
  DISK("disk", ReasonKind.MACHINE),
  /** Something that is no regular file stands at the clip's place. */
  NOT_A_FILE("not-a-file", ReasonKind.MACHINE),
  /** The clip's file could not be read, or changed all the time. */
  UNREADABLE("unreadable", ReasonKind.MACHINE),
  /** The probe gave no answer in time. */
  PROBE_TIMEOUT("probe-timeout", ReasonKind.MACHINE),
  /** The probe was killed, or the machine was short of something while it ran. */
  FFPROBE_DISTURBED("ffprobe-failed", ReasonKind.MACHINE),
  /** The probe's answer is no JSON. */
  FFPROBE_NOT_JSON("ffprobe-not-json", ReasonKind.MACHINE),
  /** ffprobe refuses the clip's bytes. */
  FFPROBE_FAILED("ffprobe-failed", ReasonKind.CONTENT),
  /** The clip holds no video stream. */
  NO_VIDEO_STREAM("no-video-stream", ReasonKind.CONTENT),
  /** The clip's video has no width or no height. */
  NO_PICTURE_SIZE("no-picture-size", ReasonKind.CONTENT),
  /** None of these: written by a later version, or by hand. */
  OTHER("other", ReasonKind.ANSWER);

  private final String text;
  private final ReasonKind kind;

  ReasonWord(String text, ReasonKind kind) {
    this.text = text;
    this.kind = kind;
  }

  /** The word as files and the API have it; of a numbered one, what stands before the number. */
  public String text() {
    return text;
  }

  /** Whether it is about what an archive holds. */
  public boolean isOfArchive() {
    return switch (this) {
      case ARCHIVE_CRC,
          ARCHIVE_DAMAGED,
          NOT_IN_ARCHIVE,
          ARCHIVE_AMBIGUOUS,
          ARCHIVE_ENCRYPTED,
          ARCHIVE_METHOD ->
          true;
      default -> false;
    };
  }

  /** What kind of cause. */
  public ReasonKind kind() {
    return kind;
  }
}
