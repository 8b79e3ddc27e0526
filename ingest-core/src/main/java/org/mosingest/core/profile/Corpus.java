package org.mosingest.core.profile;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A corpus as its declaration has it. Immutable; two of the same declaration are equal.
 *
 * @param id the id that {@code --corpus} takes and that every row carries
 * @param release which release, and the default output's name
 * @param about what a reader wants to know of it
 * @param guard how many rows it must have at least and at most
 * @param scales what scores there can be, in its tables and in its rows
 * @param naming how its clips are named
 * @param tables where its rows come from
 * @param declaration the text that all this was read from
 */
public record Corpus(
    String id,
    Release release,
    About about,
    RowGuard guard,
    Scales scales,
    ClipNaming naming,
    Tables tables,
    Declaration declaration) {

  /**
   * A release of a corpus.
   *
   * @param version what rows carry, unless the user names another
   * @param outputName the default output's file name
   */
  public record Release(String version, String outputName) {}

  /**
   * For readers.
   *
   * @param title its name in full
   * @param source where it can be had
   * @param licence under which terms; empty if its distributor states none
   * @param citation the publication to cite; may be empty
   */
  public record About(String title, String source, String licence, String citation) {}

  /**
   * Where rows come from.
   *
   * @param layouts the ways in which the corpus may lie on disk; the first that is there counts
   * @param urls what a clip's URL is where no column gives it; the first whose parts are all known
   * @param extras what rows have after their 15 keys, in this order
   */
  public record Tables(List<Layout> layouts, List<CellTemplate> urls, List<ExtraColumn> extras) {
    public Tables {
      layouts = List.copyOf(layouts);
      urls = List.copyOf(urls);
      extras = List.copyOf(extras);
      if (layouts.isEmpty()) {
        throw new IllegalArgumentException("a corpus has at least one layout");
      }
    }
  }

  /** The release, unless the user names another. */
  public String defaultVersion() {
    return release.version();
  }

  /** The input root, unless the user names another; relative to the working directory. */
  public Path defaultFolder() {
    return Path.of(".workingdir2", id);
  }

  /** The default output's file name. */
  public String outputName() {
    return release.outputName();
  }

  /** The wrong-corpus floor: fewer data rows than this are refused. */
  public int minRows() {
    return guard.floor();
  }

  /** What scores rows can have. */
  public MosScale scale() {
    return scales.ofRows();
  }

  /** What to say when there are too few rows or too many. */
  public String wrongCorpusHint() {
    return guard.hint();
  }

  /** The columns of a table that the user names. */
  public ColumnAliases manifestColumns() {
    return manifest().columns();
  }

  /** How a table is read that the user names. */
  public TableSpec manifest() {
    return tables.layouts().getFirst().tables().getFirst();
  }

  /** The folders below the corpus folder that layouts name for clips; empty for that itself. */
  public Set<String> clipsFolders() {
    Set<String> folders = new LinkedHashSet<>();
    tables.layouts().stream()
        .flatMap(layout -> layout.tables().stream())
        .forEach(table -> folders.addAll(table.clips()));
    return folders;
  }
}
