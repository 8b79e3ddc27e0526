package org.mosingest.core.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.export.rows.ClipPlaceFinder;
import org.mosingest.core.export.shard.ShardOptions;
import org.mosingest.core.export.split.Split;
import org.mosingest.core.export.split.SplitRequest;

/**
 * What to export.
 *
 * @param format as what
 * @param path the file; with parts that are files of their own, {@code PART_NAME} beside it
 * @param inputs the outputs whose rows are exported, in this order
 * @param provenance replay manifests that tell how the inputs came about
 * @param split into which parts
 * @param places tells where clips lie
 * @param shards how clips are put into shards; of no concern to tables
 * @param version the program's version, for the record
 */
public record ExportRequest(
    ExportFormat format,
    Path path,
    List<Path> inputs,
    List<Path> provenance,
    SplitRequest split,
    ClipPlaceFinder places,
    ShardOptions shards,
    String version) {

  public ExportRequest {
    inputs = List.copyOf(inputs);
    provenance = List.copyOf(provenance);
  }

  /** All files that the export writes, its record last. */
  public List<Path> targets() {
    List<Path> targets = new ArrayList<>();
    if (format.filePerPart() && !split.isWhole()) {
      partNames().forEach(part -> targets.add(fileOf(part)));
    } else {
      targets.add(path);
    }
    targets.add(record());
    return List.copyOf(targets);
  }

  /** The file that tells how the export came about. */
  public Path record() {
    return path.resolveSibling(path.getFileName() + ".export.json");
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
