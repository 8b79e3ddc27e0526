package org.mosingest.core.export.rows;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the rows of an export come from.
 *
 * @param inputs the outputs whose rows are exported, in this order
 * @param provenance replay manifests that tell how the inputs came about
 * @param places tells where clips lie
 */
public record RowOrigin(List<Path> inputs, List<Path> provenance, ClipPlaceFinder places) {

  public RowOrigin {
    inputs = List.copyOf(inputs);
    provenance = List.copyOf(provenance);
  }
}
