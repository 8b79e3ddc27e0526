package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mosingest.core.clip.ClipReader;
import org.mosingest.core.clip.ClipStore;
import org.mosingest.core.clip.HashedFile;
import org.mosingest.core.clip.ReadOutcome;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.ledger.Settlement;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.daemon.known.KnownClip;
import org.mosingest.daemon.known.KnownClips;
import org.mosingest.daemon.known.Sighting;
import org.mosingest.daemon.watch.Stage;
import org.mosingest.daemon.watch.Whereabouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last stretch of a row's way, from a file at the clip's place to the row's settlement: what is
 * not known of the clip is learnt by the {@link ClipWork}, its hash and what the probe makes of it.
 * Both are of the same bytes: a clip that is replaced, written to or deleted meanwhile is looked at
 * again. Safe for many threads.
 */
final class ClipReading {

  private static final Logger LOG = LoggerFactory.getLogger(ClipReading.class);

  private final boolean recheck;
  private final ClipWork work;
  private final ClipStore clips;
  private final KnownClips known;
  private final Set<Sha256> inOutput;
  private final Whereabouts whereabouts;
  private final Settlements settlements;
  private final Map<Integer, Integer> changes = new ConcurrentHashMap<>();

  /**
   * A run's.
   *
   * @param recheck whether clips are probed whose rows the output has already
   * @param work reads the clips
   * @param clips where they are
   * @param inOutput hashes of the clips whose rows the output has already
   */
  ClipReading(
      boolean recheck,
      ClipWork work,
      ClipStore clips,
      KnownClips known,
      Set<Sha256> inOutput,
      Whereabouts whereabouts,
      Settlements settlements) {
    this.recheck = recheck;
    this.work = work;
    this.clips = clips;
    this.known = known;
    this.inOutput = inOutput;
    this.whereabouts = whereabouts;
    this.settlements = settlements;
  }

  /** What to do with a row whose clip is not what it was. */
  @FunctionalInterface
  interface Changed {
    void lookAgain() throws IOException;

    /** Whether a clip that is broken has left its place, so that it must be looked at again. */
    default boolean isRefetched(Reason reason) throws IOException {
      return false;
    }
  }

  /** Reads a clip that was found on the disk, but for what is known of it. */
  void ofLocal(ManifestRow row, Path file, Changed changed) throws IOException {
    Sighting sighting = known.sight(row.clip(), file);
    Optional<Settlement> settlement =
        sighting.known().flatMap(clip -> settled(row, clip.content(), clip.probed()));
    if (settlement.isPresent()) {
      settle(row, settlement.get(), changed);
    } else {
      Optional<HashedFile> hashed =
          sighting.known().map(clip -> new HashedFile(clip.content(), sighting.stamp()));
      submit(row, file, sighting, hashed, changed);
    }
  }

  /**
   * Reads a clip that was just downloaded, and hashed meanwhile: the file is looked at now, and
   * read when the step is taken.
   */
  Decisions.Step ofFetched(ManifestRow row, Path file, ClipContent content, Changed changed) {
    Sighting sighting = known.sight(row.clip(), file);
    Optional<HashedFile> hashed =
        Optional.of(new HashedFile(content, clips.stamp(row.clip(), file)));
    return () -> submit(row, file, sighting, hashed, changed);
  }

  private void submit(
      ManifestRow row, Path file, Sighting sighting, Optional<HashedFile> hashed, Changed changed) {
    whereabouts.at(row, Stage.WAITING_TO_PROBE);
    work.read(
        row,
        file,
        new WhatTheRunNeeds(row, hashed),
        outcome -> {
          Optional<Settlement> settlement =
              outcome.flatMap(read -> settled(row, file, sighting, read));
          if (settlement.isPresent()) {
            settle(row, settlement.get(), changed);
          } else {
            LOG.warn(
                "{} was changed or deleted while it was read; trying again", row.clip().name());
            changed.lookAgain();
          }
        });
  }

  private void settle(ManifestRow row, Settlement settlement, Changed changed) throws IOException {
    if (settlement instanceof Settlement.Failed(ClipFailure failure)
        && failure.kind() == ClipFailure.Kind.BROKEN
        && changed.isRefetched(failure.reason())) {
      changed.lookAgain();
    } else {
      settlements.settle(row, settlement);
    }
  }

  /** What becomes of a row whose clip is known so far; empty if the clip must be probed. */
  private Optional<Settlement> settled(
      ManifestRow row, ClipContent content, Optional<ProbeOutcome> probed) {
    if (isInOutput(content.sha256())) {
      // The cheap hash has said all that is needed.
      return Optional.of(new Settlement.Known(content.sha256()));
    }
    return probed.map(
        outcome ->
            switch (outcome) {
              case ProbeOutcome.Video(VideoFacts facts) -> new Settlement.Ingested(content, facts);
              case ProbeOutcome.Broken(Reason reason) -> settlements.broken(row, reason);
            });
  }

  /**
   * Returns the row's outcome; empty if the clip is not what it was, and its place must be looked
   * at again.
   */
  private Optional<Settlement> settled(
      ManifestRow row, Path file, Sighting sighting, ReadOutcome outcome) {
    return switch (outcome) {
      case ReadOutcome.Changed() -> again(row);
      case ReadOutcome.Unreadable(Reason reason) -> Optional.of(settlements.broken(row, reason));
      case ReadOutcome.Read(ClipContent content, Optional<ProbeOutcome> probed) -> {
        known.remember(row.clip(), file, sighting, new KnownClip(content, probed));
        yield settled(row, content, probed);
      }
    };
  }

  /** A clip whose row the output has is not probed. */
  private final class WhatTheRunNeeds implements ClipReader.Request {
    private final ManifestRow row;
    private final Optional<HashedFile> hashed;

    WhatTheRunNeeds(ManifestRow row, Optional<HashedFile> hashed) {
      this.row = row;
      this.hashed = hashed;
    }

    @Override
    public Optional<HashedFile> hashed() {
      return hashed;
    }

    @Override
    public boolean mayHashSuffice() {
      return !recheck && !inOutput.isEmpty();
    }

    @Override
    public boolean suffices(Sha256 sha256) {
      return isInOutput(sha256);
    }

    @Override
    public void hashing() {
      whereabouts.at(row, Stage.HASHING);
    }

    @Override
    public void probing() {
      whereabouts.at(row, Stage.PROBING);
    }
  }

  private boolean isInOutput(Sha256 sha256) {
    return !recheck && inOutput.contains(sha256);
  }

  private Optional<Settlement> again(ManifestRow row) {
    return changes.merge(row.index(), 1, Integer::sum) < ClipReader.MOST_CHANGES
        ? Optional.empty()
        : Optional.of(settlements.broken(row, ClipReader.KEEPS_CHANGING));
  }
}
