package org.mosingest.daemon.runs.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.testkit.ChildJvm;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.RunHold;
import org.mosingest.daemon.runs.FailureFilter;
import org.mosingest.daemon.runs.RetryChoice;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.transfer.Replies;

/** What survives the end of a service, however it ends. */
class RestartTest extends RegistryTestBase {

  private static final int CLIPS = 1_500;
  private static final String SETTLED = "settled ";

  @Test
  void aShutdownInterruptsAndTheNextServiceGoesOn() throws Exception {
    TestCorpus corpus = localCorpus("s", 40);
    probe.holdAt("s20.mp4");
    String id = registry.submit(corpus.options()).id();
    RunSnapshot before = await(id, run -> run.outcomes().written() == 20);
    probe = new FakeClipProbe();
    restart(settings());
    RunSnapshot done = await(id, RunState.COMPLETED);
    assertThat(done.outcomes()).isEqualTo(new Outcomes(40, 40, 0, 0, 0, 0, 0));
    assertThat(done.times().startedAt()).isEqualTo(before.times().startedAt());
    assertThat(corpus.written()).hasSize(40).doesNotHaveDuplicates();
    restart(settings());
    assertThat(registry.find(id)).contains(registry.list().getFirst());
    assertThat(registry.find(id).orElseThrow().outcomes()).isEqualTo(done.outcomes());
    assertThat(registry.find(id).orElseThrow().times().finishedAt())
        .isEqualTo(done.times().finishedAt());
  }

  @Test
  void aManifestThatIsSortedAnewWhileTheServiceIsDownLosesNoRowAndDoublesNone() throws Exception {
    TestCorpus corpus = localCorpus("m", 60);
    probe.holdAt("m25.mp4");
    String id = registry.submit(corpus.options()).id();
    await(id, run -> run.outcomes().written() == 25);
    registry.shutdown(Duration.ofSeconds(8));
    engines.close();
    Path manifest = corpus.folder.resolve("manifest.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(manifest));
    Collections.reverse(lines.subList(1, lines.size()));
    Files.write(manifest, lines);
    probe = new FakeClipProbe();
    openRegistry(settings());

    RunSnapshot done = await(id, RunState.COMPLETED);

    assertThat(corpus.written()).hasSize(60).doesNotHaveDuplicates();
    // What it wrote itself before it was cut off counts as its own.
    assertThat(done.outcomes()).isEqualTo(new Outcomes(60, 60, 0, 0, 0, 0, 0));
    assertThat(done.note()).contains("the manifest was changed");
  }

  @Test
  void aPausedRunStaysPausedAndHoldsItsCorpus() throws Exception {
    TestCorpus corpus = corpus("p");
    CountDownLatch some = new CountDownLatch(20);
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < 40; i++) {
      byte[] clip = TestCorpus.video("p" + i);
      boolean stalls = i >= 20;
      server.on(
          "/" + i,
          (request, socket) -> {
            some.countDown();
            if (stalls) {
              go.await();
            }
            Replies.body(clip).answer(request, socket);
          });
      corpus.remote("p" + i + ".mp4", server.url("/" + i));
    }
    String id = registry.submit(corpus.options()).id();
    some.await();
    await(id, run -> run.outcomes().written() == 20);
    RunSnapshot paused = registry.pause(id);
    assertThat(paused.outcomes().written()).isEqualTo(20);
    go.countDown();
    restart(settings());
    assertThat(registry.find(id).orElseThrow().state()).isEqualTo(RunState.PAUSED);
    assertThat(registry.find(id).orElseThrow().outcomes()).isEqualTo(paused.outcomes());
    assertThat(catchThrowable(() -> registry.submit(corpus.options())))
        .isInstanceOf(HeldException.class);
    registry.resume(id);
    assertThat(await(id, RunState.COMPLETED).outcomes())
        .isEqualTo(new Outcomes(40, 40, 0, 0, 0, 0, 0));
  }

  @Test
  void aCorpusHeldElsewhereIsWaitedForAndOneThatIsGoneFailsTheRun() throws Exception {
    TestCorpus held = localCorpus("held", 5);
    TestCorpus gone = localCorpus("gone", 5);
    probe.holdAt("held2.mp4");
    probe.holdAt("gone2.mp4");
    String heldId = registry.submit(held.options()).id();
    String goneId = registry.submit(gone.options()).id();
    await(heldId, run -> run.outcomes().written() == 2);
    await(goneId, run -> run.outcomes().written() == 2);
    registry.shutdown(LONG);
    engines.close();
    MoreFiles.deleteRecursively(gone.folder, RecursiveDeleteOption.ALLOW_INSECURE);
    probe = new FakeClipProbe();
    try (RunHold foreground = RunHold.take(held.options())) {
      openRegistry(settings());
      RunSnapshot failed = await(goneId, RunState.FAILED);
      assertThat(failed.note()).contains("gone");
      RunSnapshot waiting = registry.find(heldId).orElseThrow();
      assertThat(waiting.state()).isEqualTo(RunState.QUEUED);
      assertThat(waiting.note()).startsWith("waiting for its corpus:");
    }
    RunSnapshot done = await(heldId, RunState.COMPLETED);
    assertThat(done.outcomes()).isEqualTo(new Outcomes(5, 5, 0, 0, 0, 0, 0));
    assertThat(done.note()).isEmpty();
  }

  @Test
  void aRetryThatIsCutOffGoesOnAsARetry() throws Exception {
    TestCorpus corpus = corpus("r");
    for (int i = 0; i < 20; i++) {
      corpus.remote("r" + i + ".mp4", server.url("/" + i));
      server.on(
          "/" + i, Replies.status(i < 10 ? 404 : 403), Replies.body(TestCorpus.video("r" + i)));
    }
    String id = registry.submit(corpus.options()).id();
    await(id, RunState.COMPLETED);
    probe.holdAt("r5.mp4");
    registry.retry(id, new RetryChoice.Reason(ReasonPattern.of("http-404")));
    await(id, run -> run.outcomes().written() == 5);
    probe = new FakeClipProbe();
    restart(settings());
    RunSnapshot done = await(id, RunState.COMPLETED);
    assertThat(done.outcomes()).isEqualTo(new Outcomes(20, 10, 0, 10, 0, 0, 0));
    assertThat(done.failures()).isEqualTo(Map.of("http-403", 10));
    assertThat(corpus.written()).hasSize(10).startsWith("r0.mp4").endsWith("r9.mp4");
  }

  /**
   * Kills the service at several points of the same run: the books and rows come out as if nothing
   * had been.
   */
  @Test
  @Timeout(300)
  void afterKillsTheRowsAndBooksAreExactAndNeverFall() throws Exception {
    registry.close();
    engines.close();
    TestCorpus corpus = corpus("k");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < CLIPS; i++) {
      if (i % 10 == 3) {
        corpus.remote("k" + i + ".mp4", "");
      } else if (i % 10 == 7) {
        corpus.local("k" + i + ".mp4", "k" + (i - 1) + ".mp4");
      } else {
        corpus.local("k" + i + ".mp4");
        expected.add("k" + i + ".mp4");
      }
    }
    corpus.options();
    int seen = 0;
    for (int kill = 1; kill <= 3; kill++) {
      // Now a checkpoint that is close behind the output, now none but the first: what is written
      // beyond it is the run's own.
      Duration checkpoint = kill == 2 ? Duration.ofMillis(20) : Duration.ofHours(1);
      String stopAt = Integer.toString(kill * CLIPS / 5);
      try (ChildJvm service =
          ChildJvm.start(
              RestartTest.class,
              folder.resolve("state").toString(),
              corpus.folder.toString(),
              stopAt,
              checkpoint.toString())) {
        assertThat(settled(service)).as("right after a restart").isGreaterThanOrEqualTo(seen);
        seen = settled(service);
        service.kill();
      }
    }
    openRegistry(settings());
    assertThat(registry.find("1").orElseThrow().outcomes().settled()).isGreaterThanOrEqualTo(seen);
    RunSnapshot done = await("1", RunState.COMPLETED);
    assertThat(corpus.written()).containsExactlyElementsOf(expected);
    assertThat(corpus.instants()).hasSize(1);
    assertThat(done.outcomes())
        .isEqualTo(new Outcomes(CLIPS, CLIPS * 8 / 10, CLIPS / 10, CLIPS / 10, 0, 0, 0));
    assertThat(done.failures()).isEqualTo(Map.of("no-url-in-manifest", CLIPS / 10));
    assertThat(registry.failures("1", FailureFilter.NONE, 1000, 0).failures())
        .extracting(ClipFailure::row)
        .containsExactlyElementsOf(
            IntStream.range(0, CLIPS).filter(i -> i % 10 == 3).boxed().toList());
    assertThat(registry.list()).hasSize(1);
  }

  /** The next figure that the service says, among whatever else it says. */
  private static int settled(ChildJvm service) throws IOException {
    String line = service.line();
    while (!line.isEmpty() && !line.startsWith(SETTLED)) {
      line = service.line();
    }
    return Integer.parseInt(line.substring(SETTLED.length()));
  }

  /**
   * The service that is killed: prints the books it finds, then those it shows when it is at a clip
   * that never ends.
   */
  static void main(String[] args) throws Exception {
    FakeClipProbe probe = new FakeClipProbe();
    Path corpus = Path.of(args[1]);
    int stopAt = Integer.parseInt(args[2]);
    Engines engines = engines(probe);
    RegistrySettings settings =
        settings().withIntervals(Duration.parse(args[3]), Duration.ofMillis(50));
    FakeClipProbe.Gate gate = probe.holdAt("k" + stopAt + ".mp4");
    RunRegistry registry = RunRegistry.open(Path.of(args[0]), engines, settings);
    if (registry.list().isEmpty()) {
      registry.submit(RunOptions.of(KnownCorpora.standard(), corpus).minRows(0).build());
    }
    System.out.println(SETTLED + registry.find("1").orElseThrow().outcomes().settled());
    gate.awaitEntered();
    System.out.println(SETTLED + registry.find("1").orElseThrow().outcomes().settled());
    // Until it is killed.
    new CountDownLatch(1).await();
  }
}
