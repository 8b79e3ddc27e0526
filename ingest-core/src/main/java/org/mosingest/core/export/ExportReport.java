package org.mosingest.core.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.export.file.ExportedFile;
import org.mosingest.core.export.split.LeakProof;

/**
 * What was exported.
 *
 * @param rows how many rows
 * @param leftOut how many lines of the inputs hold something and are no row
 * @param files the files
 * @param parts the parts, in their order
 * @param proof what was proved of the split; empty where nothing is split
 * @param record the file that tells how the export came about
 */
public record ExportReport(
    long rows,
    long leftOut,
    List<ExportedFile> files,
    List<PartSummary> parts,
    Optional<LeakProof> proof,
    Path record) {

  public ExportReport {
    files = List.copyOf(files);
    parts = List.copyOf(parts);
  }

  /** The same with files. */
  ExportReport with(List<ExportedFile> written) {
    return new ExportReport(rows, leftOut, written, parts, proof, record);
  }
}
