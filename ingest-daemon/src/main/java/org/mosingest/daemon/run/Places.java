package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
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
  private final LinkReach links;

  private Places(Map<String, Path> realByFolder, LinkReach links) {
    this.realByFolder = realByFolder;
    this.links = links;
  }

  /**
   * Makes the folders that the rows need and clears them of unfinished downloads that cannot be
   * continued.
   *
   * @param links how far links in the places of clips are followed
   * @throws IOException if a folder cannot be made
   * @throws MachineFaultException if a folder cannot be cleared, or would hold one file for two
   *     clips
   */
  static Places prepare(Path corpusFolder, List<ManifestRow> rows, LinkReach links)
      throws IOException, MachineFaultException {
    Map<String, Path> real = new HashMap<>();
    TreeSet<Path> swept = new TreeSet<>();
    for (ManifestRow row : rows) {
      Clip clip = row.clip();
      if (!real.containsKey(clip.folder())) {
        Path folder = corpusFolder.resolve(clip.folder());
        if (Files.isDirectory(folder) || Files.isWritable(corpusFolder)) {
          real.put(clip.folder(), Files.createDirectories(folder).toRealPath());
        } else {
          // A corpus that is only read: its clips are not there, which is theirs to say.
          real.put(clip.folder(), corpusFolder.toRealPath().resolve(clip.folder()));
        }
        if (Files.isWritable(folder)) {
          swept.add(folder);
        }
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
    return new Places(real, links);
  }

  /** What stands at the clip's place. */
  ClipFile look(Clip clip, Path file) throws IOException {
    Path root = realByFolder.get(clip.folder());
    if (root == null) {
      throw new IllegalStateException("no row of the run lies in " + clip.folder());
    }
    try {
      return ClipFile.look(links, root, file, !clip.name().value().equals(clip.name().baseName()));
    } catch (FileSystemException e) {
      if (RefusedNames.at(file).isPresent()) {
        return ClipFile.ABSENT;
      }
      throw e;
    }
  }
}
