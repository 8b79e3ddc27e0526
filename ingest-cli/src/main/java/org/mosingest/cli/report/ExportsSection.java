package org.mosingest.cli.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.export.found.FoundExport;
import org.mosingest.core.row.Text;

/** What has been exported of the output, with links to the files. */
final class ExportsSection {

  /** An export of shards has thousands: its folder is linked. */
  private static final int MOST_FILES = 20;

  private ExportsSection() {}

  /**
   * The section.
   *
   * @param page the folder of the report, from which links lead to the files
   */
  static Section of(List<FoundExport> exports, Path page) {
    List<Figure.Row> rows = new ArrayList<>();
    for (FoundExport export : exports) {
      if (export.files().size() > MOST_FILES) {
        rows.add(folder(export, page));
      } else {
        export.files().forEach(file -> rows.add(row(export, file, page)));
      }
    }
    return new Section(
        "exports",
        "Exports",
        List.of(
            rows.isEmpty()
                ? "There is no export beside the output or in the corpus folder."
                : "Exports beside the output, in the corpus folder, or in a folder inside these."
                    + " The record beside each says how it was made."),
        List.of(
            new Figure(
                "exported",
                "Files, the rows in them and their SHA-256",
                Optional.empty(),
                List.of("file", "format", "split", "part", "rows", "bytes", "SHA-256"),
                rows)));
  }

  private static Figure.Row row(FoundExport export, FoundExport.FoundFile file, Path page) {
    return Figure.Row.linked(
        Text.printable(file.path().toString()),
        file.there() ? link(page, file.path()) : "",
        Text.printable(export.format()),
        Text.printable(export.split().isEmpty() ? "none" : export.split()),
        Text.printable(file.part().isEmpty() ? "all" : file.part()),
        ReportText.count(file.rows()),
        file.there() ? ReportText.count(file.sizeBytes()) : "missing or of another size",
        Text.printable(file.sha256()));
  }

  private static Figure.Row folder(FoundExport export, Path page) {
    long bytes = export.files().stream().mapToLong(FoundExport.FoundFile::sizeBytes).sum();
    return Figure.Row.linked(
        Text.printable(export.output().toString()),
        link(page, export.output()),
        Text.printable(export.format()),
        Text.printable(export.split().isEmpty() ? "none" : export.split()),
        ReportText.count(export.files().size(), "file", "files"),
        ReportText.count(export.rows()),
        export.isWhole() ? ReportText.count(bytes) : "files are missing or of another size",
        "in its record");
  }

  /** A relative reference (RFC 3986, section 4.2), fit for HTML and Markdown. */
  static String link(Path page, Path file) {
    Path way = page.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize());
    try {
      return new URI(null, null, "./" + way, null)
          .toASCIIString()
          .replace("(", "%28")
          .replace(")", "%29");
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
