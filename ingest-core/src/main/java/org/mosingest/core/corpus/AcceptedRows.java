package org.mosingest.core.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.Extras;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Text;

/**
 * The good rows of all files of a corpus, in order. What a clip's URL and progress key are is known
 * only after the last row: a repeat may bring the URL, and another clip may share the file name.
 * Not thread-safe.
 */
final class AcceptedRows {

  /** Every row as if its clip were alone: most are, and stay as they are. */
  private final List<ManifestRow> rows = new ArrayList<>();

  /** The first row of each clip, by folder and name. */
  private final Map<String, Map<String, ManifestRow>> first = new HashMap<>();

  /** The folders that names of clips have, by the folder of the clips. */
  private final Map<String, Set<String>> subfolders = new HashMap<>();

  /** URLs that only a repeat gave, by the index of the clip's first row. */
  private final Map<Integer, String> lateUrls = new HashMap<>();

  /**
   * What earlier rows say of a clip.
   *
   * @param mos that of the first
   * @param url the first that is not empty
   */
  record Earlier(double mos, String url) {}

  /**
   * Notes the folders of a name that is to be added, and tells why it cannot be: its clip would
   * stand where a folder of an earlier clip does, or the other way round.
   */
  Optional<String> clash(String folder, String name) {
    Set<String> folders = subfolders.computeIfAbsent(folder, f -> new HashSet<>());
    if (folders.contains(name)) {
      return Optional.of("a clip in a folder of that name came before: " + Text.printable(name));
    }
    int slash = name.lastIndexOf('/');
    if (slash < 0 || folders.contains(name.substring(0, slash))) {
      return Optional.empty();
    }
    Map<String, ManifestRow> clips = first.getOrDefault(folder, Map.of());
    for (int end = slash; end > 0; end = name.lastIndexOf('/', end - 1)) {
      if (clips.containsKey(name.substring(0, end))) {
        return Optional.of("its folder is a clip that came before: " + Text.printable(name));
      }
    }
    for (int end = slash; end > 0 && folders.add(name.substring(0, end)); ) {
      end = name.lastIndexOf('/', end - 1);
    }
    return Optional.empty();
  }

  /**
   * Adds the next row, its clip as if no other had its file name; returns what earlier rows said of
   * its clip, if there are any.
   */
  Optional<Earlier> add(Clip alone, Opinion opinion, Extras extras) {
    int index = rows.size();
    String url = alone.url();
    ManifestRow row = new ManifestRow(index, alone, opinion, index, extras);
    ManifestRow earlier =
        first
            .computeIfAbsent(alone.folder(), f -> new HashMap<>())
            .putIfAbsent(alone.name().value(), row);
    if (earlier == null) {
      rows.add(row);
      return Optional.empty();
    }
    rows.add(new ManifestRow(index, earlier.clip(), opinion, earlier.index(), extras));
    String known = earlier.clip().url();
    if (known.isEmpty()) {
      String late = lateUrls.get(earlier.index());
      if (late != null) {
        known = late;
      } else if (!url.isEmpty()) {
        lateUrls.put(earlier.index(), url);
      }
    }
    return Optional.of(new Earlier(earlier.opinion().mos(), known));
  }

  /** The names of the first rows, at most {@code most}. */
  List<String> names(int most) {
    return rows.stream().limit(most).map(row -> row.clip().name().value()).toList();
  }

  /**
   * The first {@code limit} rows; clips are settled over all rows, so that a limit changes no
   * progress key.
   */
  List<ManifestRow> take(int limit) {
    Set<String> shared = sharedFileNames();
    int size = Math.min(limit, rows.size());
    List<ManifestRow> taken = new ArrayList<>(size);
    for (ManifestRow row : rows.subList(0, size)) {
      Clip clip = row.isRepeat() ? taken.get(row.firstIndex()).clip() : settled(row, shared);
      boolean same = clip.equals(row.clip());
      taken.add(
          same
              ? row
              : new ManifestRow(row.index(), clip, row.opinion(), row.firstIndex(), row.extras()));
    }
    return taken;
  }

  private Clip settled(ManifestRow row, Set<String> shared) {
    Clip alone = row.clip();
    String late = lateUrls.get(row.index());
    boolean isShared = shared.contains(alone.progressKey());
    if (late == null && !isShared) {
      return alone;
    }
    return new Clip(
        alone.folder(),
        alone.name(),
        late == null ? alone.url() : late,
        isShared ? alone.pathBelowCorpus() : alone.progressKey(),
        alone.supply());
  }

  private Set<String> sharedFileNames() {
    Set<String> seen = new HashSet<>();
    Set<String> shared = new HashSet<>();
    for (ManifestRow row : rows) {
      String bare = row.clip().progressKey();
      if (!row.isRepeat() && !seen.add(bare)) {
        shared.add(bare);
      }
    }
    return shared;
  }
}
