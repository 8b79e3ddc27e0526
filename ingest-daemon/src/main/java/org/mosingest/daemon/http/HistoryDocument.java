package org.mosingest.daemon.http;

import java.util.List;
import org.mosingest.daemon.history.RunHistories;

/** How a run went, in columns: the figures of one moment have the same place in each. */
record HistoryDocument(
    long everyS, List<Long> atS, List<Integer> settled, List<Integer> failed, List<Long> bytes) {

  static HistoryDocument of(RunHistories.History history) {
    List<RunHistories.Sample> samples = history.samples();
    return new HistoryDocument(
        history.everyS(),
        samples.stream().map(RunHistories.Sample::atS).toList(),
        samples.stream().map(RunHistories.Sample::settled).toList(),
        samples.stream().map(RunHistories.Sample::failed).toList(),
        samples.stream().map(RunHistories.Sample::bytes).toList());
  }
}
