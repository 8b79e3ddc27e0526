package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.Text;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.daemon.known.KnownClip;
import org.mosingest.daemon.known.KnownClips;
import org.mosingest.daemon.known.Sighting;
import org.mosingest.daemon.pool.Lane;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.transfer.MachineFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last stretch of a row's way, from a file at the clip's place to the row's settlement: what is not known of the clip is
 * learnt in the probe pool, its hash and what the probe makes of it.
 *
 * <p>Safe for many threads.
 */
final class ClipReading {

  private static final Logger LOG = LoggerFactory.getLogger(ClipReading.class);

  private final RunOptions options;
  private final ClipProbe probe;
  private final Lane probeLane;
  private final KnownClips known;
  private final Set<Sha256> inOutput;
  private final Sequencer sequencer;

  /**
   * A run's.
   *
   * @param inOutput hashes of the clips whose rows the output has already
   */
  ClipReading(
      RunOptions options,
      ClipProbe probe,
      Lane probeLane,
      KnownClips known,
      Set<Sha256> inOutput,
      Sequencer sequencer) {
    this.options = options;
    this.probe = probe;
    this.probeLane = probeLane;
    this.known = known;
    this.inOutput = inOutput;
    this.sequencer = sequencer;
  }

  /** What to do with a row whose file went away before it was read. */
  @FunctionalInterface
  interface Gone {
    void lookAgain() throws IOException;
  }

  /** Reads a clip that was found on the disk, but for what is known of it. */
  void ofLocal(ManifestRow row, Path file, Gone gone) {
    Sighting sighting = known.sight(row.clip(), file);
    Optional<ClipContent> content = sighting.known().map(KnownClip::content);
    Optional<Settlement> settlement =
        content.isPresent() ? settled(content.get(), sighting.known().get().probed()) : Optional.empty();
    if (settlement.isPresent()) {
      settle(row, settlement.get());
    } else {
      probeLane.submit(WorkPool.NO_KEY, slot -> read(row, file, sighting, content, gone));
    }
  }

  /** Reads a clip that was just downloaded, and hashed meanwhile. */
  void ofFetched(ManifestRow row, Path file, ClipContent content, Gone gone) {
    Sighting sighting = known.sight(row.clip(), file);
    probeLane.submit(WorkPool.NO_KEY, slot -> read(row, file, sighting, Optional.of(content), gone));
  }

  /** What becomes of a row whose clip is known so far; empty if the clip must be probed. */
  private Optional<Settlement> settled(ClipContent content, Optional<ProbeOutcome> probed) {
    if (inOutput.contains(content.sha256()) && !options.recheck()) {
      // The cheap hash has said all that is needed.
      return Optional.of(new Settlement.Known());
    }
    return probed.map(
        outcome ->
            switch (outcome) {
              case ProbeOutcome.Video(VideoFacts facts) -> new Settlement.Ingested(content, facts);
              case ProbeOutcome.Broken(String reason) -> new Settlement.Broken(reason);
            });
  }

  private void read(ManifestRow row, Path file, Sighting sighting, Optional<ClipContent> hashed, Gone gone)
      throws InterruptedException, MachineFaultException, IOException {
    ClipContent content;
    try {
      content = hashed.isPresent() ? hashed.get() : ClipContent.read(file);
    } catch (ClosedByInterruptException e) {
      throw (InterruptedException) new InterruptedException("while reading " + file).initCause(e);
    } catch (NoSuchFileException e) {
      LOG.warn("{} went away before it could be read; looking again", row.clip().name());
      gone.lookAgain();
      return;
    } catch (AccessDeniedException e) {
      throw new MachineFaultException("no permission to read " + file + ": make it readable, then run again", e);
    } catch (IOException e) {
      settleBroken(row, "unreadable: " + Text.printable(String.valueOf(e.getMessage())));
      return;
    }
    Optional<ProbeOutcome> probed = Optional.empty();
    Optional<Settlement> settlement = settled(content, probed);
    if (settlement.isEmpty()) {
      probed = Optional.of(probe.probe(file));
      settlement = settled(content, probed);
    }
    known.remember(row.clip(), file, sighting, new KnownClip(content, probed));
    settle(row, settlement.orElseThrow());
  }

  private void settle(ManifestRow row, Settlement settlement) {
    if (settlement instanceof Settlement.Broken(String reason)) {
      settleBroken(row, reason);
    } else {
      sequencer.settle(row.index(), settlement);
    }
  }

  /** Settles a row whose clip is of no use. */
  void settleBroken(ManifestRow row, String reason) {
    LOG.warn("broken clip {}: {}", row.clip().name(), reason);
    sequencer.settle(row.index(), new Settlement.Broken(reason));
  }
}
