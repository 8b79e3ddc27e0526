package org.mosingest.core.votes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mosingest.core.profile.Corpus;

/** Tables that lie beside a corpus's own and may hold votes. Stateless. */
public final class VoteTables {

  private static final Pattern TELLING = Pattern.compile("vote|rating|opinion|subjective");

  private VoteTables() {}

  /**
   * The CSV files in the corpus folder and in the folders where its tables may lie, but not those
   * in folders below.
   *
   * @throws IOException if a folder cannot be listed
   */
  public static List<Path> near(Corpus corpus, Path folder) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(folder.normalize());
    corpus.tables().layouts().stream()
        .flatMap(layout -> layout.folders().stream())
        .forEach(name -> folders.add(folder.resolve(name).normalize()));
    List<Path> found = new ArrayList<>();
    for (Path each : folders) {
      if (Files.isDirectory(each)) {
        try (Stream<Path> entries = Files.list(each)) {
          entries
              .filter(file -> name(file).endsWith(".csv") && !name(file).startsWith("."))
              .filter(Files::isRegularFile)
              .sorted()
              .forEach(found::add);
        }
      }
    }
    return found;
  }

  /** Whether a file's name says that it holds votes. */
  public static boolean namedSo(Path file) {
    return TELLING.matcher(name(file)).find();
  }

  private static String name(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }
}
