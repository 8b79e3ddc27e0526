package org.mosingest.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.paths.TakenAwayException;
import org.mosingest.core.testkit.ChildJvm;

@Timeout(180)
final class HoldTest {

  @TempDir Path folder;

  @Test
  void secondRunOfTheSameProcessIsRefused() throws Exception {
    try (Hold corpus = Hold.corpus(folder);
        Hold output = Hold.output(folder.resolve("rows.jsonl"))) {
      assertThat(corpus).isNotSameAs(output);
      assertThatThrownBy(() -> Hold.corpus(folder))
          .isInstanceOf(HeldException.class)
          .hasMessageContaining(folder.toString());
      assertThatThrownBy(() -> Hold.output(folder.resolve("rows.jsonl")))
          .isInstanceOf(HeldException.class);
    }
  }

  @Test
  void closingGivesUp() throws Exception {
    Hold.corpus(folder).close();
    Hold.corpus(folder).close();
    Hold.output(folder.resolve("rows.jsonl")).close();
    Hold.output(folder.resolve("rows.jsonl")).close();
  }

  @Test
  void anInterruptKeepsNobodyFromTakingAndLeavesNoLockFile() throws Exception {
    Path file = folder.resolve("rows.csv");
    Thread.currentThread().interrupt();
    try (Hold _ = Hold.file(file, "the export", "")) {
      assertThat(Hold.lockOf(file)).exists();
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Hold.lockOf(file)).doesNotExist();
  }

  @Test
  void refusedAttemptDoesNotLoosenTheHold() throws Exception {
    try (Hold hold = Hold.corpus(folder)) {
      assertThat(hold).isNotNull();
      assertThatThrownBy(() -> Hold.corpus(folder)).isInstanceOf(HeldException.class);
      try (ChildJvm child = ChildJvm.start(Holder.class, "corpus", folder.toString())) {
        assertThat(child.line())
            .startsWith("refused")
            .contains("pid " + ProcessHandle.current().pid());
      }
    }
  }

  @Test
  void folderIsTheSameThroughASymbolicLink() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (Hold hold = Hold.corpus(real);
        Hold output = Hold.output(link.resolve("rows.jsonl"))) {
      assertThat(hold).isNotSameAs(output);
      assertThatThrownBy(() -> Hold.corpus(link)).isInstanceOf(HeldException.class);
      assertThatThrownBy(() -> Hold.corpus(real.resolve("../link/.")))
          .isInstanceOf(HeldException.class);
      assertThatThrownBy(() -> Hold.output(real.resolve("rows.jsonl")))
          .isInstanceOf(HeldException.class);
    }
  }

  @Test
  void outputIsTheSameThroughASymbolicLink() throws Exception {
    Path real = Files.createFile(folder.resolve("rows.jsonl"));
    Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), real);
    try (Hold hold = Hold.output(link)) {
      assertThat(hold).isNotNull();
      assertThatThrownBy(() -> Hold.output(real)).isInstanceOf(HeldException.class);
    }
  }

  @Test
  void outputThatALinkWillMakeIsTheSameOutput() throws Exception {
    Path real = folder.resolve("deep/rows.jsonl");
    Files.createDirectory(folder.resolve("deep"));
    Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), Path.of("deep/rows.jsonl"));
    try (Hold hold = Hold.output(link)) {
      assertThat(hold).isNotNull();
      assertThatThrownBy(() -> Hold.output(real)).isInstanceOf(HeldException.class);
      Files.createFile(real);
      assertThatThrownBy(() -> Hold.output(link)).isInstanceOf(HeldException.class);
    }
  }

  @Test
  void linkThatLeadsInACircleIsAFault() throws Exception {
    Path a = Files.createSymbolicLink(folder.resolve("a.jsonl"), Path.of("b.jsonl"));
    Files.createSymbolicLink(folder.resolve("b.jsonl"), Path.of("a.jsonl"));

    assertThatThrownBy(() -> Hold.output(a)).isInstanceOf(IOException.class);
  }

  @Test
  void outputsFolderIsMade() throws Exception {
    Path output = folder.resolve("new/deep/rows.jsonl");
    try (Hold hold = Hold.output(output)) {
      assertThat(hold).isNotNull();
      assertThat(output.getParent()).isDirectory();
      assertThat(output).doesNotExist();
      assertThatThrownBy(() -> Hold.output(output)).isInstanceOf(HeldException.class);
    }
  }

  @Test
  void missingCorpusFolderIsAFault() {
    assertThatThrownBy(() -> Hold.corpus(folder.resolve("none"))).isInstanceOf(IOException.class);
  }

  @Test
  void otherProcessIsRefusedUntilTheHolderDies() throws Exception {
    Path output = folder.resolve("rows.jsonl");
    try (ChildJvm child =
        ChildJvm.start(Holder.class, "both", folder.toString(), output.toString())) {
      String line = child.line();
      assertThat(line).startsWith("held by ");
      assertThatThrownBy(() -> Hold.corpus(folder))
          .isInstanceOf(HeldException.class)
          .hasMessageContaining("pid " + line.substring("held by ".length()));
      assertThatThrownBy(() -> Hold.output(output)).isInstanceOf(HeldException.class);

      child.kill();
      Hold.corpus(folder).close();
      Hold.output(output).close();
    }
  }

  @Test
  void oneOfManyThreadsGetsIt() throws Exception {
    for (int round = 0; round < 50; round++) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Hold>> tries = new ArrayList<>();
      int held = 0;
      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 8; i++) {
          tries.add(
              executor.submit(
                  () -> {
                    start.await();
                    return Hold.corpus(folder);
                  }));
        }
        start.countDown();
        for (Future<Hold> one : tries) {
          try {
            one.get();
            held++;
          } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(HeldException.class);
          }
        }
      }
      assertThat(held).isEqualTo(1);
      for (Future<Hold> one : tries) {
        if (one.state() == Future.State.SUCCESS) {
          one.resultNow().close();
        }
      }
    }
  }

  @Test
  void aLockFileThatGoesWithItsHolderIsNeverHeldTwice() throws Exception {
    Path file = folder.resolve("replay.json");
    String[] arguments = {file.toString(), folder.resolve("in-use").toString()};
    try (ChildJvm one = ChildJvm.start(Contender.class, arguments);
        ChildJvm two = ChildJvm.start(Contender.class, arguments);
        ChildJvm three = ChildJvm.start(Contender.class, arguments)) {
      for (ChildJvm child : List.of(one, two, three)) {
        assertThat(child.line()).isEqualTo("never two at once");
      }
    }
    try (java.util.stream.Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aLockFileThatWasMadeAnewIsNoticedAndTheNewOneLeft() throws Exception {
    Path lock = folder.resolve(".replay.json.lock");
    try (Hold hold = Hold.file(folder.resolve("replay.json"), "the replay manifest", "")) {
      hold.check();
      Files.delete(lock);
      assertThatThrownBy(hold::check)
          .isInstanceOf(TakenAwayException.class)
          .hasMessageContaining("was deleted");
      Files.writeString(lock, "pid 1\n");
      assertThatThrownBy(hold::check)
          .isInstanceOf(TakenAwayException.class)
          .hasMessageContaining("was replaced");
    }
    assertThat(lock).hasContent("pid 1");
  }

  @Test
  void aFolderOfClipsIsHeldWithAllBelowItAndByEveryPath() throws Exception {
    Path clips = Files.createDirectories(folder.resolve("a/clips"));
    Path deep = Files.createDirectories(clips.resolve("sub/deep"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), clips);
    try (Hold hold = Hold.clips(clips, "the run over a")) {
      assertThat(hold).isNotNull();
      assertThatThrownBy(() -> Hold.clips(link, ""))
          .isInstanceOf(HeldException.class)
          .hasMessageContaining("held by another run of this process (the run over a)");
      assertThatThrownBy(() -> Hold.clips(deep, ""))
          .isInstanceOf(HeldException.class)
          .hasMessageContaining("is inside the clips folder " + clips.toRealPath());
      assertThat(Hold.clipsLocks(deep.toRealPath())).noneMatch(Files::exists);
    }
    Hold.clips(deep, "").close();
  }

  /** Takes and gives up, and looks whether it is alone. */
  static final class Contender {
    private static final int TIMES = 300;

    private Contender() {}

    public static void main(String[] args) throws Exception {
      int taken = 0;
      while (taken < TIMES) {
        try (Hold _ = Hold.file(Path.of(args[0]), "the replay manifest", "")) {
          Path inUse = Files.createFile(Path.of(args[1]));
          Files.delete(inUse);
          taken++;
        } catch (HeldException e) {
          Thread.onSpinWait();
        }
      }
      System.out.println("never two at once");
    }
  }

  /** Takes what it is told to and keeps it until it is killed or its stdin ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      try (Hold corpus = Hold.corpus(Path.of(args[1]))) {
        if (args[0].equals("both")) {
          Hold.output(Path.of(args[2]));
        }
        System.out.println("held by " + ProcessHandle.current().pid());
        while (corpus != null && System.in.read() >= 0) {
          // Nothing is ever said.
        }
      } catch (HeldException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }
}
