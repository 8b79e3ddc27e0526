package org.mosingest.core.analysis;

import java.time.Instant;
import java.util.Optional;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.packed.EnumColumn;
import org.mosingest.core.packed.PackedTexts;
import org.mosingest.core.packed.SharedNames;
import org.mosingest.core.packed.SumScores;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;

/**
 * What became of each of a manifest's rows, worked out from what runs left behind. Rows of the
 * output are told to it one after the other, then failures, then {@link #finish}. Not thread-safe.
 */
final class Fates {

  private static final int NEVER = 0;

  private final Manifest manifest;
  private final EnumColumn<Fate> fates;

  /** Reasons that are alike are kept once. */
  private final PackedTexts texts = new PackedTexts();

  /** Of each row the number of its reason, from 1; 0 where none is known. */
  private final int[] reasons;

  /**
   * Seconds since 1970, as the file of failures has them, without a sign, until the year 2106;
   * {@link #NEVER} where none is known.
   */
  private final int[] times;

  /** The first rows of clips, by their bare file name. */
  private final SharedNames names;

  /** The output's contents, each with the index of its row where a score would stand. */
  private final SumScores holders = new SumScores();

  private long foreign;

  Fates(Manifest manifest) {
    this.manifest = manifest;
    int size = manifest.rows().size();
    fates = new EnumColumn<>(size, Fate.UNSETTLED);
    reasons = new int[size];
    times = new int[size];
    names = new SharedNames(size, row -> manifest.rows().get(row).clip().name().baseName());
    for (ManifestRow row : manifest.rows()) {
      if (!row.isRepeat()) {
        names.put(row.index());
      }
    }
  }

  /** A row of the output. */
  void written(CorpusRow row) {
    int index = find(row);
    boolean _ = holders.put(row.content().sha256(), index);
    if (index < 0) {
      foreign++;
    } else {
      fates.set(index, Fate.WRITTEN);
    }
  }

  /**
   * The output tells clips by their bare names: where clips share one, the first with that MOS is
   * meant.
   */
  private int find(CorpusRow row) {
    int[] candidates = names.find(row.src());
    if (candidates.length == 1) {
      return candidates[0];
    }
    for (int candidate : candidates) {
      if (fates.get(candidate) != Fate.WRITTEN
          && manifest.rows().get(candidate).opinion().mos() == row.opinion().mos()) {
        return candidate;
      }
    }
    return -1;
  }

  /** A clip that did not make it. What is written all the same is not touched. */
  void failed(int index, Fate fate, String reason, Optional<Instant> at) {
    if (fates.get(index) != Fate.WRITTEN) {
      fates.set(index, fate);
      reasons[index] = texts.numberOf(reason) + 1;
      times[index] = at.map(Fates::seconds).orElse(NEVER);
    }
  }

  private static int seconds(Instant at) {
    long seconds = at.getEpochSecond();
    return seconds >>> Integer.SIZE == 0 ? (int) seconds : NEVER;
  }

  /** A clip whose bytes another row stands for. */
  void dedup(int index) {
    fates.set(index, Fate.DEDUP);
  }

  /** Rows that name a clip again share its fate; where it is in the output they are dedups. */
  void finish() {
    for (ManifestRow row : manifest.rows()) {
      if (row.isRepeat()) {
        Fate first = fates.get(row.firstIndex());
        fates.set(row.index(), first == Fate.WRITTEN ? Fate.DEDUP : first);
        reasons[row.index()] = reasons[row.firstIndex()];
        times[row.index()] = times[row.firstIndex()];
      }
    }
  }

  Fate of(ManifestRow row) {
    return fates.get(row.index());
  }

  /** Why the clip is lost: the fixed word, then details. */
  String reason(ManifestRow row) {
    int reason = reasons[row.index()];
    return reason == 0 ? "unknown" : texts.get(reason - 1);
  }

  /** When it was last tried. */
  Optional<Instant> time(ManifestRow row) {
    int seconds = times[row.index()];
    return seconds == NEVER
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(Integer.toUnsignedLong(seconds)));
  }

  /**
   * The manifest's row whose bytes the output has; -1 for a row of another manifest's, empty if it
   * has not got them.
   */
  Optional<Integer> holder(Sha256 content) {
    double index = holders.mos(content);
    return Double.isNaN(index) ? Optional.empty() : Optional.of((int) index);
  }

  /** Rows of the output that the manifest does not name. */
  long foreign() {
    return foreign;
  }

  int count(Fate fate) {
    return fates.count(fate);
  }
}
