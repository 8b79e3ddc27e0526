package org.mosingest.core.clip;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.MachineFaultException;

/**
 * The folders of a corpus that hold its clips, by their real paths. Immutable; safe for many
 * threads.
 */
public final class ClipFolders {

  private final Map<String, Path> realByFolder;
  private final SortedSet<Path> folders;
  private final LinkReach links;

  private ClipFolders(Map<String, Path> realByFolder, SortedSet<Path> folders, LinkReach links) {
    this.realByFolder = realByFolder;
    this.folders = folders;
    this.links = links;
  }

  /**
   * Makes the folders that the rows need.
   *
   * @param links how far links in the places of clips are followed
   * @throws IOException if a folder cannot be made
   * @throws MachineFaultException if a folder would hold one file for two clips
   */
  public static ClipFolders prepare(Path corpusFolder, List<ManifestRow> rows, LinkReach links)
      throws IOException, MachineFaultException {
    Map<String, Path> real = new HashMap<>();
    TreeSet<Path> folders = new TreeSet<>();
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
          folders.add(folder);
        }
      }
    }
    TwinNames.refuse(rows, corpusFolder, TwinNames::byTrial);
    return new ClipFolders(real, folders, links);
  }

  /** Those of the folders that can be written to, each once. */
  public Set<Path> writable() {
    return Collections.unmodifiableSet(folders);
  }

  /**
   * What stands at the clip's place; nothing is opened.
   *
   * @param clip of one of the rows
   * @param file its place
   * @throws IOException if the folder cannot be read
   */
  public ClipFile look(Clip clip, Path file) throws IOException {
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
