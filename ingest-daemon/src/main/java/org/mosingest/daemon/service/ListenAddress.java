package org.mosingest.daemon.service;

import java.util.List;

/**
 * Where a service is reached.
 *
 * @param bind the address to listen at
 * @param port the port; 0 for any that is free
 * @param hosts further names under which the service is asked for, as a proxy passes them on
 */
public record ListenAddress(String bind, int port, List<String> hosts) {

  public ListenAddress {
    hosts = List.copyOf(hosts);
  }
}
