package org.mosingest.core.clip;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.MachineFaultException;

/**
 * Clips whose names differ in case or in Unicode form alone. Most file systems keep two files for
 * them; on one that keeps one file, one clip would get the other's bytes.
 */
final class TwinNames {

  private static final HashFunction HASH = Hashing.murmur3_128();

  private TwinNames() {}

  /** Tells which names are one file. */
  @FunctionalInterface
  interface Folding {

    /**
     * How a folder's file system folds names, found by trial.
     *
     * @throws IOException if the folder cannot be written
     */
    UnaryOperator<String> of(Path folder) throws IOException;
  }

  /**
   * Refuses rows whose clips would be one file. Where no two names are alike nothing is tried, and
   * nothing written.
   *
   * @param corpusFolder holds the rows' folders, which are there
   * @throws MachineFaultException if two clips would be one file there
   * @throws IOException if a folder cannot be written
   */
  static void refuse(List<ManifestRow> rows, Path corpusFolder, Folding folding)
      throws IOException, MachineFaultException {
    if (!someMayBeAlike(rows)) {
      return;
    }
    Map<String, UnaryOperator<String>> foldings = new HashMap<>();
    Map<String, String> firstAlike = new HashMap<>();
    Map<String, String> firstSame = new HashMap<>();
    Map<String, String> subfolders = subfolders(rows);
    for (ManifestRow row : rows) {
      String path = row.clip().pathBelowCorpus();
      String folder = row.clip().folder();
      String first = firstAlike.putIfAbsent(alike(path), path);
      first = first == null ? subfolders.get(alike(path)) : first;
      if (first == null || first.equals(path)) {
        continue;
      }
      if (!foldings.containsKey(folder)) {
        foldings.put(folder, folding.of(corpusFolder.resolve(folder)));
      }
      UnaryOperator<String> same = foldings.get(folder);
      firstSame.putIfAbsent(same.apply(first), first);
      String twin = firstSame.putIfAbsent(same.apply(path), path);
      if (twin != null && !twin.equals(path)) {
        throw new MachineFaultException(
            "the clips "
                + Text.printable(twin)
                + " and "
                + Text.printable(path)
                + " would be the same file in "
                + corpusFolder
                + ", since its file system does not distinguish their names; put the corpus on one that does",
            new IOException("two names, one file"));
      }
    }
  }

  /**
   * Whether two names, or a name and a folder of names, have one hash in what makes them alike.
   * Most often there are none: the names need not be held a second time to know that.
   */
  private static boolean someMayBeAlike(List<ManifestRow> rows) {
    Set<String> folders = subfolders(rows).keySet();
    long[] hashes =
        Stream.concat(
                rows.stream()
                    .filter(row -> !row.isRepeat())
                    .map(row -> alike(row.clip().pathBelowCorpus())),
                folders.stream())
            .mapToLong(name -> HASH.hashUnencodedChars(name).asLong())
            .sorted()
            .toArray();
    for (int i = 1; i < hashes.length; i++) {
      if (hashes[i] == hashes[i - 1]) {
        return true;
      }
    }
    return false;
  }

  /** The folders within names of clips: none of them can be a clip, either. */
  private static Map<String, String> subfolders(List<ManifestRow> rows) {
    Map<String, String> folders = new HashMap<>();
    for (ManifestRow row : rows) {
      String path = row.clip().pathBelowCorpus();
      int least = row.clip().folder().length();
      for (int end = path.lastIndexOf('/'); end > least; end = path.lastIndexOf('/', end - 1)) {
        String folder = path.substring(0, end);
        if (folders.putIfAbsent(alike(folder), folder) != null) {
          break;
        }
      }
    }
    return folders;
  }

  private static String alike(String path) {
    return lower(Normalizer.normalize(path, Normalizer.Form.NFKC));
  }

  private static String lower(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** Asks the file system by a file that is deleted again. */
  static UnaryOperator<String> byTrial(Path folder) throws IOException {
    Path trial = Files.createTempFile(folder, ".ingest-names-\u00e9-", ".tmp");
    try {
      String name = String.valueOf(trial.getFileName());
      boolean foldsCase = Files.exists(trial.resolveSibling(name.toUpperCase(Locale.ROOT)));
      boolean foldsForm =
          Files.exists(trial.resolveSibling(Normalizer.normalize(name, Normalizer.Form.NFD)));
      return path -> {
        String formed = foldsForm ? Normalizer.normalize(path, Normalizer.Form.NFC) : path;
        return foldsCase ? lower(formed) : formed;
      };
    } finally {
      Files.delete(trial);
    }
  }
}
