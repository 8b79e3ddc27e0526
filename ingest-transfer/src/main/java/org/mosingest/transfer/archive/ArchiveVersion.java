package org.mosingest.transfer.archive;

import java.util.Optional;
import org.mosingest.transfer.http.HttpWire.Reply;
import org.mosingest.transfer.http.Validator;

/**
 * What tells one version of an archive from another. A run is bound to the one it began with.
 *
 * @param etag the entity tag as sent; may be empty
 * @param lastModified the date as sent; may be empty
 * @param total the archive's length in bytes
 * @param strong whether bytes that were fetched of it may be continued later: a weak tag, or none,
 *     does not prove that they are of the same version
 */
record ArchiveVersion(String etag, String lastModified, long total, boolean strong) {

  /** The version that a reply is of. */
  static ArchiveVersion of(Reply reply, long total) {
    Optional<Validator> validator = Validator.of(reply, total);
    return new ArchiveVersion(
        reply.header("ETag").map(String::strip).orElse(""),
        reply.header("Last-Modified").map(String::strip).orElse(""),
        total,
        validator.isPresent());
  }

  /** Whether a reply does not contradict it; fields that it leaves out prove nothing. */
  boolean fits(Reply reply, long otherTotal) {
    String tag = reply.header("ETag").map(String::strip).orElse("");
    String date = reply.header("Last-Modified").map(String::strip).orElse("");
    if (otherTotal != total) {
      return false;
    }
    if (!etag.isEmpty() && !tag.isEmpty()) {
      return etag.equals(tag);
    }
    return lastModified.isEmpty() || date.isEmpty() || lastModified.equals(date);
  }

  /**
   * What a member's unfinished download is recorded with; empty if it cannot be continued.
   *
   * @param length the member's, in the archive
   */
  Optional<Validator> ofMember(long length) {
    try {
      return strong ? Optional.of(new Validator(tag(), lastModified, length)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The value for {@code If-Range}; empty if none may be sent. */
  Optional<String> ifRange() {
    return ofMember(total).map(Validator::ifRange);
  }

  private String tag() {
    return etag.startsWith("\"") ? etag : "";
  }
}
