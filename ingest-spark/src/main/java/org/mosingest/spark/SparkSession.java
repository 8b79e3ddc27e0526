package org.mosingest.spark;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.options.RateTimetable;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.StartOption;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.cluster.ClusterEngine;
import org.mosingest.daemon.pool.Work;
import org.mosingest.daemon.run.ClipWork;
import org.mosingest.daemon.watch.RunWatch;
import org.mosingest.transfer.http.ClipUrl;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** A connection to Spark. */
@SuppressWarnings("NonApiType") // Spark needs lists that it can serialize.
final class SparkSession implements ClusterEngine.Session {

  private final JavaSparkContext context;
  private final String id;
  private final ClusterEngine.Request request;
  private final TaskSettings.Tools tools;
  private final Function<ClipUrl, Optional<Reason>> refusal;

  /**
   * A session.
   *
   * @param refusal why a URL cannot be asked, as the driver's own engines say
   */
  SparkSession(
      JavaSparkContext context,
      String id,
      ClusterEngine.Request request,
      TaskSettings.Tools tools,
      Function<ClipUrl, Optional<Reason>> refusal) {
    this.context = context;
    this.id = id;
    this.request = request;
    this.tools = tools;
    this.refusal = refusal;
  }

  @Override
  public ClipWork of(
      RunOptions options,
      RunWatch watch,
      Consumer<ManifestRow> attempted,
      Work.FaultListener faults) {
    return new SparkWork(
        new Jobs(options), options.folder().toAbsolutePath(), refusal, watch, attempted, faults);
  }

  /** The jobs of one run. */
  private final class Jobs implements SparkWork.JobRunner {
    private final RunOptions options;
    private final AtomicInteger running = new AtomicInteger();

    Jobs(RunOptions options) {
      this.options = options;
    }

    @Override
    public void run(
        List<ArrayList<WorkItem>> partitions, List<String> otherUrls, Consumer<TaskResult> done)
        throws MachineFaultException {
      context.setJobGroup(id, "clips of " + options.corpus().id(), true);
      int _ = running.incrementAndGet();
      try {
        var rdd = context.parallelize(partitions, partitions.size()).rdd();
        context
            .sc()
            .runJob(
                rdd,
                new Task(settings(otherUrls)),
                new Told(done),
                ClassTag$.MODULE$.apply(TaskResult.class));
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        // Spark's own, which Scala does not declare.
        throw new MachineFaultException("Spark gave up: " + e.getMessage(), e);
      } finally {
        int _ = running.decrementAndGet();
      }
    }

    @Override
    public int slots() {
      return context.defaultParallelism();
    }

    @Override
    public void stop() {
      if (running.get() > 0) {
        context.cancelJobGroup(id);
      }
    }

    private TaskSettings settings(List<String> otherUrls) {
      return new TaskSettings(
          id,
          options.folder().toAbsolutePath().toString(),
          share(),
          tools,
          new TaskSettings.Fetching(
              options.downloadTimeout(),
              options.retries(),
              options.get(CorpusOption.HOST_PATIENCE),
              options.offlineWait()),
          new ArrayList<>(otherUrls));
    }
  }

  /** One executor's share of what all may do together. */
  private TaskSettings.Share share() {
    OptionValues start = request.start();
    int executors = Math.max(1, ClusterExecutors.count(context));
    return new TaskSettings.Share(
        Math.max(1, start.get(StartOption.DOWNLOADS) / executors),
        Math.max(1, start.get(StartOption.PER_HOST) / executors),
        start.find(StartOption.PROBES).orElse(0),
        start
            .find(StartOption.LIMIT_RATE)
            .orElse(RateTimetable.UNLIMITED)
            .at(LocalDateTime.now(ZoneId.systemDefault()))
            .stream()
            .map(rate -> Math.max(1, rate / executors))
            .findFirst()
            .orElse(0),
        start.find(StartOption.MIN_FREE).orElse(-1L));
  }

  @Override
  public void close() {
    context.close();
    ExecutorEngines.useOwn(null);
  }

  /** Hands on what a partition brought. */
  private static final class Told extends AbstractFunction2<Object, TaskResult, BoxedUnit> {
    private final Consumer<TaskResult> done;

    Told(Consumer<TaskResult> done) {
      this.done = done;
    }

    @Override
    public BoxedUnit apply(Object partition, TaskResult result) {
      done.accept(result);
      return BoxedUnit.UNIT;
    }
  }
}
