package org.mosingest.daemon.http.document;

import java.util.List;
import org.mosingest.daemon.runs.HostFailures;

/**
 * A run's failures by host.
 *
 * @param total how many hosts there are
 * @param hosts those with the most failures
 */
record HostsDocument(int total, List<HostFailures> hosts) {

  private static final int MOST = 100;

  static HostsDocument of(List<HostFailures> all) {
    return new HostsDocument(all.size(), all.subList(0, Math.min(MOST, all.size())));
  }
}
