package org.mosingest.core.clip;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mosingest.core.paths.OpenedFile;
import org.mosingest.core.paths.TakenAwayException;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.MachineFaultException;

/**
 * The folders of a corpus that hold its clips, by their real paths. Immutable; safe for many
 * threads.
 */
public final class ClipFolders implements ClipStore {

  private final Map<String, Folder> byName;
  private final SortedSet<Path> folders;
  private final LinkReach links;
  private final boolean tries;

  /**
   * A folder that holds clips.
   *
   * @param real where it lies
   * @param found what was found there, so that no other folder takes its place unseen
   */
  private record Folder(Path real, OpenedFile found) {}

  private ClipFolders(
      Map<String, Folder> byName, SortedSet<Path> folders, LinkReach links, boolean tries) {
    this.byName = byName;
    this.folders = folders;
    this.links = links;
    this.tries = tries;
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
    Map<String, Folder> real = new HashMap<>();
    TreeSet<Path> folders = new TreeSet<>();
    for (ManifestRow row : rows) {
      Clip clip = row.clip();
      if (!real.containsKey(clip.folder())) {
        Path folder = corpusFolder.resolve(clip.folder());
        if (Files.isDirectory(folder) || Files.isWritable(corpusFolder)) {
          Path there = Files.createDirectories(folder).toRealPath();
          real.put(clip.folder(), new Folder(there, OpenedFile.at("the folder of clips", folder)));
        } else {
          // A corpus that is only read: its clips are not there, which is theirs to say.
          real.put(clip.folder(), unmade(corpusFolder, clip.folder()));
        }
        if (Files.isWritable(folder)) {
          folders.add(folder);
        }
      }
    }
    TwinNames.refuse(rows, corpusFolder, TwinNames::byTrial);
    return new ClipFolders(real, folders, links, true);
  }

  /**
   * The folders as they are: nothing is made, and nothing tried that leaves a trace.
   *
   * @param names the folders, below the corpus folder
   * @param links how far links in the places of clips are followed
   * @throws IOException if the corpus folder is not there, or a folder cannot be looked at
   */
  public static ClipFolders asTheyAre(Path corpusFolder, Set<String> names, LinkReach links)
      throws IOException {
    Map<String, Folder> real = new HashMap<>();
    for (String name : names) {
      Path folder = corpusFolder.resolve(name);
      real.put(
          name,
          Files.isDirectory(folder)
              ? new Folder(folder.toRealPath(), OpenedFile.at("the folder of clips", folder))
              : unmade(corpusFolder, name));
    }
    return new ClipFolders(real, new TreeSet<>(), links, false);
  }

  private static Folder unmade(Path corpusFolder, String name) throws IOException {
    return new Folder(
        corpusFolder.toRealPath().resolve(name), OpenedFile.at("the corpus folder", corpusFolder));
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
   * @throws TakenAwayException if its folder is another one by now
   * @throws IOException if the folder cannot be read
   */
  @Override
  public ClipFile look(Clip clip, Path file) throws IOException {
    Folder folder = folder(clip);
    folder.found().check();
    try {
      return ClipFile.look(links, folder.real(), file, isNested(clip));
    } catch (FileSystemException e) {
      if (tries && RefusedNames.at(file).isPresent()) {
        return ClipFile.ABSENT;
      }
      throw e;
    }
  }

  @Override
  public Optional<ClipStamp> stamp(Clip clip, Path file) {
    return ClipStamp.of(file);
  }

  /**
   * Whether a clip's path still leads where it did when the run began.
   *
   * @throws TakenAwayException if not
   * @throws IOException if its folder cannot be looked at
   */
  @Override
  public void check(Clip clip, Path file) throws IOException {
    Folder folder = folder(clip);
    folder.found().check();
    if (isNested(clip) && ClipFile.leadsOut(folder.real(), file)) {
      throw new TakenAwayException(
          "the folder of " + clip.name() + " became a link out of " + folder.found().path());
    }
  }

  private Folder folder(Clip clip) {
    Folder folder = byName.get(clip.folder());
    if (folder == null) {
      throw new IllegalStateException("no row of the run lies in " + clip.folder());
    }
    return folder;
  }

  private static boolean isNested(Clip clip) {
    return !clip.name().value().equals(clip.name().baseName());
  }
}
