package org.mosingest.core.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosingest.core.packed.KeyIndex;
import org.mosingest.core.packed.PackedRows;
import org.mosingest.core.packed.RowPacker;
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
final class AcceptedRows implements AutoCloseable {

  /** Every row as if its clip were alone: most are, and stay as they are. */
  private final RowPacker rows = new RowPacker();

  /** The first row of each clip, by its path. */
  private final KeyIndex first = new KeyIndex();

  /** The folders that names of clips have, by the folder of the clips. */
  private final Map<String, Set<String>> subfolders = new HashMap<>();

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
      return Optional.of(
          "an earlier row has a clip in a folder of that name: " + Text.printable(name));
    }
    int slash = name.lastIndexOf('/');
    if (slash < 0 || folders.contains(name.substring(0, slash))) {
      return Optional.empty();
    }
    for (int end = slash; end > 0; end = name.lastIndexOf('/', end - 1)) {
      if (find(folder, name.substring(0, end)) != KeyIndex.NONE) {
        return Optional.of("its folder is the clip of an earlier row: " + Text.printable(name));
      }
    }
    for (int end = slash; end > 0 && folders.add(name.substring(0, end)); ) {
      end = name.lastIndexOf('/', end - 1);
    }
    return Optional.empty();
  }

  private int find(String folder, String name) {
    return first.find(key(folder, name), index -> isOf(index, folder, name));
  }

  private boolean isOf(int index, String folder, String name) {
    Clip clip = rows.get(index).clip();
    return clip.folder().equals(folder) && clip.name().value().equals(name);
  }

  private static String key(String folder, String name) {
    return folder + '/' + name;
  }

  /**
   * Adds the next row, its clip as if no other had its file name; returns what earlier rows said of
   * its clip, if there are any.
   *
   * @throws IOException if there is no room for it
   */
  Optional<Earlier> add(Clip alone, Opinion opinion, Extras extras) throws IOException {
    int index = rows.size();
    String folder = alone.folder();
    String name = alone.name().value();
    int before = first.putIfAbsent(key(folder, name), index, at -> isOf(at, folder, name));
    if (before == KeyIndex.NONE) {
      rows.add(new ManifestRow(index, alone, opinion, index, extras));
      return Optional.empty();
    }
    ManifestRow earlier = rows.get(before);
    rows.add(new ManifestRow(index, earlier.clip(), opinion, before, extras));
    String known = earlier.clip().url();
    if (known.isEmpty()) {
      known = rows.givenUrl(before);
      if (known.isEmpty() && !alone.url().isEmpty()) {
        rows.giveUrl(before, alone.url());
      }
    }
    return Optional.of(new Earlier(earlier.opinion().mos(), known));
  }

  /** The names of the first rows, at most {@code most}. */
  List<String> names(int most) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Math.min(most, rows.size()); i++) {
      names.add(rows.get(i).clip().name().value());
    }
    return names;
  }

  /**
   * The first {@code limit} rows; clips are settled over all rows, so that a limit changes no
   * progress key. To be called once, after the last row.
   */
  PackedRows take(int limit) {
    boolean oneFolder = subfolders.values().stream().allMatch(Set::isEmpty);
    if (subfolders.size() > 1 || !oneFolder) {
      qualifyShared();
    }
    return rows.rows(limit);
  }

  /** Where two clips have one file name, their paths are their keys. */
  private void qualifyShared() {
    KeyIndex seen = new KeyIndex();
    for (int i = 0; i < rows.size(); i++) {
      ManifestRow row = rows.get(i);
      if (row.isRepeat()) {
        continue;
      }
      String bare = row.clip().progressKey();
      int other = seen.putIfAbsent(bare, i, at -> rows.get(at).clip().progressKey().equals(bare));
      if (other != KeyIndex.NONE) {
        rows.qualify(other);
        rows.qualify(i);
      }
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
