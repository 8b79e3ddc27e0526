package org.mosingest.daemon.runs.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.state.HeldException;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.attempt.TransferSettings;

/** A registry with a probe that can be held and a server that does what it is told. */
@Timeout(180)
abstract class RegistryTestBase {

  static final Duration LONG = Duration.ofSeconds(40);

  private static final Duration BETWEEN = Duration.ofMillis(10);

  @TempDir Path folder = Path.of("");

  FakeClipProbe probe = new FakeClipProbe();
  FaultServer server = unset();
  Engines engines = unset();
  RunRegistry registry = unset();

  static RegistrySettings settings() {
    return RegistrySettings.standard().withIntervals(Duration.ofMillis(20), Duration.ofMillis(50));
  }

  @BeforeEach
  void start() throws Exception {
    server = FaultServer.start();
    openRegistry(settings());
  }

  void openRegistry(RegistrySettings settings) throws IOException, HeldException {
    engines = engines(probe);
    registry = RunRegistry.open(folder.resolve("state"), engines, settings);
  }

  static Engines engines(FakeClipProbe probe) {
    return Engines.of(
        new WorkPool("download", 4, 4),
        Downloads.overOkHttp(TransferSettings.standard("test")),
        new WorkPool("probe", 4, 4),
        probe);
  }

  /** The service goes and comes again. */
  void restart(RegistrySettings settings) throws IOException, HeldException {
    registry.shutdown(Duration.ofSeconds(8));
    engines.close();
    openRegistry(settings);
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
    engines.close();
    server.close();
  }

  TestCorpus corpus(String name) throws IOException {
    return new TestCorpus(folder.resolve(name));
  }

  TestCorpus localCorpus(String name, int clips) throws IOException {
    TestCorpus corpus = corpus(name);
    for (int i = 0; i < clips; i++) {
      corpus.local(name + i + ".mp4");
    }
    return corpus;
  }

  RunSnapshot await(String id, RunState state) {
    return await(id, run -> run.state() == state);
  }

  /** Asks for a run until it looks as wanted. */
  RunSnapshot await(String id, Predicate<RunSnapshot> wanted) {
    long end = System.nanoTime() + LONG.toNanos();
    while (true) {
      RunSnapshot run = registry.find(id).orElseThrow();
      if (wanted.test(run)) {
        return run;
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("after " + LONG + " still " + run);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T unset() {
    return null;
  }
}
