package org.mosingest.daemon.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.mosingest.transfer.ClipSource;
import org.mosingest.transfer.http.ClipUrl;

/**
 * Asks whether any host of clips' URLs, but the one that does not answer, can be connected to.
 *
 * @param urls as a manifest gives them; gone through anew at each question
 * @param connects whether a URL's host can be connected to
 */
public record OtherHosts(Iterable<String> urls, Predicate<ClipUrl> connects)
    implements Predicate<String> {

  /** How many to ask before a network is taken to be gone. */
  private static final int MOST = 5;

  @Override
  public boolean test(String host) {
    Map<String, ClipUrl> others = new LinkedHashMap<>();
    for (String given : urls) {
      if (others.size() == MOST) {
        break;
      }
      if (ClipSource.of(given) instanceof ClipSource.Web(ClipUrl url) && !url.host().equals(host)) {
        others.putIfAbsent(url.host(), url);
      }
    }
    return others.values().stream().anyMatch(connects);
  }
}
