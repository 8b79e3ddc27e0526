package org.mosingest.daemon.runs.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.state.HeldException;
import org.mosingest.daemon.run.RunHold;
import org.mosingest.daemon.runs.FailureFilter;
import org.mosingest.daemon.runs.HostFailures;
import org.mosingest.daemon.runs.IllegalMoveException;
import org.mosingest.daemon.runs.NoSuchRunException;
import org.mosingest.daemon.runs.NotFailedException;
import org.mosingest.daemon.runs.RetryChoice;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.transfer.Replies;

class RunRegistryTest extends RegistryTestBase {

  @Test
  void aRunGoesFromSubmissionToItsEnd() throws Exception {
    TestCorpus corpus = localCorpus("c", 20).local("twin.mp4", "c0.mp4").remote("gone.mp4", "");
    Files.writeString(corpus.folder.resolve("clips/c3.mp4"), "no video");
    RunSnapshot submitted = registry.submit(corpus.options());
    assertThat(submitted.state()).isIn(RunState.QUEUED, RunState.RUNNING, RunState.COMPLETED);
    assertThat(submitted.outcomes().rows()).isEqualTo(22);
    RunSnapshot done = await(submitted.id(), RunState.COMPLETED);
    assertThat(done.outcomes()).isEqualTo(new Outcomes(22, 19, 1, 1, 1, 0, 0));
    assertThat(done.failures()).isEqualTo(Map.of("no-url-in-manifest", 1, "ffprobe-failed", 1));
    assertThat(done.times().finishedAt()).isPresent();
    assertThat(done.traffic().etaS()).isEqualTo(OptionalLong.empty());
    assertThat(registry.failures(done.id(), FailureFilter.NONE, 10, 0).failures())
        .extracting(ClipFailure::row, ClipFailure::name)
        .containsExactly(tuple(3, "c3.mp4"), tuple(21, "gone.mp4"));
    assertThat(registry.failures(done.id(), FailureFilter.ofReason("ffprobe"), 1, 0).total())
        .isEqualTo(1);
    assertThat(corpus.folder.resolve("konvid_150k.jsonl.manifest.json")).exists();
    // Nothing is held any more.
    RunHold.take(corpus.options()).close();
  }

  @Test
  void aSmallRunFinishesWhileALargeOneGoesOn() throws Exception {
    TestCorpus large = localCorpus("large", 5_000);
    TestCorpus small = localCorpus("small", 100);
    FakeClipProbe.Gate gate = probe.holdAt("large4000.mp4");
    String largeId = registry.submit(large.options()).id();
    String smallId = registry.submit(small.options()).id();
    await(smallId, RunState.COMPLETED);
    assertThat(registry.find(largeId).orElseThrow().state()).isEqualTo(RunState.RUNNING);
    gate.open();
    assertThat(await(largeId, RunState.COMPLETED).outcomes())
        .isEqualTo(new Outcomes(5_000, 5_000, 0, 0, 0, 0, 0));
    assertThat(large.written().subList(0, 3))
        .containsExactly("large0.mp4", "large1.mp4", "large2.mp4");
    assertThat(registry.list()).extracting(RunSnapshot::id).containsExactly(smallId, largeId);
  }

  @Test
  void runsBeyondTheBoundWaitInTheOrderTheyCame() throws Exception {
    registry.close();
    openRegistry(settings().withMostActive(1));
    FakeClipProbe.Gate gate = probe.holdAt("a0.mp4");
    String a = registry.submit(localCorpus("a", 2).options()).id();
    String b = registry.submit(localCorpus("b", 2).options()).id();
    TestCorpus third = localCorpus("c", 2);
    String c = registry.submit(third.options()).id();
    gate.awaitEntered();
    assertThat(registry.find(b).orElseThrow().state()).isEqualTo(RunState.QUEUED);
    assertThatExceptionOfType(HeldException.class)
        .isThrownBy(() -> registry.submit(third.options()));
    FakeClipProbe.Gate second = probe.holdAt("b0.mp4");
    gate.open();
    second.awaitEntered();
    assertThat(registry.find(c).orElseThrow().state()).isEqualTo(RunState.QUEUED);
    second.open();
    await(c, RunState.COMPLETED);
    assertThat(registry.find(a).orElseThrow().state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void whatIsWrongIsSaidAtSubmission() throws Exception {
    RunOptions nowhere =
        RunOptions.of(KnownCorpora.standard(), folder.resolve("nowhere")).minRows(0).build();
    assertThatExceptionOfType(BadCorpusException.class).isThrownBy(() -> registry.submit(nowhere));
    TestCorpus tooSmall = localCorpus("few", 3);
    tooSmall.options();
    RunOptions floor = RunOptions.of(tooSmall.options().corpus(), tooSmall.folder).build();
    assertThatExceptionOfType(BadCorpusException.class).isThrownBy(() -> registry.submit(floor));
    RunOptions good = tooSmall.options();
    try (RunHold foreign = RunHold.take(good)) {
      assertThatExceptionOfType(HeldException.class).isThrownBy(() -> registry.submit(good));
    }
    assertThat(registry.list()).isEmpty();
    assertThat(registry.submit(good).id()).isEqualTo("1");
  }

  @Test
  void aPausedRunStandsStillAndGoesOn() throws Exception {
    TestCorpus corpus = corpus("p");
    CountDownLatch some = new CountDownLatch(30);
    for (int i = 0; i < 300; i++) {
      byte[] clip = TestCorpus.video("p" + i);
      server.on(
          "/" + i,
          (request, socket) -> {
            some.countDown();
            Replies.body(clip).answer(request, socket);
          });
      corpus.remote("p" + i + ".mp4", server.url("/" + i));
    }
    String id = registry.submit(corpus.options()).id();
    some.await();
    RunSnapshot paused = registry.pause(id);
    int requests = server.requests().size();
    assertThat(paused.state()).isEqualTo(RunState.PAUSED);
    assertThat(paused.outcomes().settled()).isLessThan(300);
    // Other work, that takes the same pools and the same time.
    await(registry.submit(localCorpus("other", 200).options()).id(), RunState.COMPLETED);
    RunSnapshot later = registry.find(id).orElseThrow();
    assertThat(later.outcomes()).isEqualTo(paused.outcomes());
    assertThat(later.traffic().bytesDownloaded()).isEqualTo(paused.traffic().bytesDownloaded());
    assertThat(later.traffic().clipsPerS()).isZero();
    assertThat(server.requests()).hasSize(requests);
    assertThatExceptionOfType(IllegalMoveException.class).isThrownBy(() -> registry.pause(id));
    registry.resume(id);
    RunSnapshot done = await(id, RunState.COMPLETED);
    assertThat(done.outcomes()).isEqualTo(new Outcomes(300, 300, 0, 0, 0, 0, 0));
    assertThat(corpus.written()).hasSize(300).startsWith("p0.mp4", "p1.mp4");
    assertThatExceptionOfType(IllegalMoveException.class).isThrownBy(() -> registry.resume(id));
  }

  @Test
  void timeThatARunIsPausedOrItsServiceIsGoneIsNoTimeAtWork() throws Exception {
    TestCorpus corpus = localCorpus("t", 50);
    // Each place for a probe is held, so that most clips were never begun when the run is paused.
    List<FakeClipProbe.Gate> gates = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      gates.add(probe.holdAt("t" + i + ".mp4"));
    }
    String id = registry.submit(corpus.options()).id();
    for (FakeClipProbe.Gate gate : gates) {
      gate.awaitEntered();
    }
    Duration some = Duration.ofMillis(1);
    await(id, run -> run.times().active().compareTo(some) > 0);
    registry.pause(id);
    Duration worked = registry.find(id).orElseThrow().times().active();
    for (int look = 0; look < 20; look++) {
      assertThat(await(id, RunState.PAUSED).times().active()).isEqualTo(worked);
    }
    gates.forEach(FakeClipProbe.Gate::open);
    restart(settings());

    Duration stored = await(id, RunState.PAUSED).times().active();
    assertThat(stored).isEqualTo(worked.truncatedTo(ChronoUnit.MILLIS));
    registry.resume(id);
    RunSnapshot end = await(id, RunState.COMPLETED);
    assertThat(end.times().active()).isGreaterThan(stored);
    for (int look = 0; look < 20; look++) {
      assertThat(await(id, RunState.COMPLETED).times().active()).isEqualTo(end.times().active());
    }
  }

  @Test
  void cancelKeepsWhatIsDoneAndARetryDoesTheRest() throws Exception {
    TestCorpus corpus = localCorpus("c", 50);
    probe.holdAt("c30.mp4");
    String id = registry.submit(corpus.options()).id();
    await(id, run -> run.outcomes().written() == 30);
    RunSnapshot cancelled = registry.cancel(id);
    assertThat(cancelled.state()).isEqualTo(RunState.CANCELLED);
    assertThat(cancelled.times().finishedAt()).isPresent();
    assertThat(cancelled.outcomes().written()).isEqualTo(30);
    assertThat(corpus.written()).hasSize(30);
    assertThatExceptionOfType(IllegalMoveException.class).isThrownBy(() -> registry.cancel(id));
    // The corpus is free.
    RunHold.take(corpus.options()).close();
    probe.holdAt("c30.mp4").open();
    registry.retry(id, new RetryChoice.All());
    RunSnapshot done = await(id, RunState.COMPLETED);
    assertThat(done.outcomes()).isEqualTo(new Outcomes(50, 50, 0, 0, 0, 0, 0));
    assertThat(corpus.written()).hasSize(50).endsWith("c49.mp4");
    assertThat(corpus.instants()).hasSize(1);
    assertThat(done.times().startedAt()).isEqualTo(cancelled.times().startedAt());
  }

  @Test
  void aQueuedRunCanBeCancelledAndPaused() throws Exception {
    registry.close();
    openRegistry(settings().withMostActive(1));
    FakeClipProbe.Gate gate = probe.holdAt("a0.mp4");
    String a = registry.submit(localCorpus("a", 2).options()).id();
    TestCorpus corpus = localCorpus("b", 2);
    String b = registry.submit(corpus.options()).id();
    String c = registry.submit(localCorpus("c", 2).options()).id();
    assertThat(registry.pause(c).state()).isEqualTo(RunState.PAUSED);
    assertThat(registry.cancel(b).state()).isEqualTo(RunState.CANCELLED);
    RunHold.take(corpus.options()).close();
    gate.open();
    await(a, RunState.COMPLETED);
    assertThat(registry.find(c).orElseThrow().state()).isEqualTo(RunState.PAUSED);
    registry.resume(c);
    assertThat(await(c, RunState.COMPLETED).outcomes().written()).isEqualTo(2);
    registry.retry(b, new RetryChoice.All());
    assertThat(await(b, RunState.COMPLETED).outcomes().written()).isEqualTo(2);
  }

  @Test
  void retryTakesUpExactlyTheFailuresAskedFor() throws Exception {
    TestCorpus corpus = corpus("r").local("first.mp4");
    for (int i = 0; i < 10; i++) {
      corpus.remote("x" + i + ".mp4", server.url("/x" + i));
      server.on(
          "/x" + i,
          Replies.status(i % 2 == 0 ? 404 : 403),
          Replies.body(TestCorpus.video("x" + i)));
    }
    corpus.remote("twin.mp4", server.url("/twin")).local("last.mp4");
    server.on("/twin", Replies.status(404), Replies.body(TestCorpus.video("last.mp4")));
    String id = registry.submit(corpus.options()).id();
    assertThat(await(id, RunState.COMPLETED).outcomes())
        .isEqualTo(new Outcomes(13, 2, 0, 11, 0, 0, 0));

    registry.retry(id, new RetryChoice.Reason(ReasonPattern.of("^http-404")));
    RunSnapshot done = await(id, RunState.COMPLETED);
    assertThat(done.outcomes()).isEqualTo(new Outcomes(13, 7, 1, 5, 0, 0, 0));
    assertThat(done.failures()).isEqualTo(Map.of("http-403", 5));
    for (int i = 0; i < 10; i++) {
      assertThat(server.requests("/x" + i)).hasSize(i % 2 == 0 ? 2 : 1);
    }
    assertThat(server.requests("/twin")).hasSize(2);
    assertThat(corpus.written())
        .containsExactly("first.mp4", "last.mp4", "x0.mp4", "x2.mp4", "x4.mp4", "x6.mp4", "x8.mp4");

    RunSnapshot nothing = registry.retry(id, new RetryChoice.Reason(ReasonPattern.of("dns")));
    assertThat(nothing.state()).isEqualTo(RunState.COMPLETED);
    assertThat(nothing.note()).isEqualTo("nothing to retry: no failure matches 'dns'");

    registry.retry(id, new RetryChoice.All());
    RunSnapshot all =
        await(
            id,
            run ->
                run.outcomes().settled() == 13
                    && run.state() == RunState.COMPLETED
                    && run.note().isEmpty());
    assertThat(all.outcomes()).isEqualTo(new Outcomes(13, 12, 1, 0, 0, 0, 0));
    assertThat(corpus.written())
        .hasSize(12)
        .endsWith("x1.mp4", "x3.mp4", "x5.mp4", "x7.mp4", "x9.mp4");
    assertThat(corpus.instants()).hasSize(1);
    assertThat(server.requests()).hasSize(22);
  }

  @Test
  void retryFetchesBrokenClipsAgainWhereThatIsAsked() throws Exception {
    byte[] noise = {0, 0, 1, (byte) 0xba, 4, 5, 6, 7, 8, 9};
    TestCorpus corpus = corpus("b").local("first.mp4");
    for (String name : List.of("x", "y")) {
      server.on("/" + name, Replies.body(noise), Replies.body(TestCorpus.video(name)));
      corpus.remote(name + ".mp4", server.url("/" + name));
    }
    String id = registry.submit(corpus.options()).id();
    assertThat(await(id, RunState.COMPLETED).outcomes())
        .isEqualTo(new Outcomes(3, 1, 0, 0, 2, 0, 0));

    registry.retry(
        id, new RetryChoice.Refetch(new RetryChoice.Clips(Set.of("x.mp4")), ReasonPattern.any()));
    RunSnapshot done =
        await(id, run -> run.outcomes().written() == 2 && run.state() == RunState.COMPLETED);
    assertThat(done.outcomes()).isEqualTo(new Outcomes(3, 2, 0, 0, 1, 0, 0));
    assertThat(server.requests("/y")).hasSize(1);
    assertThat(corpus.folder.resolve("clips/x.mp4.broken")).hasBinaryContent(noise);
    assertThat(corpus.folder.resolve("clips/y.mp4")).hasBinaryContent(noise);
  }

  @Test
  void retryTakesUpTheNamedClipsAndNoOthers() throws Exception {
    TestCorpus corpus = corpus("n").local("first.mp4").remote("no-url.mp4", "");
    for (int i = 0; i < 4; i++) {
      corpus.remote("x" + i + ".mp4", server.url("/x" + i));
      server.on("/x" + i, Replies.status(404), Replies.body(TestCorpus.video("x" + i)));
    }
    String id = registry.submit(corpus.options()).id();
    await(id, RunState.COMPLETED);
    assertThat(registry.failuresByHost(id))
        .containsExactly(
            new HostFailures("127.0.0.1", 4, Map.of("http-404", 4)),
            new HostFailures("", 1, Map.of("no-url-in-manifest", 1)));

    assertThatExceptionOfType(NotFailedException.class)
        .isThrownBy(
            () ->
                registry.retry(
                    id, new RetryChoice.Clips(Set.of("x1.mp4", "first.mp4", "never.mp4"))))
        .withMessage("not among the run's failures: first.mp4, never.mp4");
    assertThat(registry.find(id).orElseThrow().state()).isEqualTo(RunState.COMPLETED);
    RunHold.take(corpus.options()).close();

    registry.retry(id, new RetryChoice.Clips(Set.of("x1.mp4", "x3.mp4")));
    RunSnapshot done =
        await(id, run -> run.outcomes().written() == 3 && run.state() == RunState.COMPLETED);
    assertThat(done.outcomes()).isEqualTo(new Outcomes(6, 3, 0, 3, 0, 0, 0));
    assertThat(registry.failures(id, FailureFilter.NONE, 10, 0).failures())
        .extracting(ClipFailure::name)
        .containsExactly("no-url.mp4", "x0.mp4", "x2.mp4");
    assertThat(registry.failures(id, new FailureFilter("http-404", "/x2"), 10, 0).failures())
        .extracting(ClipFailure::name)
        .containsExactly("x2.mp4");
    for (int i = 0; i < 4; i++) {
      assertThat(server.requests("/x" + i)).hasSize(i % 2 == 1 ? 2 : 1);
    }
  }

  @Test
  void aRetryOverAnotherManifestIsRefused() throws Exception {
    TestCorpus corpus = corpus("m").remote("a.mp4", "").remote("b.mp4", "");
    String id = registry.submit(corpus.options()).id();
    await(id, RunState.COMPLETED);
    corpus.remote("c.mp4", "").options();
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> registry.retry(id, new RetryChoice.All()));
    RunHold.take(corpus.options()).close();
    assertThat(registry.find(id).orElseThrow().state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void aRunThatCannotGoOnFailsWithANote() throws Exception {
    TestCorpus corpus = localCorpus("f", 5);
    probe.becomeUnusable("ffprobe went away");
    String id = registry.submit(corpus.options()).id();
    RunSnapshot failed = await(id, RunState.FAILED);
    assertThat(failed.note()).contains("ffprobe went away");
    assertThat(failed.times().finishedAt()).isPresent();
    RunHold.take(corpus.options()).close();
  }

  @Test
  void unknownRunsAndBadBoundsAreRefused() throws Exception {
    for (String id : List.of("", "0", "-1", "007", "1", "x", "99999999999999999999", "1 ")) {
      assertThat(registry.find(id)).isEmpty();
      assertThatExceptionOfType(NoSuchRunException.class).isThrownBy(() -> registry.pause(id));
      assertThatExceptionOfType(NoSuchRunException.class)
          .isThrownBy(() -> registry.failures(id, FailureFilter.NONE, 1, 0));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.failures("1", FailureFilter.NONE, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.failures("1", FailureFilter.NONE, 1001, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.failures("1", FailureFilter.NONE, 1, -1));
  }

  @Test
  void twoServicesDoNotShareAStateFolder() {
    assertThatExceptionOfType(HeldException.class)
        .isThrownBy(() -> RunRegistry.open(folder.resolve("state"), engines, settings()))
        .withMessageContaining("state folder");
  }

  @Test
  void shutdownIsQuickEvenWhereAProbeHangs() throws Exception {
    probe.holdAt("h1.mp4");
    String id = registry.submit(localCorpus("h", 3).options()).id();
    await(id, run -> run.outcomes().written() == 1);
    // Comes to an end at all: the probe never does.
    registry.shutdown(Duration.ofMillis(100));
    RunSnapshot interrupted = registry.find(id).orElseThrow();
    assertThat(interrupted.state()).isEqualTo(RunState.INTERRUPTED);
    assertThat(interrupted.outcomes().written()).isEqualTo(1);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> registry.submit(localCorpus("late", 1).options()))
        .withMessageContaining("shutting down");
  }
}
