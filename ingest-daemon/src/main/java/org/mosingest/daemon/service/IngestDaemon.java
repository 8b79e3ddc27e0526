package org.mosingest.daemon.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mosingest.core.clip.LinkReach;
import org.mosingest.core.options.BadOptionsException;
import org.mosingest.core.paths.Roots;
import org.mosingest.core.state.HeldException;
import org.mosingest.daemon.export.ServedExports;
import org.mosingest.daemon.http.ApiLimits;
import org.mosingest.daemon.http.ApiServer;
import org.mosingest.daemon.http.ApiSettings;
import org.mosingest.daemon.http.Token;
import org.mosingest.daemon.http.TokenFile;
import org.mosingest.daemon.http.document.ServiceInfo;
import org.mosingest.daemon.http.document.SubmissionCheck;
import org.mosingest.daemon.limits.LiveLimits;
import org.mosingest.daemon.metrics.Metrics;
import org.mosingest.daemon.notify.Notifications;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.runs.RunOptionsJson;
import org.mosingest.daemon.runs.registry.RegistrySettings;
import org.mosingest.daemon.runs.registry.RunRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long-running service: the runs, the API over them, and what the system's supervisor is told.
 * Started in this order, stopped in reverse.
 *
 * <p>Safe for many threads.
 */
public final class IngestDaemon implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IngestDaemon.class);

  /**
   * The promise is ten seconds from the signal to the end; some of it is kept for closing the rest.
   */
  private static final Duration DRAIN = Duration.ofSeconds(7);

  private final RunRegistry runs;
  private final ServedExports exports;
  private final ApiServer api;
  private final ServiceSupervisor supervisor;
  private final LiveLimits limits;
  private final Notifications notifications;
  private final AtomicBoolean taking;

  private IngestDaemon(
      RunRegistry runs,
      ServedExports exports,
      ApiServer api,
      ServiceSupervisor supervisor,
      LiveLimits limits,
      Notifications notifications,
      AtomicBoolean taking) {
    this.runs = runs;
    this.exports = exports;
    this.api = api;
    this.supervisor = supervisor;
    this.limits = limits;
    this.notifications = notifications;
    this.taking = taking;
  }

  /**
   * Starts the service: takes the state folder, takes up the runs that were under way, listens,
   * says that it is ready.
   *
   * @param engines what all runs share; not closed with the service
   * @param metrics what the engines were given to report to
   * @param environment where a supervisor says how it is to be told: {@code NOTIFY_SOCKET}, {@code
   *     WATCHDOG_USEC}
   * @throws HeldException if another service has the state folder
   * @throws IOException if the state folder cannot be used or the address not be listened at
   */
  public static IngestDaemon start(
      DaemonSettings settings, Engines engines, Metrics metrics, Map<String, String> environment)
      throws HeldException, IOException {
    Instant startedAt = Instant.now();
    AtomicBoolean taking = new AtomicBoolean();
    // Before a run goes on; where any port will do, as soon as it is known.
    neverAskItself(engines, settings, settings.listen().port());
    LiveLimits limits =
        LiveLimits.start(engines.downloadPool(), engines.downloads(), settings.rate());
    RunRegistry runs =
        RunRegistry.open(
            settings.stateFolder(),
            engines.with(LinkReach.below(settings.roots())),
            RegistrySettings.standard()
                .withMostActive(settings.mostRuns())
                .withRoots(Roots.of(settings.roots())));
    try {
      // Only now that the folder is ours: another service's token is not to be replaced under it.
      Token token = TokenFile.ensure(settings.stateFolder());
      ServiceInfo info =
          new ServiceInfo(
              settings.version(),
              startedAt,
              engines.downloadPool()::load,
              engines.probePool()::load,
              () -> freeBytes(settings.roots().getFirst()),
              engines.downloads().insecureHosts().stream().sorted().toList(),
              limits,
              taking::get);
      ApiSettings served =
          new ApiSettings(
              settings.listen().bind(),
              settings.listen().port(),
              token,
              settings.roots(),
              settings.listen().hosts(),
              ApiLimits.standard());
      ServedExports exports =
          new ServedExports(
              settings.stateFolder(), settings.roots(), engines.heap(), settings.version());
      ApiServer api =
          ApiServer.start(served, runs, exports, IngestDaemon::submission, info, metrics);
      neverAskItself(engines, settings, api.port());
      ServiceSupervisor supervisor = ServiceSupervisor.of(environment);
      Notifications notifications =
          Notifications.start(
              runs, settings.notifications(), startedAt, engines.downloads().reach());
      taking.set(true);
      supervisor.ready(
          "listening at " + settings.listen().bind() + ":" + api.port(), () -> alive(runs));
      return new IngestDaemon(runs, exports, api, supervisor, limits, notifications, taking);
    } catch (IOException | RuntimeException e) {
      runs.close();
      limits.close();
      throw e;
    }
  }

  private static void neverAskItself(Engines engines, DaemonSettings settings, int port)
      throws IOException {
    engines
        .downloads()
        .neverAsk(new InetSocketAddress(InetAddress.getByName(settings.listen().bind()), port));
  }

  /**
   * A registry that is stuck would not answer: the supervisor then hears nothing, and starts the
   * service anew.
   */
  private static boolean alive(RunRegistry runs) {
    var _ = runs.list();
    return true;
  }

  private static SubmissionCheck submission(byte[] json) {
    try {
      return new SubmissionCheck.Valid(RunOptionsJson.read(json));
    } catch (BadOptionsException e) {
      return new SubmissionCheck.Invalid(e.wording());
    }
  }

  /**
   * 0 if it cannot be told. Asks the disk alone: a {@code FileStore} would read the whole list of
   * mounts each time.
   */
  private static long freeBytes(Path folder) {
    return folder.toFile().getUsableSpace();
  }

  /** The port it listens at. */
  public int port() {
    return api.port();
  }

  /**
   * Drains and stops, within ten seconds: nothing more is admitted, transfers stop where they can
   * be continued, and the runs under way are marked interrupted and go on when a service is next
   * started on the state folder.
   */
  @Override
  public void close() {
    if (!taking.getAndSet(false)) {
      return;
    }
    supervisor.stopping();
    LOG.info("stopping: transfers that can be continued later are interrupted");
    exports.close();
    notifications.close();
    runs.shutdown(DRAIN);
    api.close();
    limits.close();
    supervisor.close();
    LOG.info("stopped");
  }
}
