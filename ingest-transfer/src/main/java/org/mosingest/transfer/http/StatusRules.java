package org.mosingest.transfer.http;

import com.google.common.base.Splitter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Text;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.http.HttpWire.Reply;

/**
 * Which statuses pass and which last (RFC 9110 section 15), and what {@code Retry-After} asks for
 * (section 10.2.3).
 */
public final class StatusRules {

  /** A server that asks for more is not waited for. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** The content codings that there are (RFC 9110 section 8.4.1, and IANA's registry). */
  private static final Set<String> CODINGS =
      Set.of(
          "gzip",
          "x-gzip",
          "deflate",
          "compress",
          "x-compress",
          "br",
          "zstd",
          "dcb",
          "dcz",
          "exi",
          "pack200-gzip",
          "aes128gcm");

  private StatusRules() {}

  /** Whether the same request may succeed later. */
  public static boolean isPassing(int status) {
    return switch (status) {
      case 408, 420, 421, 423, 425, 429 -> true;
      default -> status >= 500 && status <= 599;
    };
  }

  /** Whether a server asks to be left alone for longer than is waited. */
  public static boolean isTooLong(Duration wait) {
    return wait.compareTo(LONGEST_WAIT) > 0;
  }

  /** The fault that a reply is which brings no clip: its status is not 200, 203 or 206. */
  public static ClipFault fault(Reply reply) {
    int status = reply.status();
    if (status == 204 || status == 205) {
      return ClipFault.lasting(Reason.of(ReasonWord.EMPTY_BODY, "status " + status));
    }
    Duration wait = retryAfter(reply, Instant.now());
    // Some say "later" with a status that else means "no" or "soon".
    boolean asksToWait = wait.isPositive() && (status == 202 || status == 403);
    if (!isPassing(status) && !asksToWait) {
      return ClipFault.lasting(Reason.status(status));
    }
    if (isTooLong(wait)) {
      return ClipFault.lasting(
          Reason.status(status, "the server asks to wait " + wait.toSeconds() + " s"));
    }
    return ClipFault.passing(Reason.status(status), wait);
  }

  /**
   * What {@code Retry-After} asks for, in either form; zero if it asks for nothing or cannot be
   * read.
   */
  public static Duration retryAfter(Reply reply, Instant now) {
    Optional<String> field = reply.header("Retry-After").map(String::strip);
    if (field.isEmpty()) {
      return Duration.ZERO;
    }
    if (field.get().matches("\\d{1,12}")) {
      return Duration.ofSeconds(Long.parseLong(field.get()));
    }
    // Against the server's own clock where it tells it: only the difference is meant.
    Optional<Instant> sent = reply.header("Date").flatMap(HttpDates::parse);
    Duration wait =
        HttpDates.parse(field.get())
            .map(at -> Duration.between(sent.orElse(now), at))
            .orElse(Duration.ZERO);
    if (sent.isEmpty() && wait.compareTo(LONGEST_WAIT) > 0) {
      // Our own clock may be wrong by years, and no clip may fail for that.
      return LONGEST_WAIT;
    }
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /**
   * Refuses a coded body: its bytes and length would not be the clip's, though {@code identity} was
   * asked for. Names that are no coding ({@code aws-chunked}, {@code UTF-8}, {@code none}) change
   * no byte.
   */
  public static void checkEncoding(Reply reply) throws ClipFault {
    String coding = reply.header("Content-Encoding").map(String::strip).orElse("");
    boolean coded =
        Splitter.on(',')
            .trimResults()
            .splitToStream(coding.toLowerCase(Locale.ROOT))
            .anyMatch(CODINGS::contains);
    if (coded) {
      throw ClipFault.lasting(
          Reason.of(
              ReasonWord.BAD_ENCODING,
              "the server sends " + Text.printable(coding) + " although identity was requested"));
    }
    // OkHttp unpacks plain chunks and nothing else: of any other coding the raw bytes would be
    // taken for the clip's.
    String transfer = reply.header("Transfer-Encoding").map(String::strip).orElse("");
    if (!transfer.isEmpty()
        && !transfer.equalsIgnoreCase("chunked")
        && !transfer.equalsIgnoreCase("identity")) {
      throw ClipFault.lasting(
          Reason.of(ReasonWord.BAD_ENCODING, "the server sends it as " + Text.printable(transfer)));
    }
  }
}
