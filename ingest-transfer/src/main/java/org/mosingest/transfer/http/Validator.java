package org.mosingest.transfer.http;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mosingest.transfer.http.HttpWire.Reply;

/**
 * What tells one version of a clip from another (RFC 9110 section 8.8), strong enough that bytes of
 * the two are never mixed: an entity tag, or a date beside a length.
 *
 * @param etag a strong entity tag with its quotes (RFC 9110 section 8.8.3), else empty
 * @param lastModified the {@code Last-Modified} field as sent, if it may serve as a validator, else
 *     empty
 * @param total the clip's whole length in bytes; -1 if unknown
 */
public record Validator(String etag, String lastModified, long total) {

  /**
   * Other bytes are allowed in a tag, but a header field that holds them arrives changed, or is
   * refused by the client.
   */
  private static final Pattern SENDABLE = Pattern.compile("[\\x20-\\x7e]*");

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException if it is not strong, or cannot be sent back
   */
  public Validator {
    if (etag.isEmpty() && (lastModified.isEmpty() || total < 0)) {
      throw new IllegalArgumentException("no strong validator: a date needs a length beside it");
    }
    if (!SENDABLE.matcher(etag).matches() || !SENDABLE.matcher(lastModified).matches()) {
      throw new IllegalArgumentException("a validator that cannot be sent back");
    }
  }

  /**
   * What a reply with a whole body tells; empty if it tells none that a later request can rely on.
   * A weak entity tag does not count. A date counts beside a length, and only if it is older than
   * the reply: within the same second the clip may have changed twice (RFC 9110 section 8.8.2.2).
   *
   * @param total the clip's whole length in bytes; -1 if unknown
   */
  public static Optional<Validator> of(Reply reply, long total) {
    String etag = strongTag(reply);
    String lastModified =
        reply.header("Last-Modified").filter(field -> isOlder(field, reply)).orElse("");
    if (etag.isEmpty() && (lastModified.isEmpty() || total < 0)) {
      return Optional.empty();
    }
    return Optional.of(new Validator(etag, lastModified, total));
  }

  /** The reply's strong entity tag, or nothing. */
  private static String strongTag(Reply reply) {
    return reply
        .header("ETag")
        .map(String::strip)
        .filter(tag -> tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\""))
        .filter(tag -> SENDABLE.matcher(tag).matches())
        .orElse("");
  }

  private static boolean isOlder(String lastModified, Reply reply) {
    Instant sent = reply.header("Date").flatMap(HttpDates::parse).orElseGet(Instant::now);
    return HttpDates.parse(lastModified).map(date -> date.isBefore(sent)).orElse(false);
  }

  /** The value for {@code If-Range} (RFC 9110 section 13.1.5). */
  public String ifRange() {
    return etag.isEmpty() ? lastModified : etag;
  }

  /** Whether a 206 does not contradict this version; fields that it leaves out prove nothing. */
  public boolean fits(Reply partial) {
    String tag = partial.header("ETag").map(String::strip).orElse("");
    if (!etag.isEmpty() && !tag.isEmpty()) {
      return tag.equals(etag);
    }
    return lastModified.isEmpty()
        || partial.header("Last-Modified").map(lastModified::equals).orElse(true);
  }

  /** Whether both are the same version of the clip, as far as they tell. */
  public boolean isSameVersion(Validator other) {
    return ifRange().equals(other.ifRange()) && total == other.total;
  }
}
