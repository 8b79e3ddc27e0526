package org.mosingest.daemon.doctor.corpus;

import java.io.IOException;
import java.util.Optional;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.Oddity;
import org.mosingest.core.row.Counted;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.ManifestReading;
import org.mosingest.daemon.doctor.subject.Subject;

/** Rows that are refused, and odd ones. */
public final class RowsCheck implements Check {

  @Override
  public String name() {
    return "rows";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    for (ManifestReading.FileNotes file : subject.reading().files()) {
      findings.warnOf(
          file.refusedRows(),
          count -> file.file() + ": " + Counted.of(count, "row is refused", "rows are refused"),
          "fix these lines, or continue without them: they are counted as rejected_rows");
      for (Oddity oddity : Oddity.values()) {
        todo(oddity)
            .ifPresent(
                todo ->
                    findings.warnOf(
                        file.oddRows(oddity),
                        count -> file.file() + ": " + count + " " + oddity.words(count),
                        todo));
      }
    }
    if (findings.isEmpty()
        && subject.reading() instanceof ManifestReading.Read(Manifest manifest, var _)) {
      findings.ok(
          "%s on %s can be used"
              .formatted(
                  Counted.all(manifest.dataRows(), "row"),
                  Counted.of(manifest.lines().lines(), "line")));
    }
  }

  /** Empty for what another check tells of. */
  private static Optional<String> todo(Oddity oddity) {
    return switch (oddity) {
      case LINE_BREAK ->
          Optional.of("check these lines: an unclosed quote swallows the rows after it");
      case BAD_SPREAD -> Optional.of("fix them: mos_std_dev is 0.0 in these rows");
      case BAD_COUNT -> Optional.of("fix them: n_ratings is 0 in these rows");
      case MANGLED_NAME ->
          Optional.of("take the names from the file as it was before a spreadsheet saved it");
      case BAD_SUM ->
          Optional.of(
              "check these cells: a sha256 has 64 hexadecimal digits, an md5 32, a size is bytes");
      case CUT_OFF -> Optional.of("check these scores: they are outside the corpus's scale");
      case OTHER_MOS, OTHER_URL -> Optional.empty();
    };
  }
}
