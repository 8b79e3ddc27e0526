package org.mosingest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.client.StateFolder;
import org.mosingest.cli.foreground.LogFile;
import org.mosingest.cli.options.EngineOptions;
import org.mosingest.cli.options.NotifyOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Logging;
import org.mosingest.cli.process.ShutdownSignal;
import org.mosingest.cli.process.Version;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.state.Hold;
import org.mosingest.daemon.metrics.Metrics;
import org.mosingest.daemon.notify.NotifySettings;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.service.DaemonSettings;
import org.mosingest.daemon.service.IngestDaemon;
import org.mosingest.daemon.service.ListenAddress;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ingest daemon}: the long-running service. */
@Command(
    name = "daemon",
    description =
        "Runs the service: several runs at a time, resumed after a restart, with an HTTP API and a"
            + " dashboard.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest daemon --root /data/corpora --downloads 32",
      "SIGTERM or Ctrl-C stops it within ten seconds; active runs continue at the next start."
    })
final class DaemonCommand implements Callable<Integer> {

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on; other than on loopback, every request needs the token"
              + " (default: ${DEFAULT-VALUE}).")
  private String bind;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8642",
      description = "Port to listen on; 0 for any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description =
          "Another host name that requests may use, for example behind a proxy; repeatable.")
  private List<String> hostNames = List.of();

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description =
          "Folder for runs, token and log (default: $INGEST_STATE_DIR, else $XDG_STATE_HOME/ingest,"
              + " else ~/.local/state/ingest).")
  private @Nullable Path stateDir;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      split = "\n",
      hideParamSyntax = true,
      description =
          "Folder that corpora and outputs must be in; repeatable (default: the working"
              + " directory).")
  private List<Path> roots = List.of();

  @Option(
      names = "--max-runs",
      paramLabel = "N",
      defaultValue = "4",
      description = "Runs at a time; others are queued (default: ${DEFAULT-VALUE}).")
  private int maxRuns;

  @Option(
      names = "--log-level",
      paramLabel = "L",
      defaultValue = "INFO",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Logging.LogLevel logLevel;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description =
          "Log to this file as well as to stderr, rolled daily and at 20 MB (default:"
              + " log/ingest.log in the state folder).")
  private @Nullable Path logFile;

  @Mixin private NotifyOptions notifyOptions;

  @Mixin private EngineOptions engineOptions;

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port must be from 0 to 65535, not " + port);
    }
    Path stateFolder = StateFolder.of(stateDir, System.getenv()).path();
    List<Path> served =
        (roots.isEmpty() ? List.of(Path.of("")) : roots)
            .stream().map(Path::toAbsolutePath).toList();
    for (Path root : served) {
      if (!Files.isDirectory(root)) {
        throw new IllegalArgumentException(
            "--root "
                + root
                + (Files.exists(root) ? " is a file, not a folder" : " does not exist")
                + "; give the folder that holds the corpora");
      }
    }
    NotifySettings notify = notifyOptions.settings();
    // Another daemon's log is not to be rolled under it.
    try {
      Hold.service(stateFolder).close();
    } catch (IOException e) {
      throw new IOException(
          FaultWords.of(e) + "; make it writable, or give another folder with --state-dir", e);
    }
    if (logFile != null) {
      LogFile.check(logFile);
    }
    Logging.configureService(
        logLevel, logFile == null ? stateFolder.resolve("log/ingest.log") : logFile);
    Metrics metrics = new Metrics();
    CountDownLatch asked = new CountDownLatch(1);
    try (Engines engines = engineOptions.start(metrics);
        ShutdownSignal _ = ShutdownSignal.install(asked::countDown);
        IngestDaemon daemon =
            IngestDaemon.start(
                new DaemonSettings(
                    new ListenAddress(bind, port, hostNames),
                    stateFolder,
                    served,
                    maxRuns,
                    engineOptions.rate(),
                    notify,
                    Version.number()),
                engines,
                metrics,
                System.getenv())) {
      LoggerFactory.getLogger(DaemonCommand.class)
          .info(
              "ready at http://{}:{}/ for corpora below {}; state in {}",
              bind,
              daemon.port(),
              served,
              stateFolder);
      asked.await();
    }
    return ExitCode.FINISHED;
  }
}
