package org.mosingest.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.daemon.watch.RunWatch;
import org.mosingest.transfer.TransferMeter;

/**
 * What one task sends back.
 *
 * @param results of its items, one each; fewer where this machine failed
 * @param hosts what came from which host
 * @param resumed bytes of earlier attempts that were continued
 * @param fault what of the executor's machine ended the task; empty if nothing did
 */
record TaskResult(
    ArrayList<WorkResult> results, ArrayList<HostShare> hosts, long resumed, String fault)
    implements Serializable {

  private static final long serialVersionUID = 1;

  private static final double NANOS = 1e9;

  /** What came from one host. */
  record HostShare(String host, long clips, long bytes, long nanos) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  static TaskResult of(List<WorkResult> results, RunWatch watch) {
    ArrayList<HostShare> hosts = new ArrayList<>();
    watch
        .hosts()
        .told()
        .forEach(
            host ->
                hosts.add(
                    new HostShare(
                        host.host(), host.clips(), host.bytes(), (long) (host.seconds() * NANOS))));
    return new TaskResult(new ArrayList<>(results), hosts, watch.bytes().resumed(), "");
  }

  static TaskResult failed(String fault) {
    return new TaskResult(new ArrayList<>(), new ArrayList<>(), 0, fault);
  }

  /** Adds what came to what the run has seen. */
  void addTo(RunWatch watch) {
    watch.bytes().resumed(resumed);
    for (HostShare share : hosts) {
      var clock = watch.hosts().of(share.host());
      TransferMeter meter = clock.meter(watch.bytes());
      meter.received(share.bytes());
      clock.attempted(share.nanos(), false);
      for (long clip = 0; clip < share.clips(); clip++) {
        clock.attempted(0, true);
      }
    }
  }
}
