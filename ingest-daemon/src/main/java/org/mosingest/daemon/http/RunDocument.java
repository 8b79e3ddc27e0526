package org.mosingest.daemon.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.corpus.ManifestRequest;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.daemon.run.Books;
import org.mosingest.daemon.run.RunOptions;
import org.mosingest.daemon.runs.RunSnapshot;

/** A run as the API shows it. */
record RunDocument(
    String id,
    String corpus,
    String state,
    int rows,
    int settled,
    int written,
    int downloadFailed,
    int broken,
    int dedups,
    double attritionPct,
    long bytesDownloaded,
    long bytesResumed,
    double clipsPerS,
    double bytesPerS,
    @Nullable Long etaS,
    @Nullable String startedAtUtc,
    @Nullable String finishedAtUtc,
    String output,
    int waiting,
    String note) {

  static RunDocument of(RunSnapshot run) {
    Books books = run.books();
    return new RunDocument(
        run.id(),
        run.options().corpus().id(),
        run.state().word(),
        books.rows(),
        books.settled(),
        books.written(),
        books.skippedDownload(),
        books.skippedBroken(),
        books.dedups(),
        books.attrition(),
        run.bytesDownloaded(),
        run.bytesResumed(),
        run.clipsPerS(),
        run.bytesPerS(),
        run.etaS().isPresent() ? run.etaS().getAsLong() : null,
        run.startedAt().map(RowJson::utcSeconds).orElse(null),
        run.finishedAt().map(RowJson::utcSeconds).orElse(null),
        run.options().output().toString(),
        run.waiting(),
        run.note());
  }

  /** All runs. */
  record Listing(List<RunDocument> runs) {
    static Listing of(List<RunSnapshot> runs) {
      return new Listing(runs.stream().map(RunDocument::of).toList());
    }
  }

  /** Everything about one run. */
  record Inspection(
      @JsonUnwrapped RunDocument run, String submittedAtUtc, Options options, Map<String, Integer> failures) {
    static Inspection of(RunSnapshot run) {
      return new Inspection(
          RunDocument.of(run),
          RowJson.utcSeconds(run.submittedAt()),
          Options.of(run.options()),
          new TreeMap<>(run.failures()));
    }
  }

  /** What a run was asked to do, under the keys of a submission. */
  record Options(
      String corpus,
      String konvidDir,
      @Nullable String manifestCsv,
      String output,
      String manifestOut,
      String progressPath,
      String clipsSubdir,
      String corpusVersion,
      double attritionWarnThreshold,
      double downloadTimeoutS,
      @Nullable Integer maxRows,
      int minRows,
      int retries,
      @Nullable String retryFailed,
      boolean recheck) {

    private static final double MILLIS = 1e3;

    static Options of(RunOptions options) {
      ManifestRequest manifest = options.manifest();
      return new Options(
          options.corpus().id(),
          options.folder().toString(),
          manifest.manifestCsv().map(Path::toString).orElse(null),
          options.output().toString(),
          options.manifestOut().toString(),
          options.progressPath().toString(),
          manifest.clipsSubdir(),
          options.corpusVersion(),
          options.attritionWarnThreshold(),
          options.downloadTimeout().toMillis() / MILLIS,
          manifest.maxRows().isPresent() ? manifest.maxRows().getAsInt() : null,
          manifest.minRows(),
          options.retries(),
          options.retryFailed().map(Object::toString).orElse(null),
          options.recheck());
    }
  }
}
