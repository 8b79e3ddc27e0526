package org.mosingest.core.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.row.ClipContent;

/**
 * What the files of a manifest held at one moment, so that a later change is told.
 *
 * @param files size and hash of each file, by its place in {@link Manifest#sources()}
 */
public record SourceBytes(List<ClipContent> files) {

  public SourceBytes {
    files = List.copyOf(files);
  }

  /**
   * Reads the files.
   *
   * @param sources as {@link Manifest#sources()} gives them
   * @throws IOException if one cannot be read
   */
  public static SourceBytes of(List<Path> sources) throws IOException {
    List<ClipContent> files = new ArrayList<>();
    for (Path source : sources) {
      files.add(ClipContent.read(source));
    }
    return new SourceBytes(files);
  }
}
