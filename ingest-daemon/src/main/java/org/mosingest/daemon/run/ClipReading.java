package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.ledger.Settlement;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.Text;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.core.state.Exhaustion;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.known.ClipStamp;
import org.mosingest.daemon.known.KnownClip;
import org.mosingest.daemon.known.KnownClips;
import org.mosingest.daemon.known.Sighting;
import org.mosingest.daemon.pool.Lane;
import org.mosingest.daemon.pool.Place;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.watch.Stage;
import org.mosingest.daemon.watch.Whereabouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last stretch of a row's way, from a file at the clip's place to the row's settlement: what is
 * not known of the clip is learnt in the probe pool, its hash and what the probe makes of it. Both
 * are of the same bytes: a clip that is replaced, written to or deleted meanwhile is looked at
 * again. Safe for many threads.
 */
final class ClipReading {

  private static final Logger LOG = LoggerFactory.getLogger(ClipReading.class);

  /** A clip that has changed so often is being written by somebody who does not end. */
  static final int MOST_CHANGES = 5;

  private final boolean recheck;
  private final ClipProbe probe;
  private final Lane probeLane;
  private final Places places;
  private final KnownClips known;
  private final Set<Sha256> inOutput;
  private final Whereabouts whereabouts;
  private final Settlements settlements;
  private final Map<Integer, Integer> changes = new ConcurrentHashMap<>();

  /**
   * A run's.
   *
   * @param recheck whether clips are probed whose rows the output has already
   * @param inOutput hashes of the clips whose rows the output has already
   */
  ClipReading(
      boolean recheck,
      ClipProbe probe,
      Lane probeLane,
      Places places,
      KnownClips known,
      Set<Sha256> inOutput,
      Whereabouts whereabouts,
      Settlements settlements) {
    this.recheck = recheck;
    this.probe = probe;
    this.probeLane = probeLane;
    this.places = places;
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

  /**
   * Bytes whose hash is known, and the file that holds them; without a stamp where this system has
   * none.
   */
  private record Hashed(ClipContent content, Optional<ClipStamp> stamp) {}

  /** Reads a clip that was found on the disk, but for what is known of it. */
  void ofLocal(ManifestRow row, Path file, Changed changed) throws IOException {
    Sighting sighting = known.sight(row.clip(), file);
    Optional<Settlement> settlement =
        sighting.known().flatMap(clip -> settled(row, clip.content(), clip.probed()));
    if (settlement.isPresent()) {
      settle(row, settlement.get(), changed);
    } else {
      Optional<Hashed> hashed =
          sighting.known().map(clip -> new Hashed(clip.content(), sighting.stamp()));
      submit(row, file, sighting, hashed, changed);
    }
  }

  /**
   * Reads a clip that was just downloaded, and hashed meanwhile: the file is looked at now, and
   * read when the step is taken.
   */
  Decisions.Step ofFetched(ManifestRow row, Path file, ClipContent content, Changed changed) {
    Sighting sighting = known.sight(row.clip(), file);
    Optional<Hashed> hashed = Optional.of(new Hashed(content, ClipStamp.of(file)));
    return () -> submit(row, file, sighting, hashed, changed);
  }

  private void submit(
      ManifestRow row, Path file, Sighting sighting, Optional<Hashed> hashed, Changed changed) {
    whereabouts.at(row, Stage.WAITING_TO_PROBE);
    probeLane.submit(
        WorkPool.NO_KEY,
        Place.first(row.index()),
        _ -> {
          // Never opened before its place is looked at: what stands there may be another thing by
          // now.
          boolean regular = places.look(row.clip(), file) == ClipFile.REGULAR;
          Optional<Settlement> settlement =
              regular ? read(row, file, sighting, hashed) : Optional.empty();
          if (settlement.isPresent()) {
            settle(row, settlement.get(), changed);
          } else {
            LOG.warn(
                "{} was changed or went away while it was read; looking again", row.clip().name());
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
    if (inOutput.contains(content.sha256()) && !recheck) {
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
  private Optional<Settlement> read(
      ManifestRow row, Path file, Sighting sighting, Optional<Hashed> before)
      throws InterruptedException, MachineFaultException {
    // Taken first: a change during the reading must show.
    Optional<ClipStamp> stamp = ClipStamp.of(file);
    KnownClip learnt;
    try {
      learnt =
          learn(
              row,
              file,
              before.filter(hashed -> hashed.stamp().equals(stamp)).map(Hashed::content));
    } catch (ClosedByInterruptException e) {
      throw (InterruptedException) new InterruptedException("while reading " + file).initCause(e);
    } catch (NoSuchFileException e) {
      return again(row);
    } catch (AccessDeniedException e) {
      throw new MachineFaultException(
          "no permission to read " + file + ": make it readable, then run again", e);
    } catch (IOException e) {
      if (Exhaustion.isOutOfFiles(e)) {
        throw new MachineFaultException(
            "cannot read " + file + ": " + MachineFaultException.RAISE_FILE_LIMIT, e);
      }
      return Optional.of(
          settlements.broken(
              row,
              Reason.of(ReasonWord.UNREADABLE, Text.printable(String.valueOf(e.getMessage())))));
    }
    if (!stamp.equals(ClipStamp.of(file))) {
      return again(row);
    }
    known.remember(row.clip(), file, sighting, learnt);
    return settled(row, learnt.content(), learnt.probed());
  }

  private KnownClip learn(ManifestRow row, Path file, Optional<ClipContent> before)
      throws IOException, InterruptedException {
    boolean hashMaySpareProbe = !recheck && !inOutput.isEmpty();
    if (before.isEmpty() && !hashMaySpareProbe) {
      whereabouts.at(row, Stage.PROBING);
      return hashAndProbe(file);
    }
    ClipContent content;
    if (before.isPresent()) {
      content = before.get();
    } else {
      whereabouts.at(row, Stage.HASHING);
      content = ClipContent.read(file);
    }
    if (settled(row, content, Optional.empty()).isPresent()) {
      return new KnownClip(content, Optional.empty());
    }
    whereabouts.at(row, Stage.PROBING);
    return new KnownClip(content, Optional.of(probe.probe(file)));
  }

  /** Both at once: the one computes while the other waits for its worker. */
  private KnownClip hashAndProbe(Path file) throws IOException, InterruptedException {
    FutureTask<ClipContent> hashing = new FutureTask<>(() -> ClipContent.read(file));
    Thread _ = Thread.ofVirtual().name("hash").start(hashing);
    try {
      ProbeOutcome probed = probe.probe(file);
      return new KnownClip(hashing.get(), Optional.of(probed));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw new IllegalStateException("hashing " + file, e);
    } finally {
      hashing.cancel(true);
    }
  }

  private Optional<Settlement> again(ManifestRow row) {
    return changes.merge(row.index(), 1, Integer::sum) < MOST_CHANGES
        ? Optional.empty()
        : Optional.of(
            settlements.broken(
                row, Reason.of(ReasonWord.UNREADABLE, "it changes while it is read")));
  }
}
