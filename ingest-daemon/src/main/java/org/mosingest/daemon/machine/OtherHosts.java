package org.mosingest.daemon.machine;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mosingest.transfer.ClipSource;
import org.mosingest.transfer.http.ClipUrl;

/**
 * Asks whether any host of clips' URLs, but the one that does not answer, can be connected to.
 *
 * @param urls as a manifest gives them; gone through anew at each question
 */
public record OtherHosts(Iterable<String> urls) implements Predicate<String> {

  /** How many to ask before a network is taken to be gone. */
  private static final int MOST = 5;

  @Override
  public boolean test(String host) {
    Map<String, InetSocketAddress> others = new LinkedHashMap<>();
    for (String given : urls) {
      if (others.size() == MOST) {
        break;
      }
      if (ClipSource.of(given) instanceof ClipSource.Web(ClipUrl url) && !url.host().equals(host)) {
        others.putIfAbsent(url.host(), InetSocketAddress.createUnresolved(url.host(), url.port()));
      }
    }
    return NetworkWatch.anyConnects(List.copyOf(others.values()));
  }
}
