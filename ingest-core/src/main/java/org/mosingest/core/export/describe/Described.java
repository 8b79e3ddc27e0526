package org.mosingest.core.export.describe;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mosingest.core.export.file.ExportedFile;
import org.mosingest.core.export.table.TableLayout;

/**
 * What an export came to, for those who describe it.
 *
 * @param encoding how its files hold rows
 * @param layout which columns they have beside those of all rows
 * @param groups how many groups of clips of one source were kept together; 0 where none
 * @param rowsOfPart how many rows are in each part, in the parts' order; one empty name where
 *     nothing is split
 * @param files its files
 * @param newest when the newest row was ingested
 * @param version the program's version
 */
public record Described(
    RowEncoding encoding,
    TableLayout layout,
    int groups,
    Map<String, Long> rowsOfPart,
    List<ExportedFile> files,
    Instant newest,
    String version) {

  public Described {
    files = List.copyOf(files);
  }

  /** The parts' names; none where nothing is split. */
  List<String> parts() {
    return rowsOfPart.keySet().stream().filter(part -> !part.isEmpty()).toList();
  }

  long rows() {
    return rowsOfPart.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Where a file lies, seen from the folder of another, percent-encoded, with {@code /}. */
  static String url(Path file, Path from) {
    Path folder = from.toAbsolutePath().normalize().resolveSibling("");
    Path relative = folder.relativize(file.toAbsolutePath().normalize());
    StringBuilder url = new StringBuilder();
    for (Path segment : relative) {
      url.append(url.isEmpty() ? "" : "/").append(CorpusFacts.percentEncoded(segment.toString()));
    }
    return url.toString();
  }
}
