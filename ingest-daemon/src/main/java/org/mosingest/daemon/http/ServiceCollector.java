package org.mosingest.daemon.http;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.mosingest.core.failures.Reason;
import org.mosingest.daemon.http.document.ServiceInfo;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.Runs;

/**
 * What the runs' books and the pools say at the moment of a scrape, the runs asked once for all of
 * it.
 *
 * <p>Clips are gauges, not counters: a retry takes failures back.
 */
record ServiceCollector(ServiceInfo service, Runs runs, ProgressBroadcast feed)
    implements MultiCollector {

  @Override
  public MetricSnapshots collect() {
    List<RunSnapshot> all = runs.list();
    Map<String, WorkPool.Load> pools =
        Map.of("download", service.downloads().get(), "probe", service.probes().get());
    return MetricSnapshots.of(
        gauge(
            "ingest_clips",
            "Rows settled, of all runs listed, by outcome.",
            "outcome",
            outcomes(all)),
        gauge(
            "ingest_clip_failures",
            "Failed and broken clips by the reason's fixed word.",
            "reason",
            failures(all)),
        gauge("ingest_runs", "Runs by state.", "state", states(all)),
        gauge(
            "ingest_rows_waiting",
            "Rows whose clip is done and whose line waits for an earlier row's.",
            sum(all, run -> run.outcomes().waiting())),
        counter(
            "ingest_downloaded_bytes",
            "Bytes received over the network.",
            sum(all, run -> run.traffic().bytesDownloaded())),
        counter(
            "ingest_resumed_bytes",
            "Bytes continued instead of fetched again.",
            sum(all, run -> run.traffic().bytesResumed())),
        gauge(
            "ingest_pool_size",
            "Work items that may be active at a time.",
            "pool",
            loads(pools, WorkPool.Load::size)),
        gauge(
            "ingest_pool_active",
            "Active work items.",
            "pool",
            loads(pools, WorkPool.Load::active)),
        gauge(
            "ingest_pool_queued",
            "Queued work items.",
            "pool",
            loads(pools, WorkPool.Load::queued)),
        gauge(
            "ingest_disk_free_bytes",
            "Free bytes on the disk of the outputs.",
            (double) service.diskFreeBytes().getAsLong()),
        gauge("ingest_http_streams", "Live progress streams.", feed.streams()));
  }

  private static Map<String, Double> outcomes(List<RunSnapshot> all) {
    Map<String, Double> clips = new TreeMap<>();
    clips.put("written", sum(all, run -> run.outcomes().written()));
    clips.put("waiting", sum(all, run -> run.outcomes().waiting()));
    clips.put("dedup", sum(all, run -> run.outcomes().dedups()));
    clips.put("download_failed", sum(all, run -> run.outcomes().downloadFailed()));
    clips.put("broken", sum(all, run -> run.outcomes().broken()));
    return clips;
  }

  private static Map<String, Double> failures(List<RunSnapshot> all) {
    Map<String, Double> byWord = new TreeMap<>();
    for (RunSnapshot run : all) {
      run.failures()
          .forEach(
              (word, count) ->
                  byWord.merge(Reason.parse(word).label(), (double) count, Double::sum));
    }
    return byWord;
  }

  private static Map<String, Double> states(List<RunSnapshot> all) {
    Map<String, Double> byState = new TreeMap<>();
    for (RunState state : RunState.values()) {
      byState.put(state.word(), 0.0);
    }
    all.forEach(run -> byState.merge(run.state().word(), 1.0, Double::sum));
    return byState;
  }

  private static Map<String, Double> loads(
      Map<String, WorkPool.Load> pools, ToDoubleFunction<WorkPool.Load> part) {
    Map<String, Double> byPool = new TreeMap<>();
    pools.forEach((pool, load) -> byPool.put(pool, part.applyAsDouble(load)));
    return byPool;
  }

  private static double sum(List<RunSnapshot> all, ToLongFunction<RunSnapshot> part) {
    return all.stream().mapToLong(part).sum();
  }

  private static GaugeSnapshot gauge(
      String name, String help, String label, Map<String, Double> values) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    values.forEach(
        (key, value) ->
            gauge.dataPoint(
                GaugeDataPointSnapshot.builder()
                    .labels(Labels.of(label, key))
                    .value(value)
                    .build()));
    return gauge.build();
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }

  private static CounterSnapshot counter(String name, String help, double value) {
    return CounterSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
        .build();
  }
}
