package org.mosingest.core.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;

/**
 * What became of each of a manifest's rows, worked out from what runs left behind. Rows of the
 * output are told to it one after the other, then failures, then {@link #finish}. Not thread-safe.
 */
final class Fates {

  private final Manifest manifest;
  private final Fate[] fates;
  private final @Nullable String[] reasons;
  private final @Nullable Instant[] times;

  /** The first rows of clips, by their bare file name; those that share one are kept apart. */
  private final Map<String, Integer> unique = new HashMap<>();

  private final Map<String, List<Integer>> shared = new HashMap<>();
  private final Map<Sha256, Integer> byHash = new HashMap<>();
  private long foreign;

  Fates(Manifest manifest) {
    this.manifest = manifest;
    int size = manifest.rows().size();
    fates = new Fate[size];
    java.util.Arrays.fill(fates, Fate.UNSETTLED);
    reasons = new String[size];
    times = new Instant[size];
    for (ManifestRow row : manifest.rows()) {
      if (!row.isRepeat()) {
        String base = row.clip().name().baseName();
        Integer other = unique.putIfAbsent(base, row.index());
        if (other != null) {
          shared.computeIfAbsent(base, name -> new ArrayList<>(List.of(other))).add(row.index());
        }
      }
    }
  }

  /** A row of the output. */
  void written(CorpusRow row) {
    int index = find(row);
    byHash.putIfAbsent(row.content().sha256(), index);
    if (index < 0) {
      foreign++;
    } else {
      fates[index] = Fate.WRITTEN;
    }
  }

  /**
   * The output tells clips by their bare names: where clips share one, the first with that MOS is
   * meant.
   */
  private int find(CorpusRow row) {
    List<Integer> candidates = shared.get(row.src());
    if (candidates == null) {
      return unique.getOrDefault(row.src(), -1);
    }
    for (int candidate : candidates) {
      if (fates[candidate] != Fate.WRITTEN
          && manifest.rows().get(candidate).opinion().mos() == row.opinion().mos()) {
        return candidate;
      }
    }
    return -1;
  }

  /** A clip that did not make it. What is written all the same is not touched. */
  void failed(int index, Fate fate, String reason, Optional<Instant> at) {
    if (fates[index] != Fate.WRITTEN) {
      fates[index] = fate;
      reasons[index] = reason;
      times[index] = at.orElse(null);
    }
  }

  /** A clip whose bytes another row stands for. */
  void dedup(int index) {
    fates[index] = Fate.DEDUP;
  }

  /** Rows that name a clip again share its fate; where it is in the output they are dedups. */
  void finish() {
    for (ManifestRow row : manifest.rows()) {
      if (row.isRepeat()) {
        Fate first = fates[row.firstIndex()];
        fates[row.index()] = first == Fate.WRITTEN ? Fate.DEDUP : first;
        reasons[row.index()] = reasons[row.firstIndex()];
        times[row.index()] = times[row.firstIndex()];
      }
    }
  }

  Fate of(ManifestRow row) {
    return fates[row.index()];
  }

  /** Why the clip is lost: the fixed word, then details. */
  String reason(ManifestRow row) {
    String reason = reasons[row.index()];
    return reason == null ? "unknown" : reason;
  }

  /** When it was last tried. */
  Optional<Instant> time(ManifestRow row) {
    return Optional.ofNullable(times[row.index()]);
  }

  /**
   * The manifest's row whose bytes the output has; -1 for a row of another manifest's, empty if it
   * has not got them.
   */
  Optional<Integer> holder(Sha256 content) {
    return Optional.ofNullable(byHash.get(content));
  }

  /** Rows of the output that the manifest does not name. */
  long foreign() {
    return foreign;
  }

  int count(Fate fate) {
    int count = 0;
    for (Fate each : fates) {
      count += each == fate ? 1 : 0;
    }
    return count;
  }
}
