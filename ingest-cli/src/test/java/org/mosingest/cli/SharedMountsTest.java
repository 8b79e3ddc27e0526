package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.testkit.SmallDisk;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.RunHold;

/** Two corpora with one folder of clips, which is mounted into both. */
@Timeout(120)
final class SharedMountsTest extends WeaknessTestBase {

  private static RunOptions options(CorpusBed of) {
    return RunOptions.of(KnownCorpora.standard(), of.folder()).minRows(0).build();
  }

  private CorpusBed other() throws IOException {
    return new CorpusBed(temporary.resolve("other")).row("a.mp4", "", "1.0").write();
  }

  private Ended runOf(CorpusBed which) {
    CorpusBed mine = bed;
    bed = which;
    try {
      return run();
    } finally {
      bed = mine;
    }
  }

  private static void assertHeld(Ended ended, String what) {
    assertThat(ended.status()).as(ended.err()).isEqualTo(4);
    assertThat(ended.err()).contains(what);
  }

  private void assertNoLockIn(Path clips) throws IOException {
    try (Stream<Path> files = Files.walk(clips)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains("lock"));
    }
  }

  @Test
  void aFolderOfClipsThatIsMountedIntoTwoCorporaIsSharedByNoTwoRuns() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    CorpusBed other = other();
    Path clips = bed.folder().resolve("clips");
    try (SmallDisk _ = SmallDisk.again(clips, other.folder().resolve("clips"))) {
      try (RunHold _ = RunHold.take(options(bed))) {
        Ended ended = runOf(other);
        assertHeld(ended, "the clips folder " + other.folder().resolve("clips"));
        assertThat(ended.err()).contains("the run over " + bed.folder());
      }
      try (RunHold _ = RunHold.take(options(other))) {
        assertHeld(run(), "the clips folder " + clips);
      }
      assertThat(run().status()).isZero();
      assertThat(runOf(other).status()).isZero();
      assertNoLockIn(clips);
    }
  }

  @Test
  void aProcessThatHoldsItByAnotherMountIsNamedAndItsDeathLeavesItFree() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    CorpusBed other = other();
    Path hanging = temporary.resolve("hanging");
    Path hangs = ffprobe(": > '" + hanging + "'; exec sleep 100");
    Path clips = bed.folder().resolve("clips");
    try (SmallDisk _ = SmallDisk.again(clips, other.folder().resolve("clips"))) {
      try (Child holder = new Child.Setup(temporary).start(childArguments(hangs))) {
        CorpusBed.await("the other run at work", () -> Files.exists(hanging) || !holder.isAlive());
        assertHeld(runOf(other), "another run (pid ");
        // Killed: what it leaves in the folder means nothing.
      }
      assertThat(clips.resolve(".ingest-clips.lock")).exists();
      assertThat(runOf(other).status()).isZero();
      assertNoLockIn(clips);
    }
  }

  /** One run's clips lie below the other's, and it has them by a mount; whichever was first. */
  @Test
  void aMountedFolderWithinAnotherRunsClipsIsSharedByNoTwoRuns() throws Exception {
    bed.local("sub/a.mp4", CorpusBed.fake(1), "1.0").write();
    CorpusBed other = other();
    Path inner = bed.clip("sub");
    try (SmallDisk _ = SmallDisk.again(inner, other.folder().resolve("clips"))) {
      try (RunHold _ = RunHold.take(options(bed))) {
        assertHeld(runOf(other), "is inside the clips folder " + bed.folder().resolve("clips"));
      }
      try (RunHold _ = RunHold.take(options(other))) {
        assertHeld(run(), "clips of this run are in " + inner);
      }
      assertThat(run().status()).isZero();
      assertThat(runOf(other).status()).isZero();
    }
  }

  @Test
  void aRunMayHaveOneFolderOfClipsTwice() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Path clips = bed.folder().resolve("clips");
    try (SmallDisk _ = SmallDisk.again(clips, bed.folder().resolve("k150ka_extracted"))) {
      assertThat(run().status()).isZero();
    }
  }

  @Test
  void aMountThatIsOnlyReadIsWaitedForToo() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    CorpusBed other = other();
    Path clips = bed.folder().resolve("clips");
    try (SmallDisk mounted = SmallDisk.again(clips, other.folder().resolve("clips"))) {
      mounted.remount("bind,ro");
      try (RunHold _ = RunHold.take(options(bed))) {
        assertHeld(runOf(other), "clips of this run are in ");
      }
      assertThat(runOf(other).status()).isZero();
      // And where the other run only reads, nothing is held.
      try (RunHold _ = RunHold.take(options(other))) {
        assertThat(run().status()).isZero();
      }
    }
  }

  @Test
  void whatStandsInTheLocksPlaceIsNotWrittenTo() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Path labels = Files.writeString(temporary.resolve("labels"), "all my labels\n");
    Path lock = bed.clip(".ingest-clips.lock");
    Files.createSymbolicLink(lock, labels);
    assertThat(run().status()).isIn(0, 2, 3);
    Files.delete(lock);
    Files.createLink(lock, labels);
    assertThat(run().status()).isIn(0, 2, 3);
    assertThat(labels).hasContent("all my labels");
  }
}
