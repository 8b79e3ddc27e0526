package org.mosingest.daemon.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Lets through who may ask: from a page of this service or from no page at all, and with the token
 * where one is needed.
 */
final class AccessControl {

  private static final Set<Method> READING =
      Set.of(Method.GET, Method.HEAD, Method.OPTIONS, Method.TRACE);
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  /** A browser shows the realm where it asks. */
  private static final String ASK_USER =
      "Basic realm=\"ingest: any name, the token as password\", charset=\"UTF-8\"";

  private final AllowedHosts callers;
  private final Token token;
  private final boolean alwaysToken;

  /**
   * A guard.
   *
   * @param alwaysToken whether reading needs the token, too
   */
  AccessControl(AllowedHosts callers, Token token, boolean alwaysToken) {
    this.callers = callers;
    this.token = token;
    this.alwaysToken = alwaysToken;
  }

  /**
   * Lets a request pass.
   *
   * @throws Refusal if its sender may not ask this
   */
  void check(ServerRequest req) {
    checkPage(req);
    if (needsToken(req)) {
      checkToken(req);
    }
  }

  private void checkPage(ServerRequest req) {
    int port = req.localPeer().port();
    if (!callers.knowHost(req.authority(), port)) {
      throw Refusal.forbidden(
          "foreign-host",
          "this service does not accept the name in the Host header",
          "use localhost or the address it listens on; --host-name adds other names");
    }
    for (String origin : req.headers().values(HeaderNames.ORIGIN)) {
      if (!callers.knowOrigin(origin, req.authority(), port)) {
        throw Refusal.forbidden(
            "foreign-origin",
            "pages of other sites must not use this service",
            "open the service's own page; a proxy in between must pass on the Host header unchanged");
      }
    }
  }

  private boolean needsToken(ServerRequest req) {
    if (!READING.contains(req.prologue().method())) {
      return true;
    }
    return alwaysToken && !req.path().path().equals(ServiceEndpoints.HEALTHZ);
  }

  private void checkToken(ServerRequest req) {
    Optional<String> sent = sent(req, BEARER);
    if (sent.isEmpty() && READING.contains(req.prologue().method())) {
      // A browser sends nothing else when it is told to open a page. It sends it by itself, too,
      // which is why it is not enough to
      // change anything.
      sent = sent(req, BASIC).map(AccessControl::password);
    }
    boolean page = PageEndpoints.isPage(req.path().path());
    if (sent.isEmpty()) {
      throw unauthorized(
          "this request needs the service's token", page ? ASK_USER : "Bearer realm=\"ingest\"");
    }
    if (!token.matches(sent.get())) {
      throw unauthorized(
          "that is not the service's token",
          page ? ASK_USER : "Bearer realm=\"ingest\", error=\"invalid_token\"");
    }
  }

  private static Optional<String> sent(ServerRequest req, String scheme) {
    return req.headers()
        .first(HeaderNames.AUTHORIZATION)
        .filter(field -> field.regionMatches(true, 0, scheme, 0, scheme.length()))
        .map(field -> field.substring(scheme.length()).strip());
  }

  /**
   * What stands behind the name in RFC 7617's credentials; something that is no token if they are
   * none.
   */
  private static String password(String credentials) {
    try {
      String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Refusal unauthorized(String message, String challenge) {
    return new Refusal(
        Status.UNAUTHORIZED_401,
        "unauthorized",
        message,
        "send Authorization: Bearer with the content of the file "
            + TokenFile.NAME
            + " in the service's state folder",
        HeaderValues.create(HeaderNames.WWW_AUTHENTICATE, challenge));
  }
}
