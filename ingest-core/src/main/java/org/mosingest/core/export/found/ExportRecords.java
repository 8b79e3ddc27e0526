package org.mosingest.core.export.found;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.mosingest.core.export.RecordFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds exports by the records beside them. A record that is none, or cannot be read, is passed
 * over. Stateless.
 */
public final class ExportRecords {

  /** A record of a few thousand shards is shorter. */
  private static final int LONGEST = 4 << 20;

  private static final int MOST = 100;

  /** Folders with more names hold clips. */
  private static final int MOST_NAMES = 20_000;

  private static final JsonMapper JSON = new JsonMapper();

  private ExportRecords() {}

  /**
   * Exports in some folders and the folders in them, by their paths; a hundred at most.
   *
   * @param folders where to look
   * @param rows the file whose rows they hold
   */
  public static List<FoundExport> in(Collection<Path> folders, Path rows) {
    TreeSet<Path> records = new TreeSet<>();
    for (Path folder : folders) {
      for (Path below : look(folder, records)) {
        List<Path> _ = look(below, records);
      }
    }
    List<FoundExport> found = new ArrayList<>();
    for (Path record : records) {
      if (found.size() < MOST) {
        read(record, rows).ifPresent(found::add);
      }
    }
    return found;
  }

  /**
   * The export that a record tells of.
   *
   * @param rows the file whose rows it must hold
   */
  public static Optional<FoundExport> read(Path record, Path rows) {
    try {
      if (!Files.isRegularFile(record, LinkOption.NOFOLLOW_LINKS) || Files.size(record) > LONGEST) {
        return Optional.empty();
      }
      JsonNode told;
      try (InputStream in = Files.newInputStream(record, LinkOption.NOFOLLOW_LINKS)) {
        told = JSON.readTree(in.readNBytes(LONGEST));
      }
      return RecordFile.SCHEMA.equals(told.path("schema").asString("")) && isOf(told, rows)
          ? Optional.of(export(record, told))
          : Optional.empty();
    } catch (IOException | JacksonException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isOf(JsonNode told, Path rows) {
    String name = String.valueOf(rows.getFileName());
    for (JsonNode input : told.path("inputs")) {
      if (input.path("name").asString("").equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static FoundExport export(Path record, JsonNode told) throws IOException {
    String name = String.valueOf(record.getFileName());
    Path output =
        record.resolveSibling(name.substring(0, name.length() - RecordFile.SUFFIX.length()));
    // Shards lie in a folder, tables beside the record.
    Path folder = Files.isDirectory(output) ? output : record.toAbsolutePath().resolveSibling("");
    List<FoundExport.FoundFile> files = new ArrayList<>();
    for (JsonNode file : told.path("files")) {
      Path named = Path.of(file.path("name").asString("")).getFileName();
      if (named != null) {
        Path path = folder.resolve(named.toString());
        long size = file.path("size_bytes").asLong(0);
        files.add(
            new FoundExport.FoundFile(
                path,
                file.path("part").asString(""),
                file.path("rows").asLong(0),
                size,
                file.path("sha256").asString(""),
                Files.isRegularFile(path) && Files.size(path) == size));
      }
    }
    return new FoundExport(
        record,
        output,
        told.path("format").asString(""),
        told.path("rows").asLong(0),
        told.at("/split/split").asString(""),
        files);
  }

  /** Adds the records in a folder, for the folders in it; of one with too many names nothing. */
  private static List<Path> look(Path folder, Collection<Path> records) {
    List<Path> folders = new ArrayList<>();
    List<Path> found = new ArrayList<>();
    int names = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path path : all) {
        if (++names > MOST_NAMES) {
          return folders;
        }
        if (path.toString().endsWith(RecordFile.SUFFIX)) {
          found.add(path);
        } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          folders.add(path);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | DirectoryIteratorException e) {
      // What cannot be looked at holds nothing that can be shown.
      return folders;
    }
    records.addAll(found);
    return folders;
  }
}
