package org.mosingest.core.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.VideoFacts;

/** Programs that misbehave in ffprobe's place: shell scripts, run for real. */
@Timeout(180)
final class FfprobeProcessTest {

  private static final String ANSWER = "echo '{\"streams\": [{\"width\": 8, \"height\": 6}]}'\n";
  private static final ProbeOutcome FOUND =
      new ProbeOutcome.Video(new VideoFacts(8, 6, 0.0, 0.0, "", ""));

  @TempDir Path folder;

  @Test
  void theFileIsTheLastArgumentAndAbsolute() throws Exception {
    Ffprobe ffprobe =
        script("for last; do :; done; printf '%s' \"$last\" > \"$0.seen\"; " + ANSWER);
    Path clip = folder.resolve("clip 1.mp4");
    assertThat(ffprobe.probe(clip)).isEqualTo(FOUND);
    assertThat(folder.resolve("ffprobe.seen")).hasContent(clip.toString());
  }

  @Test
  void theContractsArgumentsAreGiven() throws Exception {
    Ffprobe ffprobe = script("printf '%s ' \"$@\" > \"$0.seen\"; " + ANSWER);
    Path clip = folder.resolve("clip.mp4");
    ffprobe.probe(clip);
    assertThat(Files.readString(folder.resolve("ffprobe.seen")))
        .endsWith(
            " -v error -select_streams v:0 -show_entries"
                + " stream=width,height,r_frame_rate,avg_frame_rate,duration,pix_fmt,codec_name"
                + " -show_entries format=duration -of json "
                + clip
                + " ");
  }

  @Test
  void stdinIsEmpty() throws Exception {
    assertThat(script("cat >/dev/null; " + ANSWER).probe(folder)).isEqualTo(FOUND);
  }

  @Test
  void aFailureTellsStatusAndFirstLine() throws Exception {
    assertThat(
            script("printf '\\n[mov @ 0x55d0a2] bad\\033[2J box\\nmore\\n' >&2; exit 3")
                .probe(folder))
        .isEqualTo(
            new ProbeOutcome.Broken(Reason.parse("ffprobe-failed: rc=3: [mov] bad\\u001b[2J box")));
    assertThat(script("exit 1").probe(folder))
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("ffprobe-failed: rc=1")));
  }

  @Test
  void aProbeThatSomebodyKilledIsTriedOnceMore() throws Exception {
    // Ctrl-C at a terminal goes to all processes of the run.
    String killedOnce =
        "[ \"$1\" = -version ] || [ -e \"$0.seen\" ] || { : > \"$0.seen\"; kill -INT $$; }; ";
    assertThat(script(killedOnce + ANSWER).probe(folder)).isEqualTo(FOUND);
    assertThat(script("kill -TERM $$").probe(folder))
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("ffprobe-failed: rc=143")));
    assertThat(script("kill -SEGV $$").probe(folder))
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("ffprobe-failed: rc=139")));
  }

  @Test
  void stderrNeedNotBeUtf8() throws Exception {
    assertThat(script("printf '\\377\\376 bad\\n' >&2; exit 1").probe(folder))
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("ffprobe-failed: rc=1: \ufffd\ufffd bad")));
  }

  @Test
  void aFloodOnStderrNeitherBlocksNorFillsMemory() throws Exception {
    assertThat(script("head -c 20000000 /dev/zero | tr '\\0' 'x' >&2; " + ANSWER).probe(folder))
        .isEqualTo(FOUND);
    ProbeOutcome failed =
        script("head -c 20000000 /dev/zero | tr '\\0' 'x' >&2; exit 1").probe(folder);
    assertThat(((ProbeOutcome.Broken) failed).reason().text())
        .startsWith("ffprobe-failed: rc=1: xxx")
        .hasSizeLessThan(400);
  }

  @Test
  void aFloodOnStdoutIsNoJson() throws Exception {
    assertThat(script("head -c 20000000 /dev/zero | tr '\\0' ' '; " + ANSWER).probe(folder))
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("ffprobe-not-json")));
  }

  @Test
  void anAnswerOfAHundredMegabytesIsNoJsonAndFillsNoMemory() throws Exception {
    assertThat(
            script(
                    "printf '{\"streams\": [\"'; head -c 100000000 /dev/zero | tr '\\0' 'x'; printf '\"]}'")
                .probe(folder))
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("ffprobe-not-json")));
  }

  @Test
  void deathBySignalIsBroken() throws Exception {
    assertThat(script("[ \"$1\" = -version ] || kill -9 $$").probe(folder))
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("ffprobe-failed: rc=137")));
  }

  @Test
  void aHangIsKilledWithItsChildren() throws Exception {
    Ffprobe hanging = hanging(Duration.ofMillis(500));
    assertThat(hanging.probe(folder))
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("probe-timeout: no answer within 0.5 s")));
    assertNothingRuns();
  }

  @Test
  void aChildThatKeepsTheOutputOpenDoesNotHoldTheProbe() throws Exception {
    Ffprobe ffprobe =
        script("[ \"$1\" = -version ] && exit; sleep 30 & exit 0", Duration.ofMillis(300));
    // Java itself may close the output when the program has ended, or not see its end before the
    // limit: either is an answer.
    assertThat(ffprobe.probe(folder))
        .isIn(
            new ProbeOutcome.Broken(Reason.parse("probe-timeout: no answer within 0.3 s")),
            new ProbeOutcome.Broken(Reason.parse("ffprobe-not-json")));
  }

  @Test
  void anInterruptKillsTheProcess() throws Exception {
    Ffprobe hanging = hanging(Duration.ofSeconds(50));
    Path started = folder.resolve("pids");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ProbeOutcome> outcome = threads.submit(() -> hanging.probe(folder));
      while (!Files.exists(started)) {
        Thread.onSpinWait();
      }
      threads.shutdownNow();
      assertThatThrownBy(outcome::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
    assertNothingRuns();
  }

  /**
   * More silent programs than there are carriers of virtual threads: the time limit still strikes.
   */
  @Test
  void manyHangsDoNotStopVirtualThreads() throws Exception {
    Ffprobe hanging = script("[ \"$1\" = -version ] || exec sleep 50", Duration.ofSeconds(1));
    int many = Runtime.getRuntime().availableProcessors() * 3;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcomes = new Future<?>[many];
      Arrays.setAll(outcomes, _ -> threads.submit(() -> hanging.probe(folder)));
      for (Future<?> outcome : outcomes) {
        assertThat(outcome.get())
            .isEqualTo(
                new ProbeOutcome.Broken(Reason.parse("probe-timeout: no answer within 1 s")));
      }
    }
  }

  @Test
  void aScriptNeedNotKnowItsVersion() throws Exception {
    Ffprobe ffprobe = script("echo none; exit 1");
    assertThat(ffprobe.engine())
        .isEqualTo(new ProbeEngine("ffprobe", "unknown", folder.resolve("ffprobe").toString()));
    assertThat(script("echo 'ffprobe version n7.1-2 Copyright'").engine().version())
        .isEqualTo("n7.1-2");
  }

  @Test
  void whatDoesNotStartIsUnusable() throws Exception {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Ffprobe.at(missing.toString()))
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessageContainingAll("cannot start", missing.toString(), "no such program");
    Path text = Files.writeString(folder.resolve("text"), "no program");
    assertThatThrownBy(() -> Ffprobe.at(text.toString()))
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessageContainingAll("is not permitted");
    assertThatThrownBy(() -> Ffprobe.at("no-such-ffprobe"))
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessageContainingAll("no program no-such-ffprobe on the PATH");
    assertThatThrownBy(() -> Ffprobe.at(" ")).isInstanceOf(ProbeUnusableException.class);
    assertThatThrownBy(() -> Ffprobe.at("/a\u0000b")).isInstanceOf(ProbeUnusableException.class);
  }

  @Test
  void whatLacksALibraryIsUnusable() {
    assertThatThrownBy(
            () -> script("echo 'error while loading shared libraries: libx.so' >&2; exit 127"))
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessageContainingAll("does not run", "127", "loading shared libraries: libx.so");
  }

  @Test
  void aProgramThatVanishesIsThisMachinesFault() throws Exception {
    Ffprobe ffprobe = script(ANSWER);
    Files.delete(folder.resolve("ffprobe"));
    assertThatThrownBy(() -> ffprobe.probe(folder)).isInstanceOf(ProbeUnusableException.class);
  }

  @Test
  void aMachineWithoutProcessesToSpareIsToldSo() {
    assertThat(
            FfprobeBinary.doesNotStart(
                "x", new IOException("Cannot run program \"x\": error=11, Resource")))
        .hasMessageContaining("no more processes");
    assertThat(
            FfprobeBinary.doesNotStart(
                "x", new IOException("Exec failed, error: 12 (Cannot allocate memory)")))
        .hasMessageContaining("not enough memory");
  }

  @Test
  void aBareNameIsFoundOnThePath() throws Exception {
    script(ANSWER);
    assertThat(FfprobeBinary.find("ffprobe", Map.of("PATH", "/nowhere:" + folder)))
        .isEqualTo(folder.resolve("ffprobe").toString());
  }

  private Ffprobe hanging(Duration limit) throws Exception {
    return script(
        "[ \"$1\" = -version ] && exit\nsleep 50 &\necho $$ $! > \"$0.tmp\"; mv \"$0.tmp\" \""
            + folder.resolve("pids")
            + "\"\nwait\n",
        limit);
  }

  /** Waits, within the test's time limit, until the script and its child are gone. */
  private void assertNothingRuns() throws Exception {
    for (String pid : Files.readString(folder.resolve("pids")).strip().split(" ", -1)) {
      while (runs(pid)) {
        Thread.onSpinWait();
      }
    }
  }

  /**
   * A killed orphan stays listed as a zombie where the first process of a container does not
   * collect its children.
   */
  private static boolean runs(String pid) throws IOException {
    if (!ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false)) {
      return false;
    }
    try {
      Path status = Path.of("/proc", pid, "status");
      return !Files.exists(status) || !Files.readString(status).contains("State:\tZ");
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Ffprobe script(String body) throws Exception {
    return script(body, Duration.ofSeconds(30));
  }

  private Ffprobe script(String body, Duration limit) throws Exception {
    Path script = folder.resolve("ffprobe");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Ffprobe.at(script.toString(), limit);
  }
}
