package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.Downloads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of a corpus that hold its clips, by their real paths. Immutable; safe for many
 * threads.
 */
final class Places {

  private static final Logger LOG = LoggerFactory.getLogger(Places.class);

  private final Map<String, Path> realByFolder;

  private Places(Map<String, Path> realByFolder) {
    this.realByFolder = realByFolder;
  }

  /**
   * Makes the folders that the rows need and clears them of unfinished downloads that cannot be
   * continued.
   *
   * @throws IOException if a folder cannot be made
   * @throws MachineFaultException if a folder cannot be cleared, or would hold one file for two
   *     clips
   */
  static Places prepare(Path corpusFolder, List<ManifestRow> rows)
      throws IOException, MachineFaultException {
    Map<String, Path> real = new HashMap<>();
    TreeSet<Path> swept = new TreeSet<>();
    for (ManifestRow row : rows) {
      Clip clip = row.clip();
      if (!real.containsKey(clip.folder())) {
        Path folder = Files.createDirectories(corpusFolder.resolve(clip.folder()));
        real.put(clip.folder(), folder.toRealPath());
        swept.add(folder);
      }
    }
    TwinNames.refuse(rows, corpusFolder, TwinNames::byTrial);
    int removed = 0;
    for (Path folder : swept) {
      removed += Downloads.sweep(folder);
    }
    if (removed > 0) {
      LOG.info("removed {} unfinished downloads that cannot be continued", removed);
    }
    return new Places(real);
  }

  /** What stands at the clip's place. */
  ClipFile look(Clip clip, Path file) throws IOException {
    Path root = realByFolder.get(clip.folder());
    if (root == null) {
      throw new IllegalStateException("no row of the run lies in " + clip.folder());
    }
    return ClipFile.look(root, file, !clip.name().value().equals(clip.name().baseName()));
  }
}
