package org.mosingest.transfer.http;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Text;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.http.HttpWire.Reply;
import org.mosingest.transfer.reach.Reach;

/**
 * Follows redirects (RFC 9110 section 15.4), since each hop may need another host's slot and must
 * again be {@code http} or {@code https}. From {@code https} to {@code http} is allowed: the
 * manifests' own URLs are often {@code http}, and a clip is told by its hash. The request's fields
 * go along, and the cookies that a hop sets.
 */
public final class Hops {

  private static final int MOST = 10;

  private final HttpWire wire;
  private final ClipUrl from;
  private final Reach reach;

  /**
   * Sends nothing yet.
   *
   * @param from where the first request goes
   * @param reach which login and which fields each host is sent
   */
  public Hops(HttpWire wire, ClipUrl from, Reach reach) {
    this.wire = wire;
    this.from = from;
    this.reach = reach;
  }

  /** The first reply that is no redirect. */
  public Reply get(Map<String, String> headers, AttemptState attempt)
      throws ClipFault, InterruptedException {
    Set<String> seen = new HashSet<>();
    HopCookies cookies = new HopCookies();
    ClipUrl at = from;
    boolean wasSafe = false;
    boolean downgraded = false;
    while (true) {
      // What was once asked for safely leaves no secret on an open line.
      boolean safely = at.parsed().isHttps();
      downgraded |= wasSafe && !safely;
      wasSafe |= safely;
      Map<String, String> own =
          downgraded ? headers : reach.addTo(headers, at.parsed(), seen.isEmpty());
      Map<String, String> fields = cookies.addTo(own, at);
      // Back at a URL with another cookie is no loop: that is how some servers ask for one.
      if (!seen.add(fields.getOrDefault(HopCookies.FIELD, "") + '\n' + at.url())) {
        throw ClipFault.lasting(Reason.of(ReasonWord.REDIRECT_LOOP, "back at " + at));
      }
      if (seen.size() > MOST + 1) {
        throw ClipFault.lasting(
            Reason.of(ReasonWord.REDIRECT_LOOP, "more than " + MOST + " redirects"));
      }
      attempt.moveTo(at.host());
      Reply reply = wire.get(at, fields, attempt);
      switch (reply.status()) {
        case 301, 302, 303, 307, 308 -> {
          // Closed before the next slot is waited for: a connection must not be held without its
          // slot.
          try (reply) {
            cookies.take(reply, at);
            at = next(at, reply);
          }
        }
        default -> {
          return reply;
        }
      }
    }
  }

  private static ClipUrl next(ClipUrl at, Reply reply) throws ClipFault {
    String location = reply.header("Location").orElse("");
    if (location.isEmpty()) {
      throw ClipFault.lasting(Reason.status(reply.status(), "a redirect without Location"));
    }
    return at.resolve(location)
        .orElseThrow(
            () ->
                ClipFault.lasting(
                    Reason.badRedirect(Text.printable(ClipUrl.withoutUserInfo(location)))));
  }
}
