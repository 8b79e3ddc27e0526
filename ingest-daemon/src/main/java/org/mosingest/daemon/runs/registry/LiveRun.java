package org.mosingest.daemon.runs.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.corpus.SourceBytes;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Reached;
import org.mosingest.daemon.run.RunHold;
import org.mosingest.daemon.run.RunProgress;
import org.mosingest.daemon.runs.store.RunRecord;

/**
 * A run under way, from its thread's start to its end. What is asked of it before its files are
 * open is done as soon as they are.
 *
 * <p>All fields are guarded by the monitor's lock, but for the latches.
 */
final class LiveRun {

  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch stopAsked = new CountDownLatch(1);
  private @Nullable IngestRun run;
  private @Nullable SourceBytes manifest;
  private boolean paused;
  private boolean stopped;

  private final RunRecord.Figures before;

  LiveRun(RunRecord record) {
    this.before = record.figures();
  }

  /** A run's record, further on: with what this pass has brought, and what those before it had. */
  RunRecord reached(RunRecord record, Reached reached, RunProgress progress) {
    return record.reached(
        reached.pass(),
        before.aheadOf(reached.pass(), reached.ahead()),
        before.bytesDownloaded() + progress.bytesDownloaded(),
        before.bytesResumed() + progress.bytesResumed());
  }

  /** The run, while its files are open. */
  @Nullable IngestRun run() {
    return run;
  }

  /** The run that is under way, and what its manifest held when it was read. */
  record Opened(IngestRun run, SourceBytes manifest) {}

  void opened(Opened opened) {
    manifest = opened.manifest();
    opened(opened.run());
  }

  private void opened(IngestRun opened) {
    run = opened;
    if (paused) {
      opened.pause();
    }
    if (stopped) {
      opened.stop();
    }
  }

  /** Its files are about to be closed. */
  void closing() {
    run = null;
  }

  void pause() {
    paused = true;
    if (run != null) {
      run.pause();
    }
  }

  void resume() {
    paused = false;
    if (run != null) {
      run.resume();
    }
  }

  void stop() {
    stopped = true;
    stopAsked.countDown();
    if (run != null) {
      run.stop();
    }
  }

  /**
   * A manifest as a run holds it.
   *
   * @param sources its files
   * @param read what they held when it was read
   */
  record HeldManifest(List<Path> sources, SourceBytes read) {}

  /** The manifest that it holds, while its files are open. */
  Optional<HeldManifest> heldManifest() {
    return run == null || manifest == null
        ? Optional.empty()
        : Optional.of(new HeldManifest(run.manifest().files(), manifest));
  }

  boolean isStopped() {
    return stopped;
  }

  /** Waits until it is told to stop; returns whether it was. For its own thread, without a lock. */
  boolean awaitStopped(Duration limit) {
    try {
      return stopAsked.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Its thread is done with everything. Needs no lock. */
  void over() {
    over.countDown();
  }

  /** Waits until its thread is done. Not to be called under a lock. */
  boolean awaitOver(Duration limit) {
    boolean interrupted = false;
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        try {
          return over.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * What a run's thread begins with.
   *
   * @param record where it stands
   * @param live what it is told through
   * @param hold its corpus
   */
  record Start(RunRecord record, LiveRun live, RunHold hold) {}

  /** What is to be waited for until a run does what it was told. */
  sealed interface Obedience {

    /** Nothing: it has no thread, or was told nothing that takes time. */
    record Done() implements Obedience {}

    /** Its thread ends. */
    record Ending(LiveRun live) implements Obedience {}

    /** What is under way comes to its end. */
    record ComingToRest(IngestRun run) implements Obedience {}
  }
}
