package org.mosingest.daemon.watch;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.mosingest.core.state.HostTransfer;
import org.mosingest.transfer.TransferMeter;

/** What comes from each host and how long it takes, in bounded memory. Safe for many threads. */
public final class HostClocks {

  private static final double NANOS = 1e9;

  private final Map<String, Clock> clocks = new ConcurrentHashMap<>();

  /** One host's sums. */
  public static final class Clock {
    private final LongAdder clips = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** An attempt at a clip has ended. */
    public void attempted(long tookNanos, boolean came) {
      nanos.add(tookNanos);
      if (came) {
        clips.increment();
      }
    }

    /** The same meter, whose bytes count as this host's too. */
    public TransferMeter meter(TransferMeter run) {
      return new TransferMeter() {
        @Override
        public void received(long count) {
          run.received(count);
          bytes.add(count);
        }

        @Override
        public void resumed(long count) {
          run.resumed(count);
        }
      };
    }

    private HostTransfer told(String host) {
      return new HostTransfer(host, clips.sum(), bytes.sum(), nanos.sum() / NANOS);
    }
  }

  /** A host's, or where there are too many hosts, that of all others. */
  public Clock of(String host) {
    Clock known = clocks.get(host);
    if (known != null) {
      return known;
    }
    // Two at once may make it one more than that.
    return clocks.computeIfAbsent(
        clocks.size() < HostTransfer.MOST ? host : HostTransfer.OTHERS, any -> new Clock());
  }

  /** What came so far, by the hosts' names; a host that was not asked yet is not among them. */
  public List<HostTransfer> told() {
    return clocks.entrySet().stream()
        .map(one -> one.getValue().told(one.getKey()))
        .filter(host -> host.seconds() > 0 || host.bytes() > 0 || host.clips() > 0)
        .sorted(Comparator.comparing(HostTransfer::host))
        .toList();
  }
}
