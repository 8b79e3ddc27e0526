package org.mosingest.cli.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosingest.core.row.ByteFormat;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Text;
import org.mosingest.daemon.watch.ActiveTransfer;
import org.mosingest.daemon.watch.Activity;
import org.mosingest.daemon.watch.HostPace;

/** What a run does over the network, a line for each download and each host. */
public final class ActivityLines {

  /** A download that takes no longer is not worth a line on a live screen. */
  private static final Duration UNREMARKABLE = Duration.ofSeconds(3);

  private static final double NANOS = 1e9;

  private ActivityLines() {}

  /** All of it. */
  public static List<String> all(Activity activity) {
    List<String> lines = new ArrayList<>();
    activity.transfers().forEach(transfer -> lines.add(line(transfer)));
    activity.hosts().forEach(host -> lines.add(line(host)));
    return lines;
  }

  /** What holds the run up: downloads that take long, and hosts that ask to be asked less. */
  static List<String> remarkable(Activity activity) {
    int most = activity.hosts().stream().mapToInt(HostPace::allowed).max().orElse(1);
    List<String> lines = new ArrayList<>();
    activity.transfers().stream()
        .filter(transfer -> transfer.lasts().compareTo(UNREMARKABLE) >= 0)
        .forEach(transfer -> lines.add(line(transfer)));
    activity.hosts().stream()
        .filter(host -> host.isSlowed(most))
        .forEach(host -> lines.add(line(host)));
    return lines;
  }

  private static String line(ActiveTransfer transfer) {
    return "%s  %s at %s/s, for %s, from %s"
        .formatted(
            Text.printable(transfer.name()),
            ByteFormat.BRIEF.of(transfer.bytes()),
            ByteFormat.BRIEF.of(transfer.bytesPerS()),
            Amounts.duration(transfer.lasts().toSeconds()),
            Text.printable(transfer.host()));
  }

  private static String line(HostPace host) {
    StringBuilder line =
        new StringBuilder(
            "%s  %d of %s, %s"
                .formatted(
                    Text.printable(host.host()),
                    host.active(),
                    Counted.of(host.allowed(), "connection"),
                    Counted.of(host.pending(), "clip waits", "clips wait")));
    if (host.interval().isPositive()) {
      line.append(
          String.format(Locale.ROOT, ", at most %.3g clips/s", NANOS / host.interval().toNanos()));
    }
    if (host.pause().isPositive()) {
      line.append(", asked to wait ")
          .append(Amounts.duration(host.pause().plusMillis(999).toSeconds()));
    }
    return line.toString();
  }
}
