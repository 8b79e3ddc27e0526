package org.mosingest.core.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.Layout;
import org.mosingest.core.profile.NamePattern;
import org.mosingest.core.profile.TableSpec;

/** Finds the tables of a corpus in its folder. Stateless. */
final class TableFinder {

  private TableFinder() {}

  /**
   * What lies there.
   *
   * @param layout the layout that was found
   * @param files its tables that are there, in output order
   * @param absent its tables that are not
   */
  record Found(Layout layout, List<Path> files, List<TableSpec> specs, List<Path> absent) {}

  /** The first layout of which a table is there. */
  static Optional<Found> find(Corpus corpus, Path folder) throws IOException {
    for (Layout layout : corpus.tables().layouts()) {
      Optional<Found> found = find(layout, folder);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The layout's tables in the first of its folders that holds one. */
  static Optional<Found> find(Layout layout, Path folder) throws IOException {
    for (String name : layout.folders()) {
      Path tables = folder.resolve(name);
      List<Path> files = new ArrayList<>();
      List<TableSpec> specs = new ArrayList<>();
      List<Path> absent = new ArrayList<>();
      for (TableSpec spec : layout.tables()) {
        List<Path> there = there(spec, tables, layout.joined());
        if (there.isEmpty()) {
          absent.add(tables.resolve(spec.files().getFirst()));
        }
        for (Path file : there) {
          if (!files.contains(file)) {
            files.add(file);
            specs.add(spec);
          }
        }
      }
      if (!files.isEmpty()) {
        return Optional.of(new Found(layout, files, specs, absent));
      }
    }
    return Optional.empty();
  }

  private static List<Path> there(TableSpec spec, Path folder, boolean all) throws IOException {
    Set<Path> there = new LinkedHashSet<>();
    for (String name : spec.files()) {
      List<Path> found = named(name, folder);
      if (!spec.lone() || found.size() == 1) {
        there.addAll(found);
      }
    }
    return there.stream().limit(all ? Long.MAX_VALUE : 1).toList();
  }

  private static List<Path> named(String name, Path folder) throws IOException {
    if (name.indexOf('*') < 0) {
      Path file = folder.resolve(name);
      // A dangling link is there, and is an error when read.
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? List.of(file) : List.of();
    }
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    NamePattern pattern = NamePattern.ofStars(name);
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> pattern.finds(entry.getFileName().toString()))
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .filter(entry -> !Files.isDirectory(entry))
          .sorted()
          .toList();
    }
  }

  /**
   * The folder that holds the clips of a table.
   *
   * @param asked the folder that the run names
   * @param isAsked whether its user named it
   */
  static String clipsFolder(TableSpec spec, Path corpusFolder, String asked, boolean isAsked) {
    if (spec.clips().isEmpty() || (isAsked && spec.clips().size() > 1)) {
      return asked;
    }
    return spec.clips().stream()
        .filter(name -> Files.isDirectory(corpusFolder.resolve(name)))
        .findFirst()
        .orElse(spec.clips().getFirst());
  }
}
