package org.mosingest.daemon.doctor;

import java.io.IOException;
import org.mosingest.core.corpus.Manifest;

/** Rows that are refused, and odd ones. */
final class RowsCheck implements Check {

  @Override
  public String name() {
    return "rows";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    for (ManifestReading.FileNotes file : subject.reading().files()) {
      findings.warnOf(
          file.refusedRows(),
          file.file() + ": %d rows are refused: without a usable name or a finite MOS",
          "mend these lines, or go on without them: they are counted as rejected_rows");
      findings.warnOf(
          file.oddRows(),
          file.file() + ": %d rows are odd and taken all the same",
          "look at these lines: an open quote swallows the rows after it");
    }
    if (findings.isEmpty()
        && subject.reading() instanceof ManifestReading.Read(Manifest manifest, var _)) {
      findings.ok("all " + manifest.dataRows() + " rows can be used");
    }
  }
}
