package org.mosingest.daemon.runs.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosingest.daemon.runs.HostFailures;
import org.mosingest.transfer.http.ClipUrl;

/** Counts failures by host as they pass. */
final class HostTally {
  private final Map<String, Map<String, Integer>> byHost = new HashMap<>();

  void add(String url, String word) {
    String host =
        !url.isEmpty() && ClipUrl.parse(url) instanceof ClipUrl(String name, String _) ? name : "";
    byHost.computeIfAbsent(host, any -> new TreeMap<>()).merge(word, 1, Integer::sum);
  }

  /** The hosts with the most failures first, among equals by name. */
  List<HostFailures> worstFirst() {
    List<HostFailures> hosts = new ArrayList<>();
    byHost.forEach(
        (host, reasons) ->
            hosts.add(
                new HostFailures(
                    host, reasons.values().stream().mapToInt(Integer::intValue).sum(), reasons)));
    hosts.sort(
        Comparator.comparingInt(HostFailures::failures)
            .reversed()
            .thenComparing(HostFailures::host));
    return hosts;
  }
}
