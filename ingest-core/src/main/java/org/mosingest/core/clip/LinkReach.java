package org.mosingest.core.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a link in a clip's place is followed. Immutable.
 *
 * @param roots real paths of the folders below which it must end; empty for anywhere
 */
public record LinkReach(Optional<List<Path>> roots) {

  /**
   * To any regular file: whoever runs a command may read it anyway, and no manifest makes links.
   */
  public static final LinkReach ANYWHERE = new LinkReach(Optional.empty());

  public LinkReach {
    roots = roots.map(List::copyOf);
  }

  /**
   * To files below these folders, and in the folder of the clips itself.
   *
   * @throws IOException if one is not there
   */
  public static LinkReach below(List<Path> folders) throws IOException {
    List<Path> real = new ArrayList<>();
    for (Path folder : folders) {
      real.add(folder.toRealPath());
    }
    return new LinkReach(Optional.of(real));
  }

  /**
   * Whether a file that is there may be read where it really lies.
   *
   * @throws IOException if it cannot be told where that is
   */
  public boolean reaches(Path file) throws IOException {
    return roots.isEmpty() || allows(file.toRealPath());
  }

  /** Whether what lies at this real path may be read. */
  boolean allows(Path real) {
    return roots.isEmpty() || roots.get().stream().anyMatch(real::startsWith);
  }
}
