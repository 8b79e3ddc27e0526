package org.mosingest.daemon.runs.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.testkit.SmallDisk;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;

/** A service whose state, or whose corpus, lies on a full disk. */
final class FullStateDiskTest extends RegistryTestBase {

  @Test
  void aFullDiskUnderTheStateStopsNoRunAndItsFiguresCatchUp() throws Exception {
    registry.close();
    engines.close();
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("state"), "1m")) {
      openRegistry(settings());
      TestCorpus corpus = localCorpus("c", 300);
      FakeClipProbe.Gate gate = probe.holdAt("c0.mp4");
      String id = registry.submit(corpus.options()).id();
      gate.awaitEntered();
      Path ballast = disk.fill();
      gate.open();
      RunSnapshot standing =
          await(
              id,
              run ->
                  run.note().equals("its state cannot be stored: these figures are not updated"));
      assertThat(standing.outcomes().settled()).isLessThan(300);
      Files.delete(ballast);
      assertThat(await(id, RunState.COMPLETED).outcomes())
          .isEqualTo(new Outcomes(300, 300, 0, 0, 0, 0, 0));
      assertThat(corpus.written()).hasSize(300).doesNotHaveDuplicates();
      registry.close();
      engines.close();
    }
  }

  @Test
  void aRunThatIsTakenUpOnAFullDiskWaitsAndDoesNotFail() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"), "2m")) {
      TestCorpus corpus = localCorpus("small/c", 0);
      for (int i = 0; i < 20; i++) {
        corpus.local("c" + i + ".mp4");
      }
      FakeClipProbe.Gate _ = probe.holdAt("c10.mp4");
      String id = registry.submit(corpus.options()).id();
      await(id, run -> run.outcomes().written() == 10);
      registry.shutdown(LONG);
      engines.close();
      Path ballast = disk.fill();
      probe = new FakeClipProbe();
      openRegistry(settings());
      await(
          id,
          run ->
              run.state() == RunState.RUNNING
                  && run.note().startsWith("waiting for disk: no space to start"));
      Files.delete(ballast);
      assertThat(await(id, RunState.COMPLETED).outcomes())
          .isEqualTo(new Outcomes(20, 20, 0, 0, 0, 0, 0));
      assertThat(corpus.written()).hasSize(20).doesNotHaveDuplicates();
    }
  }
}
