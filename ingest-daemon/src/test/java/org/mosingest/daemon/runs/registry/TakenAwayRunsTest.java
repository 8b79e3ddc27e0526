package org.mosingest.daemon.runs.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mosingest.core.paths.TakenAwayException;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.transfer.Replies;

/** What a service has open is deleted or replaced by somebody else. */
class TakenAwayRunsTest extends RegistryTestBase {

  @Test
  void aRunWhoseOutputIsDeletedFailsWithTheReasonAndTheNextWritesAll() throws Exception {
    TestCorpus corpus = localCorpus("o", 20);
    Path output = corpus.folder.resolve("konvid_150k.jsonl");
    server.on(
        "/z",
        (request, socket) -> {
          CorpusBed.await(
              "the rows before", () -> registry.list().getFirst().outcomes().settled() == 20);
          Files.delete(output);
          Replies.body(TestCorpus.video("z")).answer(request, socket);
        });
    corpus.remote("z.mp4", server.url("/z"));

    String id = registry.submit(corpus.options()).id();

    assertThat(await(id, RunState.FAILED).note())
        .contains("the output " + output + " was deleted or moved away while it was in use")
        .doesNotContain("Exception");
    await(registry.submit(corpus.options()).id(), RunState.COMPLETED);
    assertThat(corpus.written()).hasSize(21).doesNotHaveDuplicates();
  }

  @Test
  void withoutItsDatabaseTheServiceTakesNoRunAndSaysWhy() throws Exception {
    Path database = folder.resolve("state/runs.db");
    Files.move(database, folder.resolve("aside"));

    assertThatThrownBy(() -> registry.submit(localCorpus("d", 1).options()))
        .isInstanceOf(TakenAwayException.class)
        .hasMessageContaining("the service's database " + database + " was deleted or moved away");

    Files.move(folder.resolve("aside"), database);
    await(registry.submit(localCorpus("d", 1).options()).id(), RunState.COMPLETED);
  }

  @Test
  void withoutItsLockTheServiceTakesNoRun() throws Exception {
    Path lock = folder.resolve("state/.service.lock");
    Files.delete(lock);
    Files.writeString(lock, "pid 1\n");

    assertThatThrownBy(() -> registry.submit(localCorpus("d", 1).options()))
        .isInstanceOf(TakenAwayException.class)
        .hasMessageContaining("the lock file " + lock + " was replaced by another file");
  }
}
