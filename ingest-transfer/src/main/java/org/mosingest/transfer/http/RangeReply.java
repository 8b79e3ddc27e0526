package org.mosingest.transfer.http;

import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.http.HttpWire.Reply;

/** What a reply to a request for the rest of a clip means for the bytes that are held. */
public sealed interface RangeReply {

  /** It brings the bytes from our offset on; the clip has {@code total} bytes. */
  record Rest(long total) implements RangeReply {}

  /** It brings the whole clip: no ranges there, or another version. */
  record WholeBody() implements RangeReply {}

  /** All bytes are held already. */
  record NothingLeft() implements RangeReply {}

  /** What is held cannot be continued with it. */
  record NoUse() implements RangeReply {}

  /** It brings no clip at all. */
  record Fault() implements RangeReply {}

  /**
   * Judges a reply.
   *
   * @param version the version that was asked for with {@code If-Range}: of all that the server
   *     holds, of which the clip may be a part
   * @param clip which bytes of that are the clip
   * @param held how many bytes of the clip are held: the offset in it that was asked for
   */
  static RangeReply of(Reply reply, Validator version, Extent clip, long held) {
    return switch (reply.status()) {
      case 200, 203 -> new WholeBody();
      case 206 -> rest(reply, version, clip, held);
      case 416 -> {
        long end = clip.base() + held;
        boolean whole =
            range(reply) instanceof ContentRange.Unsatisfied(long total) && total == end;
        yield whole && version.total() == end ? new NothingLeft() : new NoUse();
      }
      default -> new Fault();
    };
  }

  private static RangeReply rest(Reply reply, Validator version, Extent clip, long held) {
    if (!(range(reply) instanceof ContentRange.Span span) || !clip.begins(span, held)) {
      return new NoUse();
    }
    long whole = span.total() >= 0 ? span.total() : version.total();
    boolean sameLength = version.total() < 0 || version.total() == whole;
    return span.last() < whole && sameLength && version.fits(reply)
        ? new Rest(clip.length().orElse(whole - clip.base()))
        : new NoUse();
  }

  /**
   * How long the clip is by a reply whose body begins at its first byte; -1 if the reply does not
   * tell.
   *
   * @throws ClipFault if it is a 206 that does not hold the whole clip, though no range was asked
   *     for
   */
  static long wholeLength(Reply reply) throws ClipFault {
    if (reply.status() == 206) {
      if (range(reply) instanceof ContentRange.Span(long first, long last, long total)
          && first == 0
          && last + 1 == total) {
        return total;
      }
      throw ClipFault.passing(
          Reason.of(ReasonWord.PROTOCOL, "a part of the clip although all of it was requested"));
    }
    if (reply.header("Transfer-Encoding").isPresent()) {
      return -1;
    }
    return contentLength(reply);
  }

  /** The length that a reply's body is said to have; -1 where that is not said, or no number. */
  static long contentLength(Reply reply) {
    return reply
        .header("Content-Length")
        .map(String::strip)
        .filter(field -> field.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(-1L);
  }

  private static ContentRange range(Reply reply) {
    Optional<ContentRange> range = reply.header("Content-Range").flatMap(ContentRange::parse);
    return range.orElse(new ContentRange.Unsatisfied(-1));
  }
}
