package org.mosingest.daemon.http.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.export.found.FoundExport;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.daemon.export.ExportView;
import org.mosingest.daemon.runs.WordingJson;
import tools.jackson.databind.node.ArrayNode;

/** An export as the API shows it; one that was found on the disk has no id. */
record ExportDocument(
    @Nullable String id,
    String state,
    String format,
    String output,
    @JsonUnwrapped Rows counted,
    @JsonUnwrapped Times times,
    @JsonUnwrapped Note note,
    @JsonUnwrapped Made made) {

  /** How many rows are written, of how many; the latter is null while it is not known. */
  record Rows(long rowsDone, @Nullable Long rows) {}

  /** When it was asked for and ended; null where that is not known. */
  record Times(@Nullable String submittedAtUtc, @Nullable String finishedAtUtc) {}

  /** Why it failed, or what it waits for; the parts where it names options. */
  record Note(
      String note, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ArrayNode noteParts) {}

  /** What is on the disk; nothing before the export is whole. */
  record Made(@Nullable String split, @Nullable String record, List<File> files) {}

  /** A file of it; whether one of that size is there. */
  record File(String path, String part, long rows, long sizeBytes, String sha256, boolean there) {}

  static ExportDocument of(ExportView view) {
    return new ExportDocument(
        view.id().orElse(null),
        view.state().word(),
        view.format(),
        view.output().toString(),
        new Rows(view.progress().done(), view.progress().all() > 0 ? view.progress().all() : null),
        new Times(
            view.times().submitted().map(RowJson::utcSeconds).orElse(null),
            view.times().finished().map(RowJson::utcSeconds).orElse(null)),
        new Note(view.note().text(), WordingJson.parts(view.note())),
        view.made()
            .map(
                made ->
                    new Made(
                        made.split(),
                        made.record().toString(),
                        made.files().stream().map(ExportDocument::file).toList()))
            .orElseGet(() -> new Made(null, null, List.of())));
  }

  private static File file(FoundExport.FoundFile file) {
    return new File(
        file.path().toString(),
        file.part(),
        file.rows(),
        file.sizeBytes(),
        file.sha256(),
        file.there());
  }

  /** All exports of a run. */
  record Listing(List<ExportDocument> exports) {
    static Listing of(List<ExportView> views) {
      return new Listing(views.stream().map(ExportDocument::of).toList());
    }
  }
}
