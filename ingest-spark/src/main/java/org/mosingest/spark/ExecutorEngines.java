package org.mosingest.spark;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.Ffprobe;
import org.mosingest.core.probe.libav.LibavProbe;
import org.mosingest.daemon.fetch.Blame;
import org.mosingest.daemon.machine.DiskReserve;
import org.mosingest.daemon.machine.NetworkWatch;
import org.mosingest.daemon.machine.OtherHosts;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.Engines;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.reach.Reach;

/**
 * What all tasks of a run share within one executor: its pools, so that they keep its share of the
 * bounds together, and what was learnt of hosts and of the network.
 */
final class ExecutorEngines {

  private static final Object LOCK = new Object();

  /** Of the process in which a driver works itself. */
  @GuardedBy("LOCK")
  private static @Nullable Engines own;

  @GuardedBy("LOCK")
  private static @Nullable ExecutorEngines current;

  private final TaskSettings settings;
  private final Engines engines;
  private final NetworkWatch network;
  private final Blame blame;
  private final Set<String> urls = ConcurrentHashMap.newKeySet();

  private ExecutorEngines(TaskSettings settings, Engines engines) {
    this.settings = settings;
    this.engines = engines;
    this.network =
        new NetworkWatch(
            settings.fetching().offlineWait(), new OtherHosts(urls, engines.downloads()::connects));
    this.blame =
        new Blame(settings.fetching().hostPatience(), network, engines.downloads()::connects);
  }

  /** Tasks that run in this process use these engines; null to let them make their own again. */
  static void useOwn(@Nullable Engines engines) {
    synchronized (LOCK) {
      own = engines;
      current = null;
    }
  }

  /**
   * Those of a task.
   *
   * @throws InterruptedException if interrupted while the probe starts
   */
  static ExecutorEngines of(TaskSettings settings) throws InterruptedException {
    synchronized (LOCK) {
      ExecutorEngines made = current;
      if (made == null || !made.fits(settings)) {
        // Those before may still be at work for other tasks: they end with the process.
        Engines engines = own == null ? start(settings) : own;
        made = new ExecutorEngines(settings, engines);
        current = made;
      }
      made.urls.addAll(settings.otherUrls());
      return made;
    }
  }

  private boolean fits(TaskSettings other) {
    return settings.run().equals(other.run()) && settings.share().equals(other.share());
  }

  private static Engines start(TaskSettings settings) throws InterruptedException {
    TaskSettings.Share share = settings.share();
    TaskSettings.Tools tools = settings.tools();
    Reach reach =
        Reach.of(
            System.getenv(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            false);
    TransferSettings plain = TransferSettings.standard(tools.version()).withReach(reach);
    TransferSettings transfers =
        share.limitRate() > 0 ? plain.withLimitRate(share.limitRate()) : plain;
    int probes = share.probes() > 0 ? share.probes() : Runtime.getRuntime().availableProcessors();
    DiskReserve usual = DiskReserve.standard();
    return Engines.of(
            new WorkPool("download", share.downloads(), share.perHost()),
            downloads(tools, transfers),
            new WorkPool("probe", probes, probes),
            probe(tools, probes))
        .with(share.minFree() < 0 ? usual : usual.withBytes(share.minFree()));
  }

  private static Downloads downloads(TaskSettings.Tools tools, TransferSettings transfers) {
    return Downloads.over(Optional.of(tools.curlBin()).filter(bin -> !bin.isEmpty()), transfers)
        .resolving(
            Optional.of(tools.resolverBin()).filter(bin -> !bin.isEmpty()), tools.resolverHosts());
  }

  private static ClipProbe probe(TaskSettings.Tools tools, int atATime)
      throws InterruptedException {
    if (tools.libav()) {
      return LibavProbe.bundled(atATime);
    }
    return tools.ffprobeBin().isEmpty() ? Ffprobe.bundled() : Ffprobe.at(tools.ffprobeBin());
  }

  Engines engines() {
    return engines;
  }

  NetworkWatch network() {
    return network;
  }

  Blame blame() {
    return blame;
  }
}
