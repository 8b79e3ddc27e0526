package org.mosingest.cli.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs to look at. */
final class Examples {

  static final RunFacts RUNNING =
      new RunFacts(
          "20261123-060500-a1b2",
          "konvid-150k",
          "running",
          new RunFacts.Counts(150_000, 75_000, 72_000, 2_500, 400, 100),
          new RunFacts.Traffic(
              60_000_000_000L, 1_200_000_000L, 12.34, 9_870_000, OptionalLong.of(6_077)),
          new RunFacts.Times(Optional.of(Instant.parse("2026-11-23T06:05:00Z")), Optional.empty()),
          "/data/konvid_150k.jsonl",
          new RunFacts.Remarks(
              Map.of("http-404", 2_400L, "timeout", 100L, "no-video", 400L), List.of(), ""));

  static final RunFacts COMPLETED =
      new RunFacts(
          "20261101-010203-ffff",
          "konvid-150k",
          "completed",
          new RunFacts.Counts(5_000, 5_000, 5_000, 0, 0, 0),
          new RunFacts.Traffic(4_000_000_000L, 0, 0, 0, OptionalLong.empty()),
          new RunFacts.Times(
              Optional.of(Instant.parse("2026-11-01T01:02:03Z")),
              Optional.of(Instant.parse("2026-11-01T02:02:03Z"))),
          "/data/konvid_150k.jsonl",
          new RunFacts.Remarks(Map.of(), List.of(), ""));

  private Examples() {}
}
