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
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.Text;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.core.state.Exhaustion;
import org.mosingest.daemon.transfer.MachineFaultException;

/**
 * Learns a clip's hash and what it holds, and sees to it that both are of the same bytes: a clip that is replaced, written to or
 * deleted meanwhile is looked at again. Safe for many threads.
 */
final class ClipReading {

  /** A clip that has changed so often is being written by somebody who does not end. */
  static final int MOST_CHANGES = 5;

  private final ClipProbe probe;
  private final Set<Sha256> known;
  private final boolean recheck;
  private final Whereabouts whereabouts;
  private final Map<Integer, Integer> changes = new ConcurrentHashMap<>();

  /**
   * A reading.
   *
   * @param known hashes of clips that need no probe
   * @param recheck whether they are probed all the same
   */
  ClipReading(ClipProbe probe, Set<Sha256> known, boolean recheck, Whereabouts whereabouts) {
    this.probe = probe;
    this.known = known;
    this.recheck = recheck;
    this.whereabouts = whereabouts;
  }

  /** Bytes whose hash is known, and the file that holds them. */
  record Hashed(ClipContent content, Optional<ClipStamp> stamp) {

    /** What has just been put at its place. */
    static Hashed now(ClipContent content, Path file) {
      return new Hashed(content, ClipStamp.of(file));
    }
  }

  /**
   * Reads a clip.
   *
   * @param before its hash, where that is known from its download
   * @return its row's outcome; empty if the clip is not what it was, and its place must be looked at again
   * @throws MachineFaultException if this machine cannot read it
   */
  Optional<Settlement> read(ManifestRow row, Path file, Optional<Hashed> before)
      throws InterruptedException, MachineFaultException {
    Hashed hashed;
    try {
      hashed = before.filter(known -> known.stamp().equals(ClipStamp.of(file))).isPresent() ? before.get() : hash(row, file);
    } catch (ClosedByInterruptException e) {
      throw (InterruptedException) new InterruptedException("while reading " + file).initCause(e);
    } catch (NoSuchFileException e) {
      return again(row);
    } catch (AccessDeniedException e) {
      throw new MachineFaultException("no permission to read " + file + ": make it readable, then run again", e);
    } catch (IOException e) {
      if (Exhaustion.isOutOfFiles(e)) {
        throw new MachineFaultException("cannot read " + file + ": " + MachineFaultException.RAISE_FILE_LIMIT, e);
      }
      return Optional.of(new Settlement.Broken("unreadable: " + Text.printable(String.valueOf(e.getMessage()))));
    }
    ClipContent content = hashed.content();
    Settlement settlement;
    if (known.contains(content.sha256()) && !recheck) {
      settlement = new Settlement.Known(content.sha256());
    } else {
      whereabouts.at(row, Stage.PROBING);
      settlement =
          switch (probe.probe(file)) {
            case ProbeOutcome.Video(VideoFacts facts) -> new Settlement.Ingested(content, facts);
            case ProbeOutcome.Broken(String reason) -> new Settlement.Broken(reason);
          };
    }
    boolean same = hashed.stamp().isPresent() && hashed.stamp().equals(ClipStamp.of(file));
    return same ? Optional.of(settlement) : again(row);
  }

  /** The stamp is taken first: a change during the reading must show. */
  private Hashed hash(ManifestRow row, Path file) throws IOException {
    whereabouts.at(row, Stage.HASHING);
    Optional<ClipStamp> stamp = ClipStamp.of(file);
    return new Hashed(ClipContent.read(file), stamp);
  }

  private Optional<Settlement> again(ManifestRow row) {
    return changes.merge(row.index(), 1, Integer::sum) < MOST_CHANGES
        ? Optional.empty()
        : Optional.of(new Settlement.Broken("unreadable: it changes while it is read"));
  }
}
