package org.mosingest.daemon.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of our own below one that is tried; gone with all that is in it when it is closed. */
final class TestFolder implements AutoCloseable {

  private static final String PREFIX = ".ingest-doctor-";

  private final Path folder;

  private TestFolder(Path folder) {
    this.folder = folder;
  }

  static TestFolder in(Path tried) throws IOException {
    return new TestFolder(Files.createTempDirectory(tried, PREFIX));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
