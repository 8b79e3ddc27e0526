package org.mosingest.daemon.export;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import org.mosingest.core.export.ExportFormat;

/**
 * What is asked of an export.
 *
 * @param format as what
 * @param output the file, or the folder of shards
 * @param split how rows are split
 * @param shards how shards are made
 * @param told what is written about it
 * @param force whether what is there may be replaced
 */
public record ExportOrder(
    ExportFormat format,
    Path output,
    SplitOrder split,
    ShardOrder shards,
    TellOrder told,
    boolean force) {

  /**
   * A split.
   *
   * @param split into which parts; empty for none
   * @param seed what another draw begins with
   * @param group what clips of one source have in common; an empty text for nothing, none for the
   *     corpus's own rule
   */
  public record SplitOrder(Optional<String> split, long seed, Optional<String> group) {}

  /**
   * Shards.
   *
   * @param size what a shard holds at most, such as {@code 500M}; empty for the usual size
   * @param shuffle whether clips are in an order drawn by the seed
   */
  public record ShardOrder(String size, boolean shuffle) {}

  /**
   * Descriptions.
   *
   * @param croissant where its metadata go
   * @param card where its card goes
   */
  public record TellOrder(Optional<Path> croissant, Optional<Path> card) {}

  /**
   * The same with other paths.
   *
   * @param map is given each path's key and the path
   */
  public ExportOrder mapPaths(BiFunction<String, Path, Path> map) {
    return new ExportOrder(
        format,
        map.apply("output", output),
        split,
        shards,
        new TellOrder(
            told.croissant().map(path -> map.apply("croissant", path)),
            told.card().map(path -> map.apply("card", path))),
        force);
  }
}
