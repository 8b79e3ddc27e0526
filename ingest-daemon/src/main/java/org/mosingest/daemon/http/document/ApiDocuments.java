package org.mosingest.daemon.http.document;

import java.util.List;
import java.util.Optional;
import org.mosingest.core.options.Wording;
import org.mosingest.core.profile.CorpusDocument;
import org.mosingest.daemon.content.ContentSoFar;
import org.mosingest.daemon.export.ExportView;
import org.mosingest.daemon.history.RunHistory;
import org.mosingest.daemon.limits.Limits;
import org.mosingest.daemon.runs.HostFailures;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.Runs;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API's documents, written as JSON in UTF-8: records, their components in order, in snake_case.
 * Their shapes are described in {@code openapi.json}. Safe for many threads.
 */
public final class ApiDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private ApiDocuments() {}

  /** The service and all its runs at this moment. */
  public static byte[] progress(ServiceInfo service, Runs runs) {
    return written(ProgressDocument.of(service, runs));
  }

  /** Whether the service lives, and whether it takes up work. */
  public static byte[] health(boolean ready) {
    return written(new HealthDocument("ok", ready));
  }

  /** The corpora that a submission may name. */
  public static byte[] corpora() {
    return written(CorpusDocument.all());
  }

  /** What holds for all downloads together. */
  public static byte[] limits(Limits limits) {
    return written(LimitsDocument.of(limits));
  }

  /** A run, as the list of runs and the progress show it. */
  public static byte[] run(RunSnapshot run) {
    return written(RunDocument.of(run));
  }

  /** A run just accepted, with the warnings of its manifest. */
  public static byte[] accepted(RunSnapshot run, List<String> warnings) {
    return written(new RunDocument.Accepted(RunDocument.of(run), warnings));
  }

  /** A part of a list of runs, in the order given: {@code limit} at most, after the first ones. */
  public static byte[] runs(List<RunSnapshot> runs, int limit, int offset) {
    return written(RunDocument.Listing.of(runs, limit, offset));
  }

  /** Everything about one run; its options under the keys of a submission. */
  public static byte[] inspection(RunSnapshot run) {
    return written(RunDocument.Inspection.of(run));
  }

  /**
   * A part of a run's failed and broken clips.
   *
   * @param limit how many were asked for at most
   * @param offset how many were passed over
   */
  public static byte[] failures(Runs.FailurePage page, int limit, int offset) {
    return written(FailuresDocument.of(page, limit, offset));
  }

  /** How a run went, in columns. */
  public static byte[] history(RunHistory history) {
    return written(HistoryDocument.of(history));
  }

  /**
   * A run's failures by host.
   *
   * @param hosts all of them, the worst first; the document holds a bounded number
   */
  public static byte[] hosts(List<HostFailures> hosts) {
    return written(HostsDocument.of(hosts));
  }

  /** An export. */
  public static byte[] export(ExportView export) {
    return written(ExportDocument.of(export));
  }

  /** A list of exports, in the order given. */
  public static byte[] exports(List<ExportView> exports) {
    return written(ExportDocument.Listing.of(exports));
  }

  /**
   * What an output holds so far.
   *
   * @param content empty if there is no output yet
   */
  public static byte[] distributions(Optional<ContentSoFar> content) {
    return written(DistributionsDocument.of(content));
  }

  /**
   * The body of every answer that is no success.
   *
   * @param code a fixed word for programs
   * @param message what was tried and why it failed
   * @param hint what to do about it
   */
  public static byte[] error(String code, Wording message, Wording hint) {
    return written(ErrorDocument.of(code, message, hint));
  }

  private static byte[] written(Object document) {
    return MAPPER.writeValueAsBytes(document);
  }
}
