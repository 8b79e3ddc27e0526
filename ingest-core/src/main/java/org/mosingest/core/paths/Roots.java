package org.mosingest.core.paths;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.row.Text;
import org.mosingest.core.setting.Setting;

/**
 * The folders below which a service's runs read and write, whatever links are made later.
 *
 * @param real their real paths; empty if runs may lie anywhere
 */
public record Roots(List<Path> real) {

  /** No bounds. */
  public static final Roots ANYWHERE = new Roots(List.of());

  public Roots {
    real = List.copyOf(real);
  }

  /**
   * Folders as they really lie.
   *
   * @throws IOException if one is not there
   */
  public static Roots of(List<Path> folders) throws IOException {
    List<Path> real = new ArrayList<>();
    for (Path folder : folders) {
      real.add(folder.toRealPath());
    }
    return new Roots(real);
  }

  /**
   * Refuses a path that leads elsewhere, links followed.
   *
   * @param role what it is, for a reader: {@code the output}
   * @throws PathClashException if it does; where to is not said
   * @throws IOException if that cannot be told
   */
  public void requireBelow(String role, Path path) throws IOException {
    if (!real.isEmpty() && real.stream().noneMatch(FileIdentity.of(path).real()::startsWith)) {
      throw new PathClashException(
          role + " " + Text.printable(path.toString()) + " now leads outside the service's roots",
          "point it below a root again, or start the service with its target as a root",
          Setting.ROOT);
    }
  }
}
