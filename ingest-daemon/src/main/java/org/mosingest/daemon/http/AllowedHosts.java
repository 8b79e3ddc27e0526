package org.mosingest.daemon.http;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which the service may be asked for. A page on the web can make a name of its own
 * point at this machine; the name then gives it away.
 */
final class AllowedHosts {

  private static final int HTTP_PORT = 80;

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  private final Set<String> names = new HashSet<>(LOOPBACK);
  private final Set<String> furtherNames = new HashSet<>();
  private final boolean everyAddress;

  /**
   * Callers of a service.
   *
   * @param bind what it listens at, as given
   * @param address the same, resolved: where it is no single address, any address may be asked for,
   *     names may not
   * @param further names from its start options, at any port: a proxy's, for example
   */
  AllowedHosts(String bind, InetAddress address, List<String> further) {
    names.add(bare(bind));
    further.forEach(name -> furtherNames.add(bare(name)));
    everyAddress = address.isAnyLocalAddress();
  }

  /**
   * Whether a {@code Host} field names this service. This machine's own names do at any port:
   * behind a tunnel it is asked for at the tunnel's, and no page of another site can call itself
   * so.
   */
  boolean knowHost(String authority, int port) {
    HostAndPort asked;
    try {
      asked = HostAndPort.fromString(authority);
    } catch (IllegalArgumentException e) {
      return false;
    }
    String name = bare(asked.getHost());
    return furtherNames.contains(name)
        || LOOPBACK.contains(name)
        || (isOurs(name) && asked.getPortOrDefault(port) == port);
  }

  /**
   * Whether an {@code Origin} field is this service's own page.
   *
   * @param authority the {@code Host} field of the same request, which is known
   */
  boolean knowOrigin(String origin, String authority, int port) {
    URI page;
    try {
      page = new URI(origin);
    } catch (URISyntaxException e) {
      return false;
    }
    boolean secure = "https".equals(page.getScheme());
    if (page.getHost() == null || !(secure || "http".equals(page.getScheme()))) {
      return false;
    }
    String name = bare(page.getHost());
    int asked = page.getPort() < 0 ? HTTP_PORT : page.getPort();
    // Through a tunnel: a page of another port of this machine asks for another than its own.
    boolean own = LOOPBACK.contains(name) && authority.equalsIgnoreCase(page.getAuthority());
    return own || furtherNames.contains(name) || (!secure && isOurs(name) && asked == port);
  }

  private boolean isOurs(String name) {
    return names.contains(name) || (everyAddress && InetAddresses.isInetAddress(name));
  }

  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") && lower.endsWith("]")
        ? lower.substring(1, lower.length() - 1)
        : lower;
  }
}
