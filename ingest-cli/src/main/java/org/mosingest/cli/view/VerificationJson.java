package org.mosingest.cli.view;

import java.io.Writer;
import java.util.Locale;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.verify.Discrepancy;
import org.mosingest.daemon.verify.Discrepancy.Kind;
import org.mosingest.daemon.verify.ManifestBooks;
import org.mosingest.daemon.verify.VerificationReport;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** What a verification found, as a document: its shape is written down in docs/verify.md. */
public final class VerificationJson {

  private static final String SCHEMA = "ingest-verify-v1";

  /** What is written to is another's to close. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private VerificationJson() {}

  /**
   * Writes the document, on one line without its end. It is held nowhere as a whole.
   *
   * @param sample as it was asked for, {@code all} for no sample
   * @param status the exit status
   */
  public static void write(
      VerificationReport report, RunOptions options, String sample, int status, Writer to) {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), to)) {
      json.writeStartObject();
      json.writeStringProperty("schema", SCHEMA);
      json.writeStringProperty("corpus", options.corpus().id());
      json.writeStringProperty("output", options.output().toString());
      json.writeNumberProperty("exit_status", status);
      json.writeBooleanProperty("run_under_way", report.runUnderWay());
      json.writeStringProperty("sample", sample);
      json.writeNumberProperty("rows", report.rows());
      json.writeNumberProperty("ok", report.ok());
      json.writeNumberProperty("unchecked", report.unchecked());
      for (Kind kind : Kind.values()) {
        json.writeArrayPropertyStart(word(kind));
        report
            .discrepancies()
            .of(kind)
            .forEach(
                found -> {
                  if (kind == Kind.MALFORMED) {
                    json.writeNumber(found.line());
                  } else {
                    json.writeString(found.name());
                  }
                });
        json.writeEndArray();
      }
      books(json, report.books());
      json.writeNumberProperty("not_opened", report.work().known());
      json.writeNumberProperty("clips_hashed", report.work().hashed());
      json.writeNumberProperty("bytes_hashed", report.work().bytes());
      json.writeArrayPropertyStart("details");
      report.discrepancies().forEach(found -> detail(json, found));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void books(JsonGenerator json, ManifestBooks books) {
    json.writeObjectPropertyStart("books");
    json.writeNumberProperty("manifest_rows", books.manifestRows());
    json.writeNumberProperty("with_row", books.withRow());
    json.writeNumberProperty("dedups", books.dedups());
    json.writeNumberProperty("skipped_download", books.downloadFailed());
    json.writeNumberProperty("skipped_broken", books.broken());
    json.writeNumberProperty("unsettled", books.unsettled());
    json.writeBooleanProperty("balance", books.balance());
    json.writeNumberProperty("rows_not_in_manifest", books.notInManifest());
    json.writeEndObject();
  }

  private static void detail(JsonGenerator json, Discrepancy found) {
    json.writeStartObject();
    json.writeStringProperty("kind", word(found.kind()));
    json.writeStringProperty("clip", found.path());
    json.writeNumberProperty("line", found.line());
    json.writeStringProperty("why", found.why());
    json.writeEndObject();
  }

  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
