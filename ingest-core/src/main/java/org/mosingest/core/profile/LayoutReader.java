package org.mosingest.core.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.row.Text;

/** Reads the part of a declaration that tells of tables. Stateless. */
final class LayoutReader {

  /** More would make matching names slow. */
  private static final int MOST_STARS = 3;

  private LayoutReader() {}

  /** The columns of a table. */
  static Optional<ColumnAliases> columns(KeyValues section, ClipNaming naming) {
    List<String> name = headers(section, "name");
    List<String> url = headers(section, "url");
    List<String> mos = headers(section, "mos");
    List<String> spread = headers(section, "spread");
    List<String> count = headers(section, "count");
    SupplyAliases usual = SupplyAliases.USUAL;
    SupplyAliases supply =
        new SupplyAliases(
            headers(section, "mirrors", usual.mirrors()),
            headers(section, "sha256", usual.sha256()),
            headers(section, "md5", usual.md5()),
            headers(section, "size", usual.size()));
    section.end();
    if (name.isEmpty() && naming.composed().isEmpty()) {
      section.problem("name", "it is missing: the headers that a clip's name may have");
      return Optional.empty();
    }
    if (mos.isEmpty()) {
      section.problem("mos", "it is missing: the headers that the MOS may have");
      return Optional.empty();
    }
    return Optional.of(new ColumnAliases(name, url, mos, spread, count, supply));
  }

  /** Headers of a table; blank ones are noted and left out. */
  static List<String> headers(KeyValues section, String key) {
    return headers(section, key, List.of());
  }

  private static List<String> headers(KeyValues section, String key, List<String> otherwise) {
    List<String> headers = section.texts(key, otherwise);
    if (headers.stream().anyMatch(String::isEmpty)) {
      section.problem(key, "a header cannot be blank");
      return headers.stream().filter(header -> !header.isEmpty()).toList();
    }
    return headers;
  }

  /**
   * A layout.
   *
   * @param otherwise the columns of tables that declare none
   */
  static Optional<Layout> layout(
      KeyValues section, Optional<ColumnAliases> otherwise, ClipNaming naming) {
    List<String> folders = folders(section, "folders");
    boolean joined = section.flag("joined");
    List<TableSpec> tables = new ArrayList<>();
    for (KeyValues table : section.sections("tables")) {
      table(table, otherwise, naming).ifPresent(tables::add);
    }
    if (!section.has("tables")) {
      section.problem("tables", "is missing; list the tables of this layout");
    }
    section.end();
    return tables.isEmpty()
        ? Optional.empty()
        : Optional.of(new Layout(folders.isEmpty() ? List.of("") : folders, tables, joined));
  }

  private static Optional<TableSpec> table(
      KeyValues section, Optional<ColumnAliases> otherwise, ClipNaming naming) {
    List<String> files = section.texts("file", List.of());
    if (files.isEmpty()) {
      section.problem("file", "it is missing: the table's name");
    }
    for (String name : files) {
      if (name.isEmpty()
          || name.contains("/")
          || name.equals("..")
          || name.chars().anyMatch(Character::isISOControl)) {
        section.problem(
            "file", "expected a file name without a folder, not '" + Text.printable(name) + "'");
      }
      if (name.chars().filter(c -> c == '*').count() > MOST_STARS) {
        section.problem("file", "at most " + MOST_STARS + " '*' are allowed");
      }
    }
    boolean lone = section.flag("lone");
    List<String> clips = folders(section, "clips");
    Optional<ColumnAliases> columns =
        section.has("columns") ? columns(section.section("columns"), naming) : otherwise;
    if (columns.isEmpty() && !section.has("columns")) {
      section.problem("columns", "it is missing, here and at the top: which columns the table has");
    }
    List<String> positions = headers(section, "without_header");
    section.end();
    return files.isEmpty() || columns.isEmpty()
        ? Optional.empty()
        : Optional.of(new TableSpec(files, lone, clips, columns.get(), positions));
  }

  /** Folders below the corpus folder, which itself is the empty text. */
  private static List<String> folders(KeyValues section, String key) {
    List<String> folders = new ArrayList<>();
    for (String name : section.texts(key, List.of())) {
      boolean odd = name.isEmpty() || name.chars().anyMatch(Character::isISOControl);
      Path path = odd ? Path.of("/") : Path.of(name).normalize();
      if (path.isAbsolute() || path.startsWith("..")) {
        section.problem(
            key, "expected a folder below the corpus folder, not '" + Text.printable(name) + "'");
      } else {
        folders.add(path.toString());
      }
    }
    return folders;
  }
}
