package org.mosingest.core.export.found;

import java.nio.file.Path;
import java.util.List;

/**
 * An export as the record beside it tells of it.
 *
 * @param record the record's path
 * @param output the export's file or folder
 * @param format as options name it
 * @param rows how many rows it holds
 * @param split into which parts, as it was given; empty for none
 * @param files its files
 */
public record FoundExport(
    Path record, Path output, String format, long rows, String split, List<FoundFile> files) {

  public FoundExport {
    files = List.copyOf(files);
  }

  /**
   * A file.
   *
   * @param path where it should be
   * @param part the part of the split that it holds; empty for all
   * @param rows how many rows it holds
   * @param sizeBytes its size when it was made
   * @param sha256 its hash then, in hexadecimal
   * @param there whether a file of that size is there
   */
  public record FoundFile(
      Path path, String part, long rows, long sizeBytes, String sha256, boolean there) {}

  /** Whether all of its files are there. */
  public boolean isWhole() {
    return files.stream().allMatch(FoundFile::there);
  }
}
