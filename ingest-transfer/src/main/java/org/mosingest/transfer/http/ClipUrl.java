package org.mosingest.transfer.http;

import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Text;

/**
 * Where a clip can be had: an {@code http} or {@code https} URL with a host, canonical and
 * percent-encoded. It is never globbed, never an option of a program, never a file. A user name and
 * password in it are sent to its host and to nobody else; {@link #toString()} leaves them out, and
 * so does everything that is logged.
 *
 * @param host the lower-case host, international names in their ASCII form
 * @param url the whole URL
 */
public record ClipUrl(String host, String url) implements UrlVerdict {

  /** What stands before the host of a URL that can be read. */
  private static final Pattern IN_AUTHORITY =
      Pattern.compile("^(\\s*[a-zA-Z]+:[/\\\\]*)[^/\\\\?#]*@");

  private static final Pattern START =
      Pattern.compile("^\\s*https?://[^/\\\\?#\\s]", Pattern.CASE_INSENSITIVE);

  /**
   * Up to the last {@code @} where a colon comes before it, else up to the first in what would be
   * the host.
   */
  private static final Pattern USER_INFO =
      Pattern.compile(
          "^(\\s*+(?:[a-z][a-z0-9+.-]*+:)?+[/\\\\]*+)(?:[^@:]*+:.*@|[^/\\\\?#@]*+@)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  public ClipUrl {
    HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null || !parsed.host().equals(host)) {
      throw new IllegalArgumentException(
          "not an http or https URL of host " + Text.printable(host));
    }
  }

  /**
   * Judges a manifest's cell.
   *
   * @param cell the cell's text, not empty
   */
  public static UrlVerdict parse(String cell) {
    HttpUrl parsed = HttpUrl.parse(cell);
    // HttpUrl overlooks missing and surplus slashes: http:///x would be a host named x.
    if (parsed == null || !START.matcher(cell).find()) {
      return new Refused(
          Reason.of(ReasonWord.BAD_URL, "not an http or https URL: " + withoutUserInfo(cell)));
    }
    return canonical(parsed)
        .<UrlVerdict>map(url -> url)
        .orElseGet(
            () ->
                new Refused(
                    Reason.of(ReasonWord.BAD_URL, "not a usable host: " + withoutUserInfo(cell))));
  }

  /**
   * Empty if the canonical form is no URL: OkHttp encodes international hosts into names that it
   * refuses itself.
   */
  private static Optional<ClipUrl> canonical(HttpUrl parsed) {
    HttpUrl again = HttpUrl.parse(parsed.toString());
    return again != null && again.host().equals(parsed.host())
        ? Optional.of(new ClipUrl(again.host(), again.toString()))
        : Optional.empty();
  }

  /**
   * Where a redirect from here leads (RFC 9110 section 10.2.2).
   *
   * @param location the {@code Location} field, absolute or relative
   * @return empty if that is no http or https URL
   */
  public Optional<ClipUrl> resolve(String location) {
    HttpUrl next = parsed().resolve(location);
    if (next == null) {
      return Optional.empty();
    }
    // A fragment names a place inside the clip, not another clip: without it, loops are recognised.
    HttpUrl.Builder plainly = next.newBuilder().fragment(null);
    if (next.username().isEmpty() && isSameOrigin(next)) {
      plainly.username(parsed().username()).password(parsed().password());
    }
    return canonical(plainly.build());
  }

  /**
   * A password goes back to whom it was meant for, as with curl and browsers, and to nobody else.
   */
  private boolean isSameOrigin(HttpUrl other) {
    HttpUrl here = parsed();
    return other.scheme().equals(here.scheme())
        && other.host().equals(here.host())
        && other.port() == here.port();
  }

  /** The port, the scheme's own where the URL names none. */
  public int port() {
    return parsed().port();
  }

  /** Whether it names a user or a password. */
  public boolean hasLogin() {
    return !parsed().username().isEmpty() || !parsed().password().isEmpty();
  }

  /** The parsed form. */
  HttpUrl parsed() {
    return HttpUrl.get(url);
  }

  /** The URL without user name and password, fit for a log line. */
  @Override
  public String toString() {
    return Text.printable(parsed().newBuilder().username("").password("").build().toString());
  }

  /**
   * A manifest's cell without user name and password, whether it is a URL or not; otherwise as it
   * is.
   */
  public static String masked(String cell) {
    if (cell.indexOf('@') < 0) {
      return cell;
    }
    // A URL may have an @ in its path, which is not to be cut.
    boolean readable = HttpUrl.parse(cell) != null && START.matcher(cell).find();
    return (readable ? IN_AUTHORITY : USER_INFO).matcher(cell).replaceFirst("$1");
  }

  /**
   * A cell that is no URL may still hold somebody's password, with slashes missing before it or
   * unescaped ones in it. Rather too much is left out than too little.
   */
  public static String withoutUserInfo(String cell) {
    boolean none = cell.indexOf('@') < 0;
    return Text.printable(none ? cell : USER_INFO.matcher(cell).replaceFirst("$1"));
  }
}
