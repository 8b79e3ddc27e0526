package org.mosingest.daemon.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.transfer.TransferMeter;

/**
 * Where each clip is that is admitted and not settled. As large as the admission window at most.
 * Safe for many threads; times are of {@link System#nanoTime}, so that a clock that is set moves
 * nothing.
 */
public final class Whereabouts {

  /**
   * Where one clip is.
   *
   * @param since when it came there
   * @param until when a back-off ends; meaningless elsewhere
   * @param why what ended the last attempt; empty if none has
   * @param bytes its download's; null before it has one
   */
  public record Spot(
      ManifestRow row, Stage stage, long since, long until, String why, @Nullable ClipBytes bytes) {

    /** Whether it waits for a time that has not come yet. */
    public boolean isBackingOff(long now) {
      return stage == Stage.BACKING_OFF && until - now > 0;
    }

    public Stall.StalledClip told(long now) {
      if (stage == Stage.BACKING_OFF && until - now <= 0) {
        return new Stall.StalledClip(
            row.clip().name().value(), Stage.QUEUED, Duration.ofNanos(now - until), "after " + why);
      }
      String detail =
          switch (stage) {
            case TRANSFERRING -> bytes == null ? "" : bytes.words(now);
            case BACKING_OFF ->
                "next try in " + Math.max(0, (until - now) / 1_000_000_000L) + " s, after " + why;
            default -> "";
          };
      return new Stall.StalledClip(
          row.clip().name().value(), stage, Duration.ofNanos(now - since), detail);
    }
  }

  private final Map<Integer, Spot> spots = new ConcurrentHashMap<>();
  private final AtomicInteger settled = new AtomicInteger();
  private final LongSupplier nanoTime;

  public Whereabouts(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The clip has come to that stage. */
  public void at(ManifestRow row, Stage stage) {
    put(row, stage, 0, "");
  }

  /** The clip is tried again when that time has passed. */
  public void backsOff(ManifestRow row, Duration after, String why) {
    put(row, Stage.BACKING_OFF, nanoTime.getAsLong() + after.toNanos(), why);
  }

  private void put(ManifestRow row, Stage stage, long until, String why) {
    long now = nanoTime.getAsLong();
    spots.compute(
        row.index(),
        (_, before) ->
            new Spot(row, stage, now, until, why, before == null ? null : before.bytes()));
  }

  /** The clip has a download of its own from here on. */
  public TransferMeter meter(ManifestRow row, TransferMeter run) {
    ClipBytes bytes = new ClipBytes(run, nanoTime);
    spots.compute(
        row.index(),
        (_, before) -> new Spot(row, Stage.QUEUED, nanoTime.getAsLong(), 0, "", bytes));
    return bytes;
  }

  /** The clip's outcome is known. */
  public void settled(int index) {
    spots.remove(index);
    settled.incrementAndGet();
  }

  /** How many outcomes are known; wraps around with the largest corpus that there is not. */
  public int settledCount() {
    return settled.get();
  }

  /** Where the clips are, the first row of the manifest first. */
  public List<Spot> oldest(int most) {
    return sorted(spots.values()).stream().limit(most).toList();
  }

  /** All clips that are not settled, in no order. */
  public Collection<Spot> all() {
    return List.copyOf(spots.values());
  }

  private static List<Spot> sorted(Collection<Spot> spots) {
    List<Spot> list = new ArrayList<>(spots);
    list.sort(Comparator.comparingInt(spot -> spot.row().index()));
    return list;
  }
}
