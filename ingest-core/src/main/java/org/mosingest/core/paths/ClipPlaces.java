package org.mosingest.core.paths;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ManifestRow;

/**
 * Where the clips of a corpus lie, or would lie, with what stands beside them while they come. Not
 * thread-safe.
 */
public final class ClipPlaces {

  /** What a download leaves beside its clip; the longest first. */
  private static final List<String> BESIDE =
      List.of(".part.json.tmp", ".part.json", ".part", ".broken", "");

  private final Path corpusFolder;
  private final List<ManifestRow> rows;
  private final Set<Path> folders = new LinkedHashSet<>();
  private @Nullable Map<String, Path> realFolders;

  /**
   * The places.
   *
   * @param clipsFolders folders below the corpus folder that hold clips, whether or not a row names
   *     one in them
   * @throws IOException if it cannot be told where a folder leads
   */
  public ClipPlaces(Path corpusFolder, Collection<String> clipsFolders, List<ManifestRow> rows)
      throws IOException {
    this.corpusFolder = corpusFolder;
    this.rows = rows;
    Set<String> names = new LinkedHashSet<>(clipsFolders);
    rows.forEach(row -> names.add(row.clip().folder()));
    for (String name : names) {
      folders.add(FileIdentity.of(corpusFolder.resolve(name)).real());
    }
  }

  /** A clip that would lie beside a file, or be it. */
  private record Beside(Path file, String clip) {}

  /**
   * Those of these real paths that are a clip of a row, or its unfinished download, each with the
   * clip. Goes through all rows, once: a set of their places would take more memory than the rows
   * themselves.
   */
  Map<Path, Path> namedBy(Collection<Path> files) throws IOException {
    List<Beside> wanted = new ArrayList<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      for (String beside : BESIDE) {
        if (name.endsWith(beside) && name.length() > beside.length()) {
          wanted.add(new Beside(file, name.substring(0, name.length() - beside.length())));
        }
      }
    }
    Map<String, Path> places = realFolders();
    Map<Path, Path> found = new HashMap<>();
    for (ManifestRow row : rows) {
      String below = row.clip().name().value();
      int start = below.lastIndexOf('/') + 1;
      for (Beside one : wanted) {
        String clip = one.clip();
        if (clip.length() == below.length() - start && below.endsWith(clip)) {
          Path folder = places.get(folderOf(row.clip()));
          Path place = folder == null ? place(row.clip()) : folder.resolve(clip);
          if (place.equals(one.file().resolveSibling(clip))) {
            found.putIfAbsent(one.file(), place);
          }
        }
      }
    }
    return found;
  }

  /** The folder of clips that is, or would be made, at this real path or below it. */
  Optional<Path> folderAt(Path real) throws IOException {
    return Stream.concat(folders.stream(), realFolders().values().stream())
        .filter(folder -> folder.startsWith(real))
        .findFirst();
  }

  /** The real path of each folder in which rows have a clip, by its path below the corpus. */
  private Map<String, Path> realFolders() throws IOException {
    if (realFolders == null) {
      Map<String, Path> all = new HashMap<>();
      for (ManifestRow row : rows) {
        String folder = folderOf(row.clip());
        if (!all.containsKey(folder)) {
          all.put(folder, FileIdentity.of(corpusFolder.resolve(folder).toAbsolutePath()).real());
        }
      }
      realFolders = all;
    }
    return realFolders;
  }

  private static String folderOf(Clip clip) {
    String name = clip.name().value();
    int slash = name.lastIndexOf('/');
    return slash < 0 ? clip.folder() : clip.folder() + "/" + name.substring(0, slash);
  }

  private Path place(Clip clip) {
    return clip.in(corpusFolder).toAbsolutePath();
  }

  /** Whether a real path lies in a folder of clips. */
  boolean isAmongClips(Path real) {
    return folders.stream().anyMatch(real::startsWith);
  }

  /**
   * The clip, or other file in a folder of clips, that is this file by another name. Looks at each
   * of them.
   */
  Optional<Path> sameFile(FileIdentity file) throws IOException {
    for (ManifestRow row : rows) {
      if (!row.isRepeat() && FileIdentity.keyOf(place(row.clip())).equals(file.key())) {
        return Optional.of(place(row.clip()));
      }
    }
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        Search search = new Search(file);
        Files.walkFileTree(folder, search);
        if (search.found != null) {
          return Optional.of(search.found);
        }
      }
    }
    return Optional.empty();
  }

  private static final class Search extends SimpleFileVisitor<Path> {
    private final FileIdentity wanted;
    private @Nullable Path found;

    Search(FileIdentity wanted) {
      this.wanted = wanted;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      boolean same =
          !file.equals(wanted.real())
              && (attributes.isSymbolicLink()
                  ? FileIdentity.keyOf(file).equals(wanted.key())
                  : Optional.ofNullable(attributes.fileKey()).equals(wanted.key()));
      if (same) {
        found = file;
        return FileVisitResult.TERMINATE;
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
