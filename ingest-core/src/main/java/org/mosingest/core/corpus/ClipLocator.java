package org.mosingest.core.corpus;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.profile.ClipNaming;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.NameVerdict;
import org.mosingest.core.row.Text;

/**
 * Tells which clip of a folder a table's names mean. Looks at the disk only where the corpus's
 * declaration leaves more than one answer. Names are compared as they are: none is a pattern. Not
 * thread-safe.
 */
final class ClipLocator {

  private static final int NAMED = 3;

  private final Path folder;
  private final ClipNaming naming;
  private @Nullable Map<String, List<String>> byFileName;

  /**
   * For a folder of clips.
   *
   * @param folder the folder; it need not exist
   */
  ClipLocator(Path folder, ClipNaming naming) {
    this.folder = folder;
    this.naming = naming;
  }

  /**
   * Which clip is meant.
   *
   * @param raws what the row calls it, preferred first; at least one
   * @param url its URL; may be empty
   * @throws IOException if the folder cannot be searched
   */
  NameVerdict locate(List<String> raws, String url) throws IOException {
    List<String> names = new ArrayList<>();
    for (String raw : raws) {
      names.addAll(naming.candidates(raw, url));
    }
    NameVerdict first = ClipName.parse(names.getFirst());
    if (names.size() == 1 && !naming.search()) {
      return first;
    }
    for (String name : names) {
      if (ClipName.parse(name) instanceof ClipName clip
          && Files.isRegularFile(folder.resolve(clip.value()))) {
        return clip;
      }
    }
    return naming.search() && first instanceof ClipName ? searched(names, first) : first;
  }

  private NameVerdict searched(List<String> names, NameVerdict otherwise) throws IOException {
    for (String name : names) {
      if (!(ClipName.parse(name) instanceof ClipName clip)) {
        continue;
      }
      List<String> found = index().getOrDefault(clip.baseName(), List.of());
      if (found.size() > 1) {
        return new NameVerdict.Refused(
            found.size()
                + " clips have the name "
                + Text.printable(clip.baseName())
                + ", and none is where the row says: "
                + Text.printable(String.join(", ", found.stream().limit(NAMED).toList())));
      }
      if (found.size() == 1) {
        return ClipName.parse(found.getFirst());
      }
    }
    return otherwise;
  }

  private Map<String, List<String>> index() throws IOException {
    if (byFileName == null) {
      Map<String, List<String>> index = new HashMap<>();
      if (Files.isDirectory(folder)) {
        Files.walkFileTree(
            folder,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                  index
                      .computeIfAbsent(file.getFileName().toString(), name -> new ArrayList<>(1))
                      .add(folder.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
              }
            });
      }
      index.values().forEach(paths -> paths.sort(null));
      byFileName = index;
    }
    return byFileName;
  }
}
