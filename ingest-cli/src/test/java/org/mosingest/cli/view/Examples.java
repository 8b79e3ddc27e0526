package org.mosingest.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosingest.daemon.watch.ActiveTransfer;
import org.mosingest.daemon.watch.Activity;
import org.mosingest.daemon.watch.HostPace;

/** Runs to look at. */
final class Examples {

  static final RunFacts RUNNING =
      new RunFacts(
          "20261123-060500-a1b2",
          "konvid-150k",
          "running",
          new RunFacts.Counts(150_000, 75_000, 72_000, 2_500, 400, 100, 0, 80),
          new RunFacts.Traffic(
              60_000_000_000L, 1_200_000_000L, 12.34, 9_870_000, OptionalLong.of(6_077)),
          new RunFacts.Times(Optional.of(Instant.parse("2026-11-23T06:05:00Z")), Optional.empty()),
          "/data/konvid_150k.jsonl",
          new RunFacts.Remarks(
              Map.of("http-404", 2_400L, "timeout", 100L, "no-video", 400L),
              List.of(),
              "",
              Activity.NONE,
              ""));

  static final RunFacts COMPLETED =
      new RunFacts(
          "20261101-010203-ffff",
          "konvid-150k",
          "completed",
          new RunFacts.Counts(5_000, 5_000, 5_000, 0, 0, 0, 0, 0),
          new RunFacts.Traffic(4_000_000_000L, 0, 0, 0, OptionalLong.empty()),
          new RunFacts.Times(
              Optional.of(Instant.parse("2026-11-01T01:02:03Z")),
              Optional.of(Instant.parse("2026-11-01T02:02:03Z"))),
          "/data/konvid_150k.jsonl",
          new RunFacts.Remarks(Map.of(), List.of(), "", Activity.NONE, ""));

  /** One with a label, with a download that takes long and a host that asked to wait. */
  static final RunFacts LABELLED =
      new RunFacts(
          "7",
          "konvid-150k",
          "running",
          new RunFacts.Counts(3_000, 348, 2, 0, 0, 0, 346, 0),
          RUNNING.traffic(),
          RUNNING.times(),
          "/data/konvid_150k.jsonl",
          new RunFacts.Remarks(
              Map.of(),
              List.of(),
              "",
              new Activity(
                  List.of(
                      new ActiveTransfer(
                          3, "0003.mp4", "a.example", 5_000_000, 1_200, Duration.ofSeconds(48)),
                      new ActiveTransfer(
                          4, "0004.mp4", "a.example", 5_000_000, 1_200, Duration.ofSeconds(1))),
                  List.of(
                      new HostPace(
                          "a.example", 1, 12, 1, Duration.ofMillis(500), Duration.ofSeconds(12)),
                      new HostPace("b.example", 2, 0, 8, Duration.ZERO, Duration.ZERO))),
              "nightly"));

  /** A run that says that. */
  static RunFacts noted(RunFacts run, String note) {
    RunFacts.Remarks remarks = run.remarks();
    return new RunFacts(
        run.id(),
        run.corpus(),
        run.state(),
        run.counts(),
        run.traffic(),
        run.times(),
        run.output(),
        new RunFacts.Remarks(
            remarks.failures(), List.of(), note, remarks.activity(), remarks.label()));
  }

  private Examples() {}
}
