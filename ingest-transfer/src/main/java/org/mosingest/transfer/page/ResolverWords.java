package org.mosingest.transfer.page;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Text;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.http.StatusRules;

/**
 * What a resolver that found nothing says of the page's host: its words are all that it tells.
 * yt-dlp's are those of Python's urllib and of the C library. A program of one's own can say more:
 * {@code Retry-After: SECONDS} as a line, or the status 75 ({@code EX_TEMPFAIL} of sysexits.h) for
 * a fault that passes. Stateless.
 */
final class ResolverWords {

  private static final int MOST_WORDS = 300;
  private static final int TRY_AGAIN = 75;

  /** For a host that says that it is asked too much, and not for how long to leave it alone. */
  private static final Duration TOO_MANY = Duration.ofSeconds(30);

  private static final Pattern STATUS = Pattern.compile("HTTP Error ([1-5][0-9]{2})\\b");
  private static final Pattern WAIT = Pattern.compile("(?i)\\bRetry-After: *([0-9]{1,9})\\b");
  private static final Pattern SILENCE =
      Pattern.compile(
          "(?i)timed out|name resolution|name or service not known|failed to resolve|getaddrinfo"
              + "|connection (?:reset|refused|aborted)|broken pipe|remote end closed"
              + "|network is (?:unreachable|down)|no route to host|incompleteread");

  private ResolverWords() {}

  /**
   * The fault that they are.
   *
   * @param said all that the program said of it
   * @param exit its status, not 0
   * @param attempt told whether a host was reached
   */
  static ClipFault fault(String said, int exit, AttemptState attempt) {
    String last =
        said.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .reduce("", (before, line) -> line);
    String shown = Text.printable(last.substring(0, Math.min(MOST_WORDS, last.length())));
    Reason reason =
        Reason.of(ReasonWord.RESOLVER, shown.isEmpty() ? "it exited with status " + exit : shown);
    Matcher status = STATUS.matcher(last);
    int answered = status.find() ? Integer.parseInt(status.group(1)) : 0;
    if (answered == 0 && SILENCE.matcher(last).find()) {
      return ClipFault.passing(reason);
    }
    attempt.reached();
    Duration asked = asked(said, answered);
    boolean passes = exit == TRY_AGAIN || asked.isPositive() || StatusRules.isPassing(answered);
    return passes && !StatusRules.isTooLong(asked)
        ? ClipFault.passing(reason, asked)
        : ClipFault.lasting(reason);
  }

  private static Duration asked(String said, int status) {
    Matcher wait = WAIT.matcher(said);
    if (wait.find()) {
      return Duration.ofSeconds(Long.parseLong(wait.group(1)));
    }
    return status == 429 || status == 420 ? TOO_MANY : Duration.ZERO;
  }
}
