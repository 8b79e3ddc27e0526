package org.mosingest.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosingest.daemon.run.Engines;

/** The jars that executors need beside Spark's own: this program's, with FFmpeg among them. */
final class JobJars {

  private JobJars() {}

  /**
   * Adds them.
   *
   * @param given what the user has executors get, separated by commas; may be empty
   */
  static String with(String given) {
    Set<Path> folders = new LinkedHashSet<>();
    Set<Path> jars = new LinkedHashSet<>();
    for (Class<?> type : new Class<?>[] {JobJars.class, Engines.class}) {
      Path source = source(type);
      if (Files.isRegularFile(source)) {
        jars.add(source);
        folders.add(source.resolveSibling(""));
      }
    }
    Path lib = source(Engines.class).resolveSibling("");
    if (folders.contains(lib)) {
      jars.addAll(jarsOf(lib));
    }
    String ours = jars.stream().map(Path::toString).collect(Collectors.joining(","));
    return Stream.of(given, ours).filter(some -> !some.isEmpty()).collect(Collectors.joining(","));
  }

  /** Spark's own jars are with every executor. */
  private static Set<Path> jarsOf(Path lib) {
    try (Stream<Path> files = Files.list(lib)) {
      return files
          .filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
          .sorted()
          .collect(Collectors.toCollection(LinkedHashSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path source(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot tell which jar this program runs from", e);
    }
  }
}
