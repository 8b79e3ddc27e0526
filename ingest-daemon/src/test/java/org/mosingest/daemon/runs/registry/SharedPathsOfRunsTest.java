package org.mosingest.daemon.runs.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.state.HeldException;
import org.mosingest.daemon.runs.RunState;

/** Submissions that would write where a run of the same service writes. */
class SharedPathsOfRunsTest extends RegistryTestBase {

  @Test
  void aSubmissionThatSharesClipsProgressOrReplayManifestIsRefusedAndNamesTheHolder()
      throws Exception {
    TestCorpus first = localCorpus("a", 3);
    Path progress = folder.resolve("progress.json");
    Path replay = folder.resolve("replay.json");
    FakeClipProbe.Gate gate = probe.holdAt("a1.mp4");
    first.options();
    String id =
        registry
            .submit(
                RunOptions.of(KnownCorpora.standard(), first.folder)
                    .minRows(0)
                    .progressPath(progress)
                    .manifestOut(replay)
                    .build())
            .id();
    TestCorpus second = localCorpus("b", 3);
    second.options();
    RunOptions.Builder other = RunOptions.of(KnownCorpora.standard(), second.folder).minRows(0);

    for (RunOptions shared :
        new RunOptions[] {
          other.progressPath(progress).build(),
          RunOptions.of(KnownCorpora.standard(), second.folder)
              .minRows(0)
              .manifestOut(replay)
              .build()
        }) {
      assertThatThrownBy(() -> registry.submit(shared))
          .isInstanceOf(HeldException.class)
          .hasMessageContaining("is held by another run of this process (the run over ")
          .hasMessageContaining(first.folder.toString());
    }
    TestCorpus linked = new TestCorpus(folder.resolve("c"));
    Files.delete(linked.folder.resolve("clips"));
    Files.createSymbolicLink(linked.folder.resolve("clips"), first.folder.resolve("clips"));
    linked.remote("a0.mp4", server.url("/a0"));
    assertThatThrownBy(() -> registry.submit(linked.options()))
        .isInstanceOf(HeldException.class)
        .hasMessageContaining("the clips folder ");

    assertThat(registry.list()).hasSize(1);
    gate.open();
    await(id, RunState.COMPLETED);
    await(registry.submit(linked.options()).id(), RunState.COMPLETED);
    assertThat(linked.written()).containsExactly("a0.mp4");
  }
}
