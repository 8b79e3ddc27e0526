package org.mosingest.daemon.transfer;

import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.mosingest.core.row.Text;

/**
 * Where a clip can be had: an {@code http} or {@code https} URL with a host, canonical and percent-encoded. It is never
 * globbed, never an option of a program, never a file. A user name and password in it are sent to its host and to nobody
 * else; {@link #toString()} leaves them out, and so does everything that is logged.
 *
 * @param host the lower-case host, international names in their ASCII form
 * @param url the whole URL
 */
public record ClipUrl(String host, String url) implements UrlVerdict {

  /** Scheme and slashes, of which some readers of URLs take any kind and number, then what stands before the host. */
  private static final Pattern USER_INFO = Pattern.compile("^(\\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?[/\\\\]*)[^/\\\\?#]*@");

  private static final Pattern START =
      Pattern.compile("^\\s*https?://[^/\\\\?#\\s]", Pattern.CASE_INSENSITIVE);

  public ClipUrl {
    HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null || !parsed.host().equals(host)) {
      throw new IllegalArgumentException("not an http or https URL of host " + Text.printable(host));
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
      return new Refused("bad-url: not an http or https URL: " + withoutUserInfo(cell));
    }
    return new ClipUrl(parsed.host(), parsed.toString());
  }

  /**
   * Where a redirect from here leads (RFC 9110 section 10.2.2).
   *
   * @param location the {@code Location} field, absolute or relative
   * @return empty if that is no http or https URL
   */
  Optional<ClipUrl> resolve(String location) {
    HttpUrl next = parsed().resolve(location);
    if (next == null) {
      return Optional.empty();
    }
    // A fragment names a place inside the clip, not another clip: without it, loops are recognised.
    HttpUrl.Builder plainly = next.newBuilder().fragment(null);
    if (next.username().isEmpty() && isSameOrigin(next)) {
      plainly.username(parsed().username()).password(parsed().password());
    }
    HttpUrl plain = plainly.build();
    return Optional.of(new ClipUrl(plain.host(), plain.toString()));
  }

  /** A password goes back to whom it was meant for, as with curl and browsers, and to nobody else. */
  private boolean isSameOrigin(HttpUrl other) {
    HttpUrl here = parsed();
    return other.scheme().equals(here.scheme()) && other.host().equals(here.host()) && other.port() == here.port();
  }

  /** The port, the scheme's own where the URL names none. */
  public int port() {
    return parsed().port();
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

  /** A manifest's cell without user name and password, whether it is a URL or not; otherwise as it is. */
  public static String masked(String cell) {
    return cell.indexOf('@') < 0 ? cell : USER_INFO.matcher(cell).replaceFirst("$1");
  }

  /** A cell that is no URL may still hold somebody's password. */
  static String withoutUserInfo(String cell) {
    return Text.printable(masked(cell));
  }
}
