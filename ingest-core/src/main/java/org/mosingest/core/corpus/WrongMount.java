package org.mosingest.core.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.profile.Layout;
import org.mosingest.core.profile.TableSpec;
import org.mosingest.core.row.Text;

/** Tells which other corpus a folder looks like, by what it really holds. Stateless. */
final class WrongMount {

  private static final int HEAD = 1 << 13;
  private static final int MOST_LINES = 50;
  private static final Pattern CELL_END = Pattern.compile("[,;\t]");

  private WrongMount() {}

  /**
   * What the folder looks like.
   *
   * @param asked the corpus that was asked for
   * @param known names of its first clips; if there is none, its manifest's first cells are taken
   * @return a sentence and a half, to stand before another hint; empty if it looks like no other
   * @throws IOException if the folder cannot be read
   */
  static String look(Corpus asked, Path folder, List<String> known) throws IOException {
    for (Corpus other : KnownCorpora.all()) {
      if (other.id().equals(asked.id())) {
        continue;
      }
      Optional<Path> table = ownTable(other, asked, folder);
      if (table.isPresent()) {
        return said(other, "holds " + Text.printable(folder.relativize(table.get()).toString()));
      }
    }
    List<String> names = known.isEmpty() ? firstCells(folder) : known;
    long own = like(asked, names);
    for (Corpus other : KnownCorpora.all()) {
      long like = like(other, names);
      if (!other.id().equals(asked.id()) && like > own && 2 * like >= names.size() - 1) {
        return said(other, "has clips named like " + Text.printable(names.getLast()));
      }
    }
    return "";
  }

  /** The first cell of the manifest's first lines, whatever they are. */
  private static List<String> firstCells(Path folder) throws IOException {
    Path manifest = folder.resolve(ManifestReader.MANIFEST);
    if (!Files.isRegularFile(manifest) || !Files.isReadable(manifest)) {
      return List.of();
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(manifest)) {
      head = in.readNBytes(HEAD);
    }
    return new String(head, UTF_8)
        .lines()
        .map(line -> CELL_END.split(line, 2)[0].replace("\"", "").strip())
        .filter(cell -> !cell.isEmpty())
        .limit(MOST_LINES)
        .toList();
  }

  private static String said(Corpus other, String why) {
    return "the folder "
        + why
        + " and looks like "
        + other.id()
        + ": give "
        + other.id()
        + " as the corpus. ";
  }

  private static long like(Corpus corpus, List<String> names) {
    return corpus
        .naming()
        .looks()
        .map(looks -> names.stream().filter(looks::finds).count())
        .orElse(0L);
  }

  /** A table of a name that only this corpus gives. */
  private static Optional<Path> ownTable(Corpus other, Corpus asked, Path folder)
      throws IOException {
    for (Layout layout : other.tables().layouts()) {
      List<TableSpec> own =
          layout.tables().stream()
              .filter(table -> !table.lone())
              .map(table -> only(table, asked))
              .flatMap(Optional::stream)
              .toList();
      if (!own.isEmpty()) {
        Optional<TableFinder.Found> found =
            TableFinder.find(new Layout(layout.folders(), own, layout.joined()), folder);
        if (found.isPresent()) {
          return Optional.of(found.get().files().getFirst());
        }
      }
    }
    return Optional.empty();
  }

  /** The table with those of its names that the asked corpus, and any other, does not give too. */
  private static Optional<TableSpec> only(TableSpec table, Corpus asked) {
    List<String> names =
        table.files().stream()
            .filter(name -> !name.equals(ManifestReader.MANIFEST) && !gives(asked, name))
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TableSpec(names, false, table.clips(), table.columns(), table.positions()));
  }

  private static boolean gives(Corpus corpus, String name) {
    return corpus.tables().layouts().stream()
        .flatMap(layout -> layout.tables().stream())
        .anyMatch(table -> table.files().contains(name));
  }
}
