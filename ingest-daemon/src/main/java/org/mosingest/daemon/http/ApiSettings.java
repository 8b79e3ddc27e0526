package org.mosingest.daemon.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where and for whom the API is served.
 *
 * @param bind the address to listen at: {@code 127.0.0.1}
 * @param port the port, 0 for any that is free
 * @param token what changing requests carry; on another address than loopback, every request
 * @param roots the folders below which corpora and outputs lie, existing ones; what is relative is
 *     relative to the first
 * @param hosts further names under which the service is asked for: a machine's name, a proxy's
 * @param limits what one client may take
 */
public record ApiSettings(
    String bind, int port, Token token, List<Path> roots, List<String> hosts, ApiLimits limits) {

  private static final int HIGHEST_PORT = 65_535;

  public ApiSettings {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("no such port: " + port);
    }
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("at least one root is needed");
    }
    roots = List.copyOf(roots);
    hosts = List.copyOf(hosts);
  }

  /**
   * The address to listen at.
   *
   * @throws UnknownHostException if it has none
   */
  InetAddress address() throws UnknownHostException {
    return InetAddress.getByName(bind);
  }
}
