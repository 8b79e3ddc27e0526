package org.mosingest.daemon.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.ManifestRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the clips that hold a run up when nothing has settled for too long, or when the oldest row
 * alone hangs while others go on, so that no run hangs in silence. Time counts by {@link
 * System#nanoTime}, and not while the run has a reason to stand still: a pause, no network, no
 * disk, or servers that are all to be asked again later.
 *
 * <p>{@link #stall} and {@link #note} may be called by any thread; {@link #look} is for one.
 */
public final class StallWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);

  private static final int MOST_CLIPS = 5;
  private static final long RAREST_LOOK = TimeUnit.SECONDS.toNanos(5);

  private final Duration limit;
  private final List<ManifestRow> rows;
  private final Whereabouts clips;
  private final IntSupplier written;
  private final BooleanSupplier excused;
  private final LongSupplier nanoTime;
  private @Nullable ScheduledExecutorService timer;
  private long lastMove;
  private int lastSettled;
  private int lastWritten;
  private long sayAgainAfter;

  /** When a row was last written, or the run had a reason to stand still. */
  private long lastWrite;

  private long sayHeadAgainAfter;
  private volatile Optional<Stall> stall = Optional.empty();
  private volatile String note = "";

  /**
   * A watch that has not begun.
   *
   * @param limit for how long nothing may settle; zero for ever
   * @param rows the run's rows
   * @param written how many of them are written or otherwise done with
   * @param excused whether the run has a reason to stand still that is told elsewhere
   */
  public StallWatch(
      Duration limit,
      List<ManifestRow> rows,
      Whereabouts clips,
      IntSupplier written,
      BooleanSupplier excused,
      LongSupplier nanoTime) {
    this.limit = limit;
    this.rows = rows;
    this.clips = clips;
    this.written = written;
    this.excused = excused;
    this.nanoTime = nanoTime;
    this.lastMove = nanoTime.getAsLong();
    this.sayAgainAfter = limit.toNanos();
    this.lastWrite = lastMove;
    this.sayHeadAgainAfter = limit.toNanos();
  }

  /** Begins to look now and then. */
  public void begin() {
    if (limit.isZero()) {
      return;
    }
    lastMove = nanoTime.getAsLong();
    lastWrite = lastMove;
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stall-watch").factory());
    long every = Math.clamp(limit.toNanos() / 10, 1, RAREST_LOOK);
    var _ = timer.scheduleWithFixedDelay(this::look, every, every, TimeUnit.NANOSECONDS);
  }

  /** What does not go on; empty while something does. */
  public Optional<Stall> stall() {
    return stall;
  }

  /**
   * What is waited for where no clip hangs but none can go on yet, in words; empty if for nothing.
   */
  public String note() {
    return note;
  }

  /** Looks once. */
  public void look() {
    long now = nanoTime.getAsLong();
    int settledNow = clips.settledCount();
    int writtenNow = written.getAsInt();
    boolean moved = settledNow != lastSettled || writtenNow != lastWritten;
    boolean excusedNow = excused.getAsBoolean();
    if (writtenNow != lastWritten || excusedNow) {
      lastWrite = now;
      sayHeadAgainAfter = limit.toNanos();
    }
    lastSettled = settledNow;
    lastWritten = writtenNow;
    if (excusedNow || (moved && !headHangs(now, writtenNow))) {
      goesOn(now);
    } else if (moved) {
      lastMove = now;
    } else if (now - lastMove >= limit.toNanos()) {
      judge(now, writtenNow);
    }
  }

  /** Whether the row to be written next keeps the others waiting; if so, it is told. */
  private boolean headHangs(long now, int writtenNow) {
    Duration lasts = Duration.ofNanos(now - lastWrite);
    if (lasts.compareTo(limit) < 0 || lastSettled <= writtenNow || writtenNow >= rows.size()) {
      return false;
    }
    Optional<Whereabouts.Spot> head =
        clips.of(rows.get(writtenNow)).filter(spot -> !spot.isBackingOff(now));
    head.ifPresent(
        spot -> {
          Stall found = new Stall(lasts, List.of(spot.told(now)));
          stall = Optional.of(found);
          note = "";
          if (lasts.toNanos() >= sayHeadAgainAfter) {
            sayHeadAgainAfter = 2 * lasts.toNanos();
            LOG.warn(
                "{} for the first: {}",
                Counted.of(
                    lastSettled - writtenNow,
                    "other clip is done and waits",
                    "other clips are done and wait"),
                found.words());
          }
        });
    return head.isPresent();
  }

  private void goesOn(long now) {
    lastMove = now;
    sayAgainAfter = limit.toNanos();
    note = "";
    if (stall.isPresent()) {
      stall = Optional.empty();
      LOG.warn("the run continues");
    }
  }

  private void judge(long now, int writtenNow) {
    List<Whereabouts.Spot> all = List.copyOf(clips.all());
    boolean writerDue = writtenNow < lastSettled;
    boolean headSettled =
        writerDue
            && writtenNow < rows.size()
            && all.stream().noneMatch(s -> s.row().index() == rows.get(writtenNow).index());
    if (!headSettled && !all.isEmpty() && all.stream().allMatch(spot -> spot.isBackingOff(now))) {
      Whereabouts.Spot next =
          all.stream().min((a, b) -> Long.compare(a.until() - now, b.until() - now)).orElseThrow();
      stall = Optional.empty();
      note =
          "waiting to try "
              + Counted.of(all.size(), "clip")
              + " again, the first in "
              + TimeUnit.NANOSECONDS.toSeconds(next.until() - now)
              + " s, after "
              + next.why();
      return;
    }
    note = "";
    List<Stall.StalledClip> named = new ArrayList<>();
    Duration lasts = Duration.ofNanos(now - lastMove);
    if (headSettled) {
      String name = rows.get(writtenNow).clip().name().value();
      named.add(new Stall.StalledClip(name, Stage.WAITING_FOR_WRITER, lasts, ""));
    }
    clips.oldest(MOST_CLIPS - named.size()).forEach(spot -> named.add(spot.told(now)));
    if (named.isEmpty()) {
      // All is settled and written, or nothing is admitted yet.
      return;
    }
    Stall found = new Stall(lasts, named);
    stall = Optional.of(found);
    if (lasts.toNanos() >= sayAgainAfter) {
      sayAgainAfter = 2 * lasts.toNanos();
      LOG.warn("{}", found.words());
    }
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}
