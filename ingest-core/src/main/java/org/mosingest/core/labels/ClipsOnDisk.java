package org.mosingest.core.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.mosingest.core.packed.NameSet;
import org.mosingest.core.row.Examples;

/**
 * What the folders of clips hold. Files whose names begin with a dot are passed over unless a label
 * names them.
 *
 * @param clips labelled clips that are there
 * @param clipBytes their bytes
 * @param empty those of them without a byte
 * @param unlabelled files that no label names
 * @param almost those of them whose name is a missing label's but for case or the form of its
 *     Unicode
 * @param blocked labels in whose place something else than a file stands
 * @param parts unfinished downloads
 * @param partBytes their bytes
 */
public record ClipsOnDisk(
    int clips,
    long clipBytes,
    Examples empty,
    Examples unlabelled,
    Examples almost,
    Examples blocked,
    int parts,
    long partBytes) {

  /**
   * Looks at the folders and takes each label whose clip is there out of its set.
   *
   * @param labels the labels by the folder of their clips; what is left are those without a clip
   */
  static ClipsOnDisk takenFrom(Map<String, NameSet> labels, Path corpusFolder) throws IOException {
    Examples.Counter unlabelled = new Examples.Counter();
    Examples.Counter almost = new Examples.Counter();
    ClipFolder.Counts all = new ClipFolder.Counts();
    for (Map.Entry<String, NameSet> entry : labels.entrySet()) {
      Path folder = corpusFolder.resolve(entry.getKey());
      if (!Files.isDirectory(folder)) {
        continue;
      }
      // The folder itself may be a link to where there is room.
      Path real = folder.toRealPath();
      Map<String, String> strays = new HashMap<>();
      ClipFolder walk =
          new ClipFolder(
              real,
              entry.getValue(),
              all,
              stray -> {
                unlabelled.add(entry.getKey() + "/" + stray);
                strays.putIfAbsent(plain(stray), stray);
              });
      Files.walkFileTree(real, walk);
      walk.followFolders();
      if (!strays.isEmpty()) {
        entry.getValue().stream()
            .filter(label -> strays.containsKey(plain(label)))
            .sorted()
            .forEach(label -> almost.add(strays.get(plain(label)) + " for " + label));
      }
    }
    return new ClipsOnDisk(
        all.clips,
        all.clipBytes,
        all.empty.examples(),
        unlabelled.examples(),
        almost.examples(),
        all.blocked.examples(),
        all.parts,
        all.partBytes);
  }

  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
