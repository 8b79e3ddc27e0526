package org.mosingest.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosingest.core.clip.ClipStore;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.options.RateTimetable;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.StartOption;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.cluster.ClusterEngine;
import org.mosingest.daemon.fetch.RunArchives;
import org.mosingest.daemon.pool.Work;
import org.mosingest.daemon.run.ClipWork;
import org.mosingest.daemon.watch.RunWatch;
import org.mosingest.transfer.http.ClipUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** A connection to Spark. */
@SuppressWarnings("NonApiType") // Spark needs lists that it can serialize.
final class SparkSession implements ClusterEngine.Session {

  private static final Logger LOG = LoggerFactory.getLogger(SparkSession.class);

  private final JavaSparkContext context;
  private final String id;
  private final ClusterEngine.Request request;
  private final TaskSettings.Tools tools;
  private final Function<ClipUrl, Optional<Reason>> refusal;
  private volatile Sights stored = Sights.SHARED;
  private volatile Runnable atEnd = () -> {};

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
  public Optional<ClipStore> store(RunOptions options, List<ManifestRow> rows)
      throws MachineFaultException {
    if (request.clipsAt().isEmpty()) {
      return Optional.empty();
    }
    refuse("--archive", !RunArchives.places(options).isEmpty());
    refuse("--refetch-broken", options.redo().refetchBroken().isPresent());
    HadoopClips clips = HadoopClips.at(request.clipsAt().get());
    // Of an earlier run over this corpus, whose lock this one holds.
    clips.clearStaging(staging(options));
    Set<String> folders = rows.stream().map(row -> row.clip().folder()).collect(Collectors.toSet());
    StoredClips listed = StoredClips.list(clips, folders);
    LOG.info(
        "{} in the folders of clips at {}",
        Counted.of(listed.listed(), "file is", "files are"),
        clips);
    stored = listed;
    atEnd = () -> clips.clearStaging(staging(options));
    return Optional.of(listed);
  }

  private static void refuse(String option, boolean given) {
    if (given) {
      throw new IllegalArgumentException(
          option + " cannot be combined with --clips-at; omit one of them");
    }
  }

  /** A name for what the tasks of runs over one corpus stage. */
  static String staging(RunOptions options) {
    byte[] folder = options.folder().toAbsolutePath().toString().getBytes(UTF_8);
    return Sha256.of(Sha256.newDigest().digest(folder)).hex().substring(0, 16);
  }

  @Override
  public ClipWork of(
      RunOptions options,
      RunWatch watch,
      Consumer<ManifestRow> attempted,
      Work.FaultListener faults) {
    return new SparkWork(
        new Jobs(options),
        options.folder().toAbsolutePath(),
        stored,
        refusal,
        watch,
        attempted,
        faults);
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
          request
              .clipsAt()
              .map(uri -> new TaskSettings.Store(uri, staging(options)))
              .orElse(TaskSettings.Store.NONE),
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
    // No task is at work any more that would stage another clip.
    atEnd.run();
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
