package org.mosingest.daemon.http.document;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mosingest.daemon.watch.ActiveTransfer;
import org.mosingest.daemon.watch.Activity;
import org.mosingest.daemon.watch.HostPace;

/** What a run does over the network now, as the API shows it. */
record ActivityDocument(List<Transfer> transfers, List<Host> hosts) {

  private static final double NANOS = 1e9;

  /** A download that is under way; the row's number is from 1. */
  record Transfer(int row, String name, String host, long bytes, double bytesPerS, long forS) {
    static Transfer of(ActiveTransfer transfer) {
      return new Transfer(
          transfer.row(),
          transfer.name(),
          transfer.host(),
          transfer.bytes(),
          transfer.bytesPerS(),
          transfer.lasts().toSeconds());
    }
  }

  /** How a host may be asked; no pace is kept where there is none, and 0 s are waited. */
  record Host(
      String host, int active, int pending, int allowed, @Nullable Double startsPerS, long waitS) {
    static Host of(HostPace host) {
      return new Host(
          host.host(),
          host.active(),
          host.pending(),
          host.allowed(),
          host.interval().isPositive() ? NANOS / host.interval().toNanos() : null,
          roundedUp(host.pause()));
    }

    private static long roundedUp(Duration wait) {
      return wait.plusNanos((long) NANOS - 1).toSeconds();
    }
  }

  static ActivityDocument of(Activity activity) {
    return new ActivityDocument(
        activity.transfers().stream().map(Transfer::of).toList(),
        activity.hosts().stream().map(Host::of).toList());
  }
}
