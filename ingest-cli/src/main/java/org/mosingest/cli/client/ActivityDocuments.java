package org.mosingest.cli.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.row.Text;
import org.mosingest.daemon.watch.ActiveTransfer;
import org.mosingest.daemon.watch.Activity;
import org.mosingest.daemon.watch.HostPace;
import tools.jackson.databind.JsonNode;

/** What a run does over the network, read leniently from its document. */
final class ActivityDocuments {

  private static final double NANOS = 1e9;

  private ActivityDocuments() {}

  static Activity of(JsonNode run) {
    List<ActiveTransfer> transfers = new ArrayList<>();
    for (JsonNode transfer : run.path("transfers")) {
      transfers.add(
          new ActiveTransfer(
              transfer.path("row").asInt(0),
              text(transfer, "name"),
              text(transfer, "host"),
              transfer.path("bytes").asLong(0),
              transfer.path("bytes_per_s").asDouble(0),
              seconds(transfer, "for_s")));
    }
    List<HostPace> hosts = new ArrayList<>();
    for (JsonNode host : run.path("hosts")) {
      double perSecond = host.path("starts_per_s").asDouble(0);
      hosts.add(
          new HostPace(
              text(host, "host"),
              host.path("active").asInt(0),
              host.path("pending").asInt(0),
              host.path("allowed").asInt(0),
              perSecond > 0 ? Duration.ofNanos((long) (NANOS / perSecond)) : Duration.ZERO,
              seconds(host, "wait_s")));
    }
    return new Activity(transfers, hosts);
  }

  /** Whatever a stranger says, a time that can be shown. */
  private static Duration seconds(JsonNode object, String field) {
    return Duration.ofSeconds(Math.clamp(object.path(field).asLong(0), 0, Integer.MAX_VALUE));
  }

  private static String text(JsonNode object, String field) {
    return Text.printable(object.path(field).asString(""));
  }
}
