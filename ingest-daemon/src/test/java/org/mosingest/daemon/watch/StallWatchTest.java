package org.mosingest.daemon.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.NameVerdict;
import org.mosingest.core.row.Opinion;
import org.mosingest.daemon.pool.KeyLimits;
import org.mosingest.transfer.TransferMeter;

/** Whom the watch names, and when it holds its tongue; on a clock that only the test moves. */
final class StallWatchTest {

  private static final TransferMeter NOBODY =
      new TransferMeter() {
        @Override
        public void received(long bytes) {}

        @Override
        public void resumed(long bytes) {}
      };

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicBoolean excused = new AtomicBoolean();
  private final List<ManifestRow> rows = rows(20);
  private final Whereabouts clips = new Whereabouts(clock::get);
  private final StallWatch watch =
      new StallWatch(Duration.ofMinutes(5), rows, clips, written::get, excused::get, clock::get);

  @Test
  void speaksWhenOnlyTheOldestRowHangsWhileOthersGoOn() {
    clips.at(row(0), Stage.TRANSFERRING);
    for (int i = 1; i < 13; i++) {
      clips.at(row(i), Stage.PROBING);
      clips.settled(i);
      after(25);
    }

    assertThat(watch.stall()).isPresent();
    assertThat(watch.stall().get().clips())
        .singleElement()
        .satisfies(clip -> assertThat(clip.name()).isEqualTo("0.mp4"));
    clips.settled(0);
    written.set(13);
    after(1);
    assertThat(watch.stall()).isEmpty();
  }

  @Test
  void theOldestRowIsNotBlamedForWhatAServerAsks() {
    clips.backsOff(row(0), Duration.ofHours(1), "http-503");
    for (int i = 1; i < 13; i++) {
      clips.at(row(i), Stage.PROBING);
      clips.settled(i);
      after(25);
    }

    assertThat(watch.stall()).isEmpty();
    assertThat(clips.holdsUp(12))
        .isEqualTo("12 clips done, waiting for 0.mp4, which is trying again in 3301 s");
  }

  @Test
  void namesTheOldestClipsAndWhereEachIs() {
    clips.at(row(2), Stage.LOOKING);
    TransferMeter meter = clips.meter(row(1), "a.example", NOBODY);
    clips.at(row(1), Stage.TRANSFERRING);
    clips.backsOff(row(3), Duration.ofSeconds(30), "http-503");
    after(10);
    meter.received(5_000);
    clips.at(row(0), Stage.PROBING);
    after(289);
    assertThat(watch.stall()).isEmpty();
    after(1);

    assertThat(watch.stall()).isPresent();
    assertThat(watch.stall().get().words())
        .isEqualTo(
            "no clip finished for 300 s; oldest: 0.mp4 (probing for 290 s),"
                + " 1.mp4 (transferring for 300 s: 5000 bytes received, the last 290 s ago),"
                + " 2.mp4 (looking for 300 s), 3.mp4 (queued for 270 s: after http-503)");
  }

  @Test
  void aClipThatMovedOnWhileOthersAreLookedAtIsThereForNoTime() {
    Duration ahead = Duration.ofMillis(-5);
    Stall stall =
        new Stall(
            Duration.ofSeconds(9),
            List.of(new Stall.StalledClip("a.mp4", Stage.PROBING, ahead, "")));
    assertThat(stall.words())
        .isEqualTo("no clip finished for 9 s; oldest: a.mp4 (probing for 0 s)");
  }

  @Test
  void theLongestDownloadsAreToldWithTheirSpeedAndTheirHostsWithTheirPace() {
    for (int i = 0; i < 8; i++) {
      TransferMeter meter = clips.meter(row(i), i < 7 ? "a.example" : "b.example", NOBODY);
      if (i < 6) {
        clips.at(row(i), Stage.TRANSFERRING);
        meter.received(1);
        after(1);
        meter.received(2_000);
      }
    }
    Activity activity =
        Activity.of(
            clips,
            host ->
                host.startsWith("b")
                    ? new KeyLimits(1, Duration.ofMillis(500), Duration.ofSeconds(12))
                    : new KeyLimits(8, Duration.ZERO, Duration.ZERO),
            8);

    assertThat(activity.transfers()).extracting(ActiveTransfer::row).containsExactly(1, 2, 3, 4, 5);
    assertThat(activity.transfers().getLast())
        .satisfies(
            last -> {
              assertThat(last.bytes()).isEqualTo(2_001);
              assertThat(last.bytesPerS()).isBetween(500.0, 3_000.0);
              assertThat(last.lasts()).isEqualTo(Duration.ofSeconds(2));
            });
    assertThat(activity.hosts())
        .containsExactly(
            new HostPace("b.example", 0, 1, 1, Duration.ofMillis(500), Duration.ofSeconds(12)),
            new HostPace("a.example", 6, 1, 8, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void namesFiveAtMost() {
    rows.forEach(row -> clips.at(row, Stage.QUEUED));
    after(301);
    assertThat(watch.stall().orElseThrow().clips()).hasSize(5);
  }

  @Test
  void anyOutcomeStartsTheTimeAnew() {
    clips.at(row(0), Stage.PROBING);
    clips.at(row(1), Stage.PROBING);
    after(299);
    clips.settled(0);
    written.set(1);
    after(299);
    assertThat(watch.stall()).isEmpty();
    after(301);
    assertThat(watch.stall()).isPresent();
    clips.settled(1);
    after(1);
    assertThat(watch.stall()).isEmpty();
  }

  @Test
  void aWriterThatWritesNothingIsNamed() {
    clips.at(row(0), Stage.PROBING);
    clips.settled(0);
    after(1);
    after(300);
    assertThat(watch.stall().orElseThrow().clips())
        .containsExactly(
            new Stall.StalledClip("0.mp4", Stage.WAITING_FOR_WRITER, Duration.ofMinutes(5), ""));
    written.set(1);
    after(1);
    assertThat(watch.stall()).isEmpty();
  }

  @Test
  void aReasonToWaitIsNoStall() {
    clips.at(row(0), Stage.QUEUED);
    excused.set(true);
    after(10_000);
    assertThat(watch.stall()).isEmpty();
    excused.set(false);
    after(299);
    assertThat(watch.stall()).isEmpty();
    after(1);
    assertThat(watch.stall()).isPresent();
    excused.set(true);
    after(1);
    assertThat(watch.stall()).isEmpty();
  }

  @Test
  void serversThatAreAllAskedAgainLaterAreWaitedForAndSaidToBe() {
    clips.backsOff(row(0), Duration.ofMinutes(15), "http-503");
    clips.backsOff(row(1), Duration.ofSeconds(700), "http-429");
    after(400);
    assertThat(watch.stall()).isEmpty();
    assertThat(watch.note())
        .isEqualTo("waiting to try 2 clips again, the first in 300 s, after http-429");
    clips.at(row(1), Stage.TRANSFERRING);
    after(400);
    assertThat(watch.stall()).isPresent();
    assertThat(watch.note()).isEmpty();
  }

  @Test
  void nothingIsSaidOfARunThatHasNothingLeft() {
    after(10_000);
    assertThat(watch.stall()).isEmpty();
  }

  private ManifestRow row(int index) {
    return rows.get(index);
  }

  private void after(long seconds) {
    clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    watch.look();
  }

  private static List<ManifestRow> rows(int count) {
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NameVerdict verdict = ClipName.parse(i + ".mp4");
      rows.add(
          new ManifestRow(
              i, new Clip("clips", (ClipName) verdict, "", i + ".mp4"), new Opinion(1, 0, 0), i));
    }
    return rows;
  }
}
