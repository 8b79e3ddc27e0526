package org.mosingest.daemon.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.paths.WrittenFile.Kind;
import org.mosingest.core.state.ReplayManifest;

/** Finds what tells how the rows that are exported came about. */
final class ReplayManifests {

  private ReplayManifests() {}

  /**
   * The replay manifests that are there: that of the corpus's output where its options say, that of
   * any other input beside it.
   *
   * @throws IOException if one cannot be read
   */
  static List<Path> of(List<Path> inputs, RunOptions options) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path input : inputs) {
      Path manifest =
          input.equals(options.output())
              ? options.manifestOut()
              : input.resolveSibling(input.getFileName() + ".manifest.json");
      if (Files.isRegularFile(manifest)
          && Files.size(manifest) > 0
          && ReplayManifest.kindOf(manifest) == Kind.OWN) {
        found.add(manifest);
      }
    }
    return found;
  }
}
