package org.mosingest.cli.options;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.config.DeclaredOptions;
import org.mosingest.cli.process.Version;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.ProbeChoice;
import org.mosingest.core.options.RateTimetable;
import org.mosingest.core.options.StartOption;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.DeferredProbe;
import org.mosingest.core.probe.Ffprobe;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.probe.libav.LibavProbe;
import org.mosingest.daemon.cluster.ClusterEngine;
import org.mosingest.daemon.doctor.subject.Equipment;
import org.mosingest.daemon.doctor.subject.Fetching;
import org.mosingest.daemon.machine.DiskReserve;
import org.mosingest.daemon.metrics.Metrics;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.Engines;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.Pages;
import org.mosingest.transfer.attempt.TransferSettings;
import org.slf4j.LoggerFactory;

/**
 * With what a run is done, and how much of it at a time: the options that {@code run} and {@code
 * daemon} share.
 */
public final class EngineOptions extends DeclaredOptions {

  EngineOptions() {
    super(StartOption.ALL);
  }

  private EngineOptions(Collection<Option<?>> shown) {
    super(StartOption.ALL, shown);
  }

  /** For a command that starts none of them: what matters only while a run goes on is not told. */
  public static EngineOptions ofExaminer() {
    return new EngineOptions(
        StartOption.ALL.stream().filter(option -> !option.equals(StartOption.STALL_WARN)).toList());
  }

  /**
   * Starts the engines.
   *
   * @param metrics what they report to
   * @throws org.mosingest.core.probe.ProbeUnusableException if there is no ffprobe that runs
   * @throws IllegalArgumentException if an option is out of range
   * @throws InterruptedException if interrupted while ffprobe is asked for its version
   */
  public Engines start(Metrics metrics) throws InterruptedException {
    Engines plain = start(startProbe(probesAtATime()));
    return plain.with(plain.downloads().telling(metrics.attempts()), metrics.timed(plain.probe()));
  }

  /**
   * Starts the engines, reporting to nobody. Probe workers start when they are first asked for
   * anything, so that a run which is refused has cost none; that they do not run here shows then.
   *
   * @throws org.mosingest.core.probe.ProbeUnusableException if there is no ffprobe that runs
   * @throws IllegalArgumentException if an option is out of range
   * @throws InterruptedException if interrupted while ffprobe is asked for its version
   */
  public Engines start() throws InterruptedException {
    return start(
        isByProcesses() ? startProbe(1) : new DeferredProbe(() -> startProbe(probesAtATime())));
  }

  private Engines start(ClipProbe probe) {
    TransferSettings settings = transfers();
    reach().warn();
    int probesAtATime = probesAtATime();
    return Engines.of(
            new WorkPool(
                "download",
                values().get(StartOption.DOWNLOADS),
                values().get(StartOption.PER_HOST)),
            Downloads.over(binary(StartOption.CURL_BIN), settings)
                .resolving(
                    binary(StartOption.RESOLVER_BIN), values().get(StartOption.RESOLVER_HOSTS)),
            new WorkPool("probe", probesAtATime, probesAtATime),
            probe)
        .with(reserve())
        .withStallAfter(values().get(StartOption.STALL_WARN));
  }

  /**
   * What the engines would be, none of them started.
   *
   * @throws IllegalArgumentException if an option is out of range
   */
  public Equipment equipment() {
    return new Equipment(
        values().get(StartOption.DOWNLOADS),
        values().get(StartOption.PER_HOST),
        probesAtATime(),
        reserve(),
        (isByProcesses() ? ProbeChoice.FFPROBE : ProbeChoice.LIBAV).id(),
        () -> startProbe(1),
        new Fetching(binary(StartOption.CURL_BIN), transfers(), pages()));
  }

  private Pages pages() {
    return Pages.of(binary(StartOption.RESOLVER_BIN), values().get(StartOption.RESOLVER_HOSTS));
  }

  /** Whether an ffprobe process for each clip is what was asked for. */
  private boolean isByProcesses() {
    return binary(StartOption.FFPROBE_BIN).isPresent()
        || engine().equals(Optional.of(ProbeChoice.FFPROBE));
  }

  private TransferSettings transfers() {
    TransferSettings unlimited = TransferSettings.standard(Version.number());
    if (binary(StartOption.CURL_BIN).isPresent()) {
      reach().refuseForCurl();
    }
    OptionalLong rate = rate().at(LocalDateTime.now(ZoneId.systemDefault()));
    return reach()
        .applyTo(
            rate.isPresent() ? unlimited.withLimitRate(rate.getAsLong()) : unlimited,
            System.getenv());
  }

  /** How fast all downloads together may be, by the time of the week. */
  public RateTimetable rate() {
    return values().find(StartOption.LIMIT_RATE).orElse(RateTimetable.UNLIMITED);
  }

  /**
   * A cluster to do the work in place of these engines.
   *
   * @param master the cluster's address; null for what its configuration says
   * @param clipsAt where clips are kept; null for the corpus folder
   */
  public ClusterEngine.Request request(
      @Nullable String master, Map<String, String> configuration, @Nullable String clipsAt) {
    return new ClusterEngine.Request(
        Optional.ofNullable(master),
        configuration,
        values(),
        reach().given(),
        Optional.ofNullable(clipsAt),
        Version.number());
  }

  /** Arguments as they may be kept: without what only the servers may know. */
  public List<String> withoutSecrets(List<String> arguments) {
    return reach().withoutSecrets(arguments);
  }

  private ReachOptions reach() {
    return new ReachOptions(values());
  }

  private int probesAtATime() {
    return values()
        .find(StartOption.PROBES)
        .orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }

  private DiskReserve reserve() {
    return values()
        .find(StartOption.MIN_FREE)
        .map(DiskReserve.standard()::withBytes)
        .orElseGet(DiskReserve::standard);
  }

  private Optional<String> binary(Option<String> option) {
    return values().findText(option);
  }

  private Optional<ProbeChoice> engine() {
    return values().find(StartOption.PROBE_ENGINE);
  }

  private ClipProbe startProbe(int probesAtATime) throws InterruptedException {
    Optional<String> own = binary(StartOption.FFPROBE_BIN);
    if (own.isPresent()) {
      return Ffprobe.at(own.get());
    }
    if (engine().equals(Optional.of(ProbeChoice.FFPROBE))) {
      return Ffprobe.bundled();
    }
    try {
      return LibavProbe.bundled(probesAtATime);
    } catch (ProbeUnusableException e) {
      if (engine().equals(Optional.of(ProbeChoice.LIBAV))) {
        throw e;
      }
      LoggerFactory.getLogger(EngineOptions.class)
          .warn("probing with one ffprobe process per clip, which is slower: {}", e.getMessage());
      return Ffprobe.bundled();
    }
  }
}
