package org.mosingest.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.HostTransfer;

/** How fast the hosts were. */
final class HostSection {

  private static final int MOST = 15;

  private HostSection() {}

  static Section of(List<HostTransfer> slowestFirst) {
    return new Section(
        "hosts-pace",
        "Slowest hosts",
        List.of(sentence(slowestFirst)),
        List.of(figure(slowestFirst)));
  }

  private static String sentence(List<HostTransfer> hosts) {
    if (hosts.isEmpty()) {
      return "There are no timings of hosts yet: no run that downloaded clips has finished.";
    }
    HostTransfer all = hosts.stream().reduce(HostTransfer::plus).orElseThrow();
    HostTransfer slowest = hosts.getFirst();
    String over =
        ReportText.number(all.secondsPerClip())
            + " s per clip over "
            + (hosts.size() == 1 ? "one host" : "all " + ReportText.count(hosts.size()) + " hosts")
            + ", failed attempts included, in finished runs";
    return hosts.size() == 1
        ? over + "."
        : over
            + "; the slowest is "
            + Text.printable(slowest.host())
            + " with "
            + ReportText.number(slowest.secondsPerClip())
            + " s.";
  }

  private static Figure figure(List<HostTransfer> hosts) {
    List<Figure.Row> rows = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (HostTransfer host : hosts.subList(0, Math.min(MOST, hosts.size()))) {
      String name = Text.printable(host.host());
      labels.add(name);
      values.add(host.secondsPerClip());
      rows.add(
          Figure.Row.of(
              name,
              ReportText.count(host.clips()),
              ReportText.bytes((double) host.bytes()),
              ReportText.number(host.seconds()),
              ReportText.number(host.secondsPerClip()),
              ReportText.bytes(host.bytes() / host.seconds()) + "/s"));
    }
    Optional<Chart> chart =
        hosts.size() < 2
            ? Optional.empty()
            : Optional.of(Chart.bars(labels, values, true, "seconds per clip"));
    return new Figure(
        "slowest",
        "The slowest hosts",
        chart,
        List.of("host", "clips", "bytes", "seconds", "seconds a clip", "rate per connection"),
        rows);
  }
}
