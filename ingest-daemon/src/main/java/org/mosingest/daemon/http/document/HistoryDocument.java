package org.mosingest.daemon.http.document;

import java.util.List;
import org.mosingest.daemon.history.RunHistory;

/** How a run went, in columns: the figures of one moment have the same place in each. */
record HistoryDocument(
    long everyS,
    List<Long> atS,
    List<Integer> settled,
    List<Integer> failed,
    List<Long> bytes,
    List<Integer> stretch) {

  static HistoryDocument of(RunHistory history) {
    List<RunHistory.Sample> samples = history.samples();
    return new HistoryDocument(
        history.everyS(),
        samples.stream().map(RunHistory.Sample::atS).toList(),
        samples.stream().map(RunHistory.Sample::settled).toList(),
        samples.stream().map(RunHistory.Sample::failed).toList(),
        samples.stream().map(RunHistory.Sample::bytes).toList(),
        samples.stream().map(RunHistory.Sample::stretch).toList());
  }
}
