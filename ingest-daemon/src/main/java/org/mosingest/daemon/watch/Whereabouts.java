package org.mosingest.daemon.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Text;
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
   * @param admitted when its way began
   * @param since when it came there
   * @param until when a back-off ends; meaningless elsewhere
   * @param why what ended the last attempt; empty if none has
   * @param bytes its download's; null before it has one
   */
  public record Spot(
      ManifestRow row,
      Stage stage,
      long admitted,
      long since,
      long until,
      String why,
      @Nullable ClipBytes bytes) {

    /** What it does now, to be said after "which": {@code is trying again in 12 s}. */
    String does(long now) {
      return switch (stage) {
        case LOOKING -> "is being checked";
        case QUEUED -> "is queued for download";
        case TRANSFERRING ->
            "is being downloaded" + (bytes == null ? "" : " (" + bytes.words(now) + ")");
        case BACKING_OFF ->
            until - now > 0
                ? "is trying again in " + (1 + (until - now) / 1_000_000_000L) + " s"
                : "is about to try again";
        case WAITING_TO_PROBE -> "is queued for a probe";
        case HASHING, PROBING -> "is being probed";
        case WAITING_FOR_WRITER -> "is being written";
      };
    }

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

  /** A clip that takes no longer is not spoken of. */
  private static final long UNREMARKABLE = Duration.ofSeconds(3).toNanos();

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
            new Spot(
                row,
                stage,
                before == null ? now : before.admitted(),
                now,
                until,
                why,
                before == null ? null : before.bytes()));
  }

  /** The clip has a download of its own from here on. */
  public TransferMeter meter(ManifestRow row, String host, TransferMeter run) {
    ClipBytes bytes = new ClipBytes(host, run, nanoTime);
    long now = nanoTime.getAsLong();
    spots.compute(
        row.index(),
        (_, before) ->
            new Spot(
                row, Stage.QUEUED, before == null ? now : before.admitted(), now, 0, "", bytes));
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

  /** The first row of the manifest that is admitted and not settled. */
  public Optional<Spot> first() {
    return spots.values().stream().min(Comparator.comparingInt(spot -> spot.row().index()));
  }

  /**
   * What the rows wait for whose clips are done and whose turn to be written has not come, in
   * words; empty where nothing holds them up for long.
   *
   * @param waiting how many such rows there are
   */
  public String holdsUp(int waiting) {
    long now = nanoTime.getAsLong();
    return first()
        .filter(spot -> waiting > 0 && now - spot.admitted() > UNREMARKABLE)
        .map(
            spot ->
                "%s, waiting for %s, which %s"
                    .formatted(
                        Counted.of(waiting, "clip done", "clips done"),
                        Text.printable(spot.row().clip().name().value()),
                        spot.does(now)))
        .orElse("");
  }

  /** Now, by the clock of the {@link Spot}s. */
  long now() {
    return nanoTime.getAsLong();
  }

  /** Where a row's clip is; empty once its outcome is known. */
  public Optional<Spot> of(ManifestRow row) {
    return Optional.ofNullable(spots.get(row.index()));
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
