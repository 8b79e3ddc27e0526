package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.RunHold;

/** Two runs whose corpora differ and that would write to the same file or folder all the same. */
@Timeout(120)
final class SharedPathsTest extends WeaknessTestBase {

  private RunOptions.Builder other() throws IOException {
    return RunOptions.of(
            KnownCorpora.standard(), Files.createDirectories(temporary.resolve("other")))
        .minRows(0);
  }

  private void refusedWhile(RunOptions other, String what, String... options) throws Exception {
    try (RunHold _ = RunHold.take(other)) {
      Ended ended = run(options);
      assertThat(ended.status()).as(ended.err()).isEqualTo(4);
      assertThat(ended.err())
          .contains("error: " + what)
          .contains("held by another run")
          .contains(other.folder().toString());
    }
    assertThat(run(options).status()).isZero();
  }

  @Test
  void twoRunsNeverShareADownloadProgressOrAReplayManifest() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Path shared = temporary.resolve("shared.json");
    Path link = Files.createSymbolicLink(temporary.resolve("link.json"), shared);

    refusedWhile(
        other().progressPath(shared).build(), "the download progress", "--progress-path=" + link);
    Files.delete(shared);
    refusedWhile(
        other().manifestOut(shared).build(), "the replay manifest", "--manifest-out=" + link);
    Files.delete(link);
    // In another role, too.
    refusedWhile(
        other().progressPath(shared).build(), "the replay manifest", "--manifest-out=" + shared);
  }

  @Test
  void twoRunsNeverShareAFolderOfClips() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Path folder = Files.createDirectories(temporary.resolve("other"));
    Files.createSymbolicLink(folder.resolve("clips"), bed.folder().resolve("clips"));

    refusedWhile(other().build(), "the clips folder");
  }

  /** One run's clips lie below the other's, whichever was first. */
  @Test
  void twoRunsNeverShareANestedFolderOfClips() throws Exception {
    CorpusBed inner = new CorpusBed(bed.folder().resolve("clips/inner"));
    inner.local("x.mp4", CorpusBed.fake(2), "1.0").write();
    bed.row("inner/clips/x.mp4", "", "1.0").write();
    RunOptions outerRun = RunOptions.of(KnownCorpora.standard(), bed.folder()).build();
    RunOptions innerRun = RunOptions.of(KnownCorpora.standard(), inner.folder()).build();

    try (RunHold _ = RunHold.take(innerRun)) {
      Ended ended = run();
      assertThat(ended.status()).as(ended.err()).isEqualTo(4);
      assertThat(ended.err()).contains("clips of this run are in ");
    }
    CorpusBed outer = bed;
    bed = inner;
    try (RunHold _ = RunHold.take(outerRun)) {
      Ended ended = run();
      assertThat(ended.status()).as(ended.err()).isEqualTo(4);
      assertThat(ended.err()).contains("is inside the clips folder ");
    }
    bed = outer;
    assertThat(run().status()).isZero();
  }

  /** The same beside each other, and in one folder, is nobody's trouble. */
  @Test
  void runsThatShareNothingGoOnTogether() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Path beside = Files.createDirectories(bed.folder().resolve("b"));

    try (RunHold _ =
        RunHold.take(
            RunOptions.of(KnownCorpora.standard(), beside)
                .output(bed.folder().resolve("b.jsonl"))
                .build())) {
      assertThat(run().status()).isZero();
    }
  }

  @Test
  void anotherProcessThatHoldsThemIsNamed() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Path hanging = temporary.resolve("hanging");
    Path hangs = ffprobe(": > '" + hanging + "'; exec sleep 100");
    CorpusBed other = new CorpusBed(temporary.resolve("other"));
    Files.delete(other.folder().resolve("clips"));
    Files.createSymbolicLink(other.folder().resolve("clips"), bed.folder().resolve("clips"));
    other.row("a.mp4", "", "1.0").write();

    try (Child holder = new Child.Setup(temporary).start(childArguments(hangs))) {
      CorpusBed.await("the other run at work", () -> Files.exists(hanging) || !holder.isAlive());
      CorpusBed mine = bed;
      bed = other;
      Ended ended = run();
      assertThat(ended.status()).as(ended.err()).isEqualTo(4);
      assertThat(ended.err()).contains("the clips folder ").contains("another run (pid ");
      bed = mine;
    }
    bed = other;
    assertThat(run().status()).isZero();
  }

  @Test
  void aFinishedRunLeavesNoMoreLocksThanBefore() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    assertThat(run().status()).isZero();

    try (Stream<Path> left = Files.walk(bed.folder())) {
      List<String> names =
          left.map(file -> file.getFileName().toString()).filter(n -> n.contains("lock")).toList();
      assertThat(names).containsExactlyInAnyOrder(".ingest.lock", ".konvid_150k.jsonl.lock");
    }
  }
}
