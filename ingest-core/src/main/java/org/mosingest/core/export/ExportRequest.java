package org.mosingest.core.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.export.describe.Description;
import org.mosingest.core.export.rows.RowOrigin;
import org.mosingest.core.export.shard.ShardOptions;
import org.mosingest.core.export.split.Split;
import org.mosingest.core.export.split.SplitRequest;

/**
 * What to export.
 *
 * @param format as what
 * @param path the file; with parts that are files of their own, {@code PART_NAME} beside it
 * @param origin where the rows come from
 * @param split into which parts
 * @param shards how clips are put into shards; of no concern to tables
 * @param description what is to be written about it
 * @param version the program's version, for the record
 */
public record ExportRequest(
    ExportFormat format,
    Path path,
    RowOrigin origin,
    SplitRequest split,
    ShardOptions shards,
    Description description,
    String version) {

  /** All files that the export writes, its record last. */
  public List<Path> targets() {
    List<Path> targets = new ArrayList<>();
    if (format.filePerPart() && !split.isWhole()) {
      partNames().forEach(part -> targets.add(fileOf(part)));
    } else {
      targets.add(path);
    }
    targets.addAll(description.files());
    targets.add(record());
    return List.copyOf(targets);
  }

  /** The file that tells how the export came about. */
  public Path record() {
    return path.resolveSibling(path.getFileName() + RecordFile.SUFFIX);
  }

  /** The file of a part. */
  Path fileOf(String part) {
    return part.isEmpty() ? path : path.resolveSibling(part + "_" + path.getFileName());
  }

  private List<String> partNames() {
    return switch (split.split()) {
      case Split.Whole _ -> List.of();
      case Split.ByCorpusPart _ -> Split.ByCorpusPart.PARTS;
      case Split.Drawn drawn -> drawn.parts().stream().map(Split.Part::name).toList();
    };
  }
}
