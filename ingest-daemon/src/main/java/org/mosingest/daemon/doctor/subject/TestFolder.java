package org.mosingest.daemon.doctor.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of our own below one that is tried; gone with all that is in it when it is closed. */
public final class TestFolder implements AutoCloseable {

  private static final String PREFIX = ".ingest-doctor-";

  private final Path folder;

  private TestFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes one.
   *
   * @throws IOException if the folder cannot be written
   */
  public static TestFolder in(Path tried) throws IOException {
    return new TestFolder(Files.createTempDirectory(tried, PREFIX));
  }

  /** A file in it, made or not. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** The folder itself. */
  public Path folder() {
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
