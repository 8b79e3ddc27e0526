package org.mosingest.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an interrupted run has left on disk.
 *
 * @param settled the clips whose download is decided, by the progress file
 * @param parts the unfinished downloads
 * @param partBytes their bytes
 */
record LeftOnDisk(Set<String> settled, List<Path> parts, long partBytes) {

  /** Looks at a corpus folder that no run works on. */
  static LeftOnDisk of(Path progressFile, Path clips) throws IOException {
    Set<String> settled =
        new TreeSet<>(
            JsonMapper.shared().readTree(Files.readAllBytes(progressFile)).propertyNames());
    List<Path> parts;
    try (Stream<Path> files = Files.list(clips)) {
      parts = files.filter(file -> file.toString().endsWith(".part")).sorted().toList();
    }
    long bytes = 0;
    for (Path part : parts) {
      bytes += Files.size(part);
    }
    return new LeftOnDisk(settled, parts, bytes);
  }
}
