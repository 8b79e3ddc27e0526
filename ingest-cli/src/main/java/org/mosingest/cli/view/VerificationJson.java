package org.mosingest.cli.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.verify.Discrepancy;
import org.mosingest.daemon.verify.Discrepancy.Kind;
import org.mosingest.daemon.verify.ManifestBooks;
import org.mosingest.daemon.verify.VerificationReport;
import tools.jackson.databind.json.JsonMapper;

/** What a verification found, as a document: its shape is written down in docs/verify.md. */
public final class VerificationJson {

  private static final String SCHEMA = "ingest-verify-v1";

  private VerificationJson() {}

  /**
   * The document, on one line.
   *
   * @param sample as it was asked for, {@code all} for no sample
   * @param status the exit status
   */
  public static String of(
      VerificationReport report, RunOptions options, String sample, int status) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", SCHEMA);
    document.put("corpus", options.corpus().id());
    document.put("output", options.output().toString());
    document.put("exit_status", status);
    document.put("run_under_way", report.runUnderWay());
    document.put("sample", sample);
    document.put("rows", report.rows());
    document.put("ok", report.ok());
    document.put("unchecked", report.unchecked());
    for (Kind kind : Kind.values()) {
      document.put(
          word(kind),
          report.of(kind).stream()
              .<Object>map(found -> kind == Kind.MALFORMED ? found.line() : found.name())
              .toList());
    }
    document.put("books", books(report.books()));
    document.put("not_opened", report.work().known());
    document.put("clips_hashed", report.work().hashed());
    document.put("bytes_hashed", report.work().bytes());
    List<Map<String, Object>> details = new ArrayList<>();
    report.discrepancies().forEach(found -> details.add(detail(found)));
    document.put("details", details);
    return JsonMapper.shared().writeValueAsString(document);
  }

  private static Map<String, Object> books(ManifestBooks books) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("manifest_rows", books.manifestRows());
    object.put("with_row", books.withRow());
    object.put("dedups", books.dedups());
    object.put("skipped_download", books.downloadFailed());
    object.put("skipped_broken", books.broken());
    object.put("unsettled", books.unsettled());
    object.put("balance", books.balance());
    object.put("rows_not_in_manifest", books.notInManifest());
    return object;
  }

  private static Map<String, Object> detail(Discrepancy found) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", word(found.kind()));
    object.put("clip", found.path());
    object.put("line", found.line());
    object.put("why", found.why());
    return object;
  }

  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
