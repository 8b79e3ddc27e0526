package org.mosingest.daemon.watch;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mosingest.daemon.pool.KeyLimits;

/**
 * What a run does over the network at one moment.
 *
 * @param transfers the few downloads that are under way longest, the longest first
 * @param hosts the hosts that its clips are waiting for or coming from: those that hold it back
 *     first, then the busiest
 */
public record Activity(List<ActiveTransfer> transfers, List<HostPace> hosts) {

  /** Nothing. */
  public static final Activity NONE = new Activity(List.of(), List.of());

  private static final int MOST_TRANSFERS = 5;
  private static final int MOST_HOSTS = 10;

  public Activity {
    transfers = List.copyOf(transfers);
    hosts = List.copyOf(hosts);
  }

  /** How many clips of one host are at which stage. */
  private record Load(int active, int pending) {
    Load plus(Load other) {
      return new Load(active + other.active, pending + other.pending);
    }
  }

  /**
   * What a run's clips do now.
   *
   * @param limits how much a host may be asked now
   * @param perHost how much a host may be asked that refuses nothing
   */
  public static Activity of(Whereabouts clips, Function<String, KeyLimits> limits, int perHost) {
    long now = clips.now();
    Collection<Whereabouts.Spot> spots = clips.all();
    Map<String, Load> loads = new HashMap<>();
    for (Whereabouts.Spot spot : spots) {
      ClipBytes bytes = spot.bytes();
      if (bytes != null) {
        switch (spot.stage()) {
          case TRANSFERRING -> loads.merge(bytes.host(), new Load(1, 0), Load::plus);
          case QUEUED, BACKING_OFF -> loads.merge(bytes.host(), new Load(0, 1), Load::plus);
          case LOOKING, WAITING_TO_PROBE, HASHING, PROBING, WAITING_FOR_WRITER -> {}
        }
      }
    }
    return new Activity(
        spots.stream()
            .filter(spot -> spot.stage() == Stage.TRANSFERRING && spot.bytes() != null)
            .sorted(Comparator.comparingLong(spot -> spot.since() - now))
            .limit(MOST_TRANSFERS)
            .map(spot -> transfer(spot, now))
            .toList(),
        loads.entrySet().stream()
            .map(host -> pace(host.getKey(), host.getValue(), limits.apply(host.getKey())))
            .sorted(
                Comparator.comparing((HostPace host) -> !host.isSlowed(perHost))
                    .thenComparing(HostPace::active, Comparator.reverseOrder())
                    .thenComparing(HostPace::pending, Comparator.reverseOrder())
                    .thenComparing(HostPace::host))
            .limit(MOST_HOSTS)
            .toList());
  }

  private static ActiveTransfer transfer(Whereabouts.Spot spot, long now) {
    ClipBytes bytes = spot.bytes();
    return new ActiveTransfer(
        spot.row().index() + 1,
        spot.row().clip().name().value(),
        bytes == null ? "" : bytes.host(),
        bytes == null ? 0 : bytes.received(),
        bytes == null ? 0 : bytes.perSecond(now),
        Duration.ofNanos(now - spot.since()));
  }

  private static HostPace pace(String host, Load load, KeyLimits limits) {
    return new HostPace(
        host, load.active(), load.pending(), limits.most(), limits.interval(), limits.pause());
  }
}
