package org.mosingest.transfer.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.Cookie;
import okhttp3.HttpUrl;
import org.mosingest.transfer.http.HttpWire.Reply;

/**
 * The cookies that redirects set (RFC 6265), sent to the hops after them that they are meant for:
 * kept for one request and its redirects, and for nobody else. Not thread-safe.
 */
final class HopCookies {

  /** The field that carries them. */
  static final String FIELD = "Cookie";

  /** More than that many are of no use to anybody. */
  private static final int MOST = 50;

  private final List<Cookie> all = new ArrayList<>();

  /** Takes what a hop sets. */
  void take(Reply reply, ClipUrl at) {
    HttpUrl url = at.parsed();
    for (String field : reply.headers("Set-Cookie")) {
      Cookie cookie = Cookie.parse(url, field);
      if (cookie != null && all.size() < MOST) {
        all.removeIf(
            other ->
                other.name().equals(cookie.name())
                    && other.domain().equals(cookie.domain())
                    && other.path().equals(cookie.path()));
        if (cookie.expiresAt() > System.currentTimeMillis()) {
          all.add(cookie);
        }
      }
    }
  }

  /** A request's fields, with the cookies that are meant for its URL. */
  Map<String, String> addTo(Map<String, String> headers, ClipUrl at) {
    HttpUrl url = at.parsed();
    String cookies =
        all.stream()
            .filter(cookie -> cookie.matches(url))
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .collect(Collectors.joining("; "));
    if (cookies.isEmpty()) {
      return headers;
    }
    Map<String, String> fields = new LinkedHashMap<>(headers);
    // A cookie that the user gives the host comes first.
    fields.merge(FIELD, cookies, (given, set) -> given + "; " + set);
    return fields;
  }
}
