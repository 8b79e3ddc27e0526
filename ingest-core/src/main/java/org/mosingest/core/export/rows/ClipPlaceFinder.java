package org.mosingest.core.export.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.ManifestRow;

/**
 * Tells where a row's clip lies: rows carry bare file names, the manifest knows the folders. Not
 * thread-safe.
 */
public final class ClipPlaceFinder {

  private final String otherwise;
  private final Map<String, List<ManifestRow>> rows = new HashMap<>();

  /**
   * A finder over a manifest.
   *
   * @param rows the manifest's rows; none where there is no manifest
   * @param clipsFolder the folder of rows that the manifest does not name
   */
  public ClipPlaceFinder(List<ManifestRow> rows, String clipsFolder) {
    this.otherwise = clipsFolder;
    for (ManifestRow row : rows) {
      if (!row.isRepeat()) {
        this.rows.computeIfAbsent(row.clip().name().baseName(), _ -> new ArrayList<>(1)).add(row);
      }
    }
  }

  /**
   * The place of a row's clip. Of several clips with one file name it is the one with the row's
   * MOS; of several such, the first.
   */
  public ClipPlace of(CorpusRow row) {
    List<ManifestRow> named = rows.getOrDefault(row.src(), List.of());
    if (named.isEmpty()) {
      return new ClipPlace(otherwise, row.src());
    }
    Clip clip =
        named.stream()
            .filter(one -> one.opinion().mos() == row.opinion().mos())
            .findFirst()
            .orElse(named.getFirst())
            .clip();
    return new ClipPlace(clip.folder(), clip.name().value());
  }
}
