package org.mosingest.daemon.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.attempt.TransferSettings;
import org.slf4j.LoggerFactory;

/** What tests of whole runs share: a folder, a server, a probe, and what was logged. */
@Timeout(180)
abstract class RunTestBase {

  @TempDir Path temporary = Path.of("");

  FaultServer server = unset();
  CorpusBed bed = unset();
  final FakeClipProbe fake = new FakeClipProbe();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.mosingest");

  @BeforeEach
  void start() throws IOException {
    server = FaultServer.start();
    bed = new CorpusBed(temporary.resolve("corpus"));
    log.start();
    logger.setAdditive(false);
    logger.addAppender(log);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    logger.detachAppender(log);
    logger.setAdditive(true);
  }

  RunOptions.Builder options() {
    return RunOptions.of(KnownCorpora.standard(), bed.folder()).minRows(0);
  }

  static Engines engines(ClipProbe probe) {
    return engines(probe, 2);
  }

  static Engines engines(ClipProbe probe, int probes) {
    return Engines.of(
        new WorkPool("download", 16, 16),
        Downloads.overOkHttp(
            TransferSettings.standard("test")
                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5))),
        new WorkPool("probe", probes, probes),
        probe);
  }

  /** A whole run with the fake probe. */
  RunResult run() throws Exception {
    return run(options().build(), fake);
  }

  static RunResult run(RunOptions options, ClipProbe probe) throws Exception {
    try (Engines engines = engines(probe);
        IngestRun run = IngestRun.open(options, engines)) {
      return run.execute(
          new Invocation("ingest run", List.of("--konvid-dir", options.folder().toString())));
    }
  }

  static Books books(RunResult result) {
    return result.progress().books();
  }

  /** Warnings so far. */
  List<String> warnings() {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T unset() {
    return null;
  }
}
