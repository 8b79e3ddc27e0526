package org.mosingest.daemon.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.Wording;
import org.mosingest.core.row.Text;

/**
 * The folders that the service was started for. What a submission names lies below one of them,
 * symbolic links followed, or the submission is refused.
 */
final class RootFolders {

  private final List<Path> real = new ArrayList<>();

  /**
   * Roots, which must exist.
   *
   * @throws IOException if one does not
   */
  RootFolders(List<Path> roots) throws IOException {
    for (Path root : roots) {
      real.add(root.toRealPath());
    }
  }

  /**
   * The same options with every path absolute, real and below a root.
   *
   * @throws Refusal if one is not
   */
  RunOptions confine(RunOptions asked) {
    RunOptions confined = asked.mapPaths(this::confine);
    confine("clips_subdir", confined.folder().resolve(confined.manifest().clipsSubdir()));
    return confined;
  }

  /**
   * A path absolute, real and below a root.
   *
   * @param key what it is called in the request
   * @throws Refusal if it is not below one
   */
  Path confine(String key, Path asked) {
    Path absolute = real.getFirst().resolve(asked);
    Path resolved;
    try {
      resolved = resolve(absolute);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot resolve " + key, e);
    }
    if (resolved == null || real.stream().noneMatch(resolved::startsWith)) {
      throw Refusal.forbidden(
          "outside-roots",
          Wording.ofKey(
              key, " is outside the service's roots: " + Text.printable(asked.toString())),
          "start the service with --root for that folder, or choose a path below one of its roots");
    }
    return resolved;
  }

  /**
   * The deepest part that exists as it really lies, and the rest below it; null if the rest leads
   * who knows where.
   */
  private static @Nullable Path resolve(Path absolute) throws IOException {
    Path existing = absolute;
    while (!Files.exists(existing)) {
      // A link that leads nowhere yet: whoever writes through it makes a file wherever it points.
      if (Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      Path parent = existing.getParent();
      if (parent == null) {
        return null;
      }
      existing = parent;
    }
    Path result = existing.toRealPath();
    for (int i = existing.getNameCount(); i < absolute.getNameCount(); i++) {
      Path name = absolute.getName(i);
      if (name.toString().equals("..")) {
        return null;
      }
      result = result.resolve(name);
    }
    return result;
  }
}
