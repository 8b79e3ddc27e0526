package org.mosingest.core.export.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.NameVerdict;
import org.mosingest.core.setting.Setting;

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
   *
   * @throws RefusedExportException if the row's name can be no clip's: it might lie anywhere
   */
  public ClipPlace of(CorpusRow row) throws RefusedExportException {
    List<ManifestRow> named = rows.getOrDefault(row.src(), List.of());
    if (named.isEmpty()) {
      requireFileName(row.src());
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

  /** Runs write bare file names; rows of other programs may hold anything. */
  private static void requireFileName(String src) throws RefusedExportException {
    String why =
        switch (ClipName.parse(src)) {
          case ClipName name ->
              name.value().equals(name.baseName()) ? "" : "the name has a folder: " + name;
          case NameVerdict.Refused refused -> refused.why();
        };
    if (!why.isEmpty()) {
      throw new RefusedExportException(
          "the src of a row is not a clip's file name: " + why,
          "take that row out, or correct it",
          Setting.INPUT);
    }
  }
}
