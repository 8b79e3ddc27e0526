package org.mosingest.transfer.reach;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a request goes through, as curl finds it: the one given, else the environment's for
 * the request's scheme; none for the hosts that {@code NO_PROXY} names. Immutable.
 */
final class ProxyRules extends ProxySelector implements Authenticator {

  /** A proxy, and its login as a {@code Proxy-Authorization} field; empty for none. */
  private record Server(Proxy proxy, String login) {}

  private static final String FIELD = "Proxy-Authorization";
  private static final int SOCKS_PORT = 1080;

  private final Optional<Server> http;
  private final Optional<Server> https;
  private final List<String> direct;

  private ProxyRules(Optional<Server> http, Optional<Server> https, List<String> direct) {
    this.http = http;
    this.https = https;
    this.direct = direct;
  }

  /**
   * Finds the proxies.
   *
   * @param given a proxy for all requests; empty for the environment's
   * @throws IllegalArgumentException if a proxy cannot be used; the message holds no login
   */
  static ProxyRules of(Optional<String> given, Map<String, String> env) {
    // Not HTTP_PROXY: a CGI script's client can set it by a header field named Proxy.
    Optional<String> http = given.or(() -> variable(env, "http_proxy", "all_proxy", "ALL_PROXY"));
    Optional<String> https =
        given.or(() -> variable(env, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"));
    List<String> direct =
        Splitter.onPattern("[,\\s]+")
            .omitEmptyStrings()
            .splitToStream(variable(env, "no_proxy", "NO_PROXY").orElse(""))
            .map(host -> host.toLowerCase(Locale.ROOT))
            .toList();
    return new ProxyRules(http.map(ProxyRules::server), https.map(ProxyRules::server), direct);
  }

  private static Optional<String> variable(Map<String, String> env, String... names) {
    for (String name : names) {
      String value = env.getOrDefault(name, "");
      if (!value.isBlank()) {
        return Optional.of(value.strip());
      }
    }
    return Optional.empty();
  }

  private static Server server(String text) {
    int end = text.indexOf("://");
    String scheme = end < 0 ? "http" : text.substring(0, end).toLowerCase(Locale.ROOT);
    HttpUrl url = HttpUrl.parse("http://" + (end < 0 ? text : text.substring(end + 3)));
    if (url == null) {
      throw new IllegalArgumentException("the proxy is not a URL such as http://HOST:PORT");
    }
    String shown = scheme + "://" + url.host();
    boolean namesPort = text.matches("(?:.*@|.*://)?(?:\\[[^]]*]|[^:/@]*):\\d+(?:[/?#].*)?");
    return switch (scheme) {
      case "http" ->
          new Server(
              new Proxy(
                  Proxy.Type.HTTP,
                  // curl's own port for proxies.
                  InetSocketAddress.createUnresolved(
                      url.host(), namesPort ? url.port() : SOCKS_PORT)),
              url.username().isEmpty()
                  ? ""
                  : Credentials.basic(url.username(), url.password(), UTF_8));
      case "socks5", "socks5h", "socks" -> {
        if (!url.username().isEmpty()) {
          throw new IllegalArgumentException(
              "the proxy " + shown + " needs a login, which is sent to http proxies only");
        }
        yield new Server(
            new Proxy(
                Proxy.Type.SOCKS,
                InetSocketAddress.createUnresolved(
                    url.host(), namesPort ? url.port() : SOCKS_PORT)),
            "");
      }
      default ->
          throw new IllegalArgumentException(
              "the proxy " + shown + " cannot be used: only http and socks5 proxies can");
    };
  }

  /** Whether any request may go through a proxy. */
  boolean isAny() {
    return http.isPresent() || https.isPresent();
  }

  @Override
  public List<Proxy> select(URI uri) {
    Optional<Server> server = "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
    return List.of(
        server
            .filter(_ -> !isDirect(String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT)))
            .map(Server::proxy)
            .orElse(Proxy.NO_PROXY));
  }

  private boolean isDirect(String uriHost) {
    String host = uriHost.replaceAll("[\\[\\]]", "");
    return direct.stream()
        .map(entry -> entry.startsWith(".") ? entry.substring(1) : entry)
        .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
  }

  /** OkHttp tries again by itself. */
  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException fault) {}

  /**
   * The request with the proxy's login; null where nobody has asked for one yet and there is none.
   *
   * @throws ProxyRefusedException if the proxy wants another login than there is
   */
  @Override
  public @Nullable Request authenticate(@Nullable Route route, Response response)
      throws ProxyRefusedException {
    if (route == null || route.proxy().type() == Proxy.Type.DIRECT) {
      return null;
    }
    String login =
        (response.request().isHttps() ? https : http)
            .filter(server -> server.proxy().equals(route.proxy()))
            .map(Server::login)
            .orElse("");
    if (!login.isEmpty() && response.request().header(FIELD) == null) {
      return response.request().newBuilder().header(FIELD, login).build();
    }
    // OkHttp asks for it before the first request of a tunnel, too.
    boolean before =
        response.challenges().stream()
            .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase("OkHttp-Preemptive"));
    if (before) {
      return null;
    }
    throw new ProxyRefusedException(shown(route.proxy()));
  }

  /** The proxy that a URL is asked through; empty if none. */
  Optional<InetSocketAddress> address(URI uri) {
    return select(uri).stream()
        .map(Proxy::address)
        .filter(InetSocketAddress.class::isInstance)
        .map(InetSocketAddress.class::cast)
        .findFirst();
  }

  /** The same as {@code HOST:PORT}. */
  Optional<String> named(URI uri) {
    return address(uri).map(at -> at.getHostString() + ":" + at.getPort());
  }

  private static String shown(Proxy proxy) {
    return proxy.address() instanceof InetSocketAddress at
        ? at.getHostString() + ":" + at.getPort()
        : String.valueOf(proxy.address());
  }
}
