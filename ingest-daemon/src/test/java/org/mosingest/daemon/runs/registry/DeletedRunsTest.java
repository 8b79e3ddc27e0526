package org.mosingest.daemon.runs.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.runs.IllegalMoveException;
import org.mosingest.daemon.runs.NoSuchRunException;
import org.mosingest.daemon.runs.RetryChoice;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.transfer.Replies;

/** A run that is deleted is gone for good, and nothing else is. */
class DeletedRunsTest extends RegistryTestBase {

  @Test
  void anEndedRunGoesWithItsFailuresAndNoFileOfItsCorpusIsTouched() throws Exception {
    server.on("/gone", Replies.status(404));
    TestCorpus corpus = localCorpus("c", 3).remote("gone.mp4", server.url("/gone"));
    String id = registry.submit(corpus.options()).id();
    await(id, RunState.COMPLETED);
    String other = registry.submit(localCorpus("d", 2).options()).id();
    await(other, RunState.COMPLETED);
    Map<Path, String> before = files(corpus.folder);

    assertThat(registry.delete(id).state()).isEqualTo(RunState.COMPLETED);

    assertThat(registry.find(id)).isEmpty();
    assertThat(registry.list()).extracting(RunSnapshot::id).containsExactly(other);
    assertThatThrownBy(() -> registry.delete(id)).isInstanceOf(NoSuchRunException.class);
    assertThatThrownBy(() -> registry.retry(id, new RetryChoice.All()))
        .isInstanceOf(NoSuchRunException.class);
    assertThat(files(corpus.folder)).isEqualTo(before);
    restart(settings());
    assertThat(registry.list()).extracting(RunSnapshot::id).containsExactly(other);
    // Its number is nobody else's, and what it learnt is known to the next run.
    String again = registry.submit(corpus.options()).id();
    assertThat(again).isNotIn(id, other);
    assertThat(await(again, RunState.COMPLETED).outcomes().downloadFailed()).isEqualTo(1);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aRunThatIsNotOverIsRefusedAndGoesOn() throws Exception {
    TestCorpus corpus = localCorpus("c", 5);
    FakeClipProbe.Gate gate = probe.holdAt("c3.mp4");
    String id = registry.submit(corpus.options()).id();
    gate.awaitEntered();

    assertThatThrownBy(() -> registry.delete(id))
        .isInstanceOf(IllegalMoveException.class)
        .hasMessage("run " + id + " is running, so it cannot be deleted");
    registry.pause(id);
    assertThatThrownBy(() -> registry.delete(id)).isInstanceOf(IllegalMoveException.class);

    registry.resume(id);
    gate.open();
    await(id, RunState.COMPLETED);
    assertThat(registry.delete(id).outcomes().written()).isEqualTo(5);
    assertThat(registry.list()).isEmpty();
  }

  @Test
  void aCancelledRunIsDeletedWhenItsFilesAreClosedAndItsCorpusIsFree() throws Exception {
    TestCorpus corpus = localCorpus("c", 5);
    FakeClipProbe.Gate gate = probe.holdAt("c3.mp4");
    String id = registry.submit(corpus.options()).id();
    gate.awaitEntered();
    registry.cancel(id);
    gate.open();
    registry.delete(id);

    String again = registry.submit(corpus.options()).id();
    assertThat(await(again, RunState.COMPLETED).outcomes().settled()).isEqualTo(5);
    assertThat(registry.list()).extracting(RunSnapshot::id).isEqualTo(List.of(again));
  }

  private static Map<Path, String> files(Path folder) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return files;
  }
}
