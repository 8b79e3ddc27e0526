package org.mosingest.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.clip.ClipReader;
import org.mosingest.core.clip.ClipStamp;
import org.mosingest.core.clip.ReadOutcome;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.fetch.TransferEnd;
import org.mosingest.daemon.pool.Work;
import org.mosingest.daemon.run.ClipWork;
import org.mosingest.daemon.watch.RunWatch;
import org.mosingest.daemon.watch.Stage;
import org.mosingest.transfer.http.ClipUrl;

/**
 * The work of a run as Spark jobs: what the run asks for is gathered for a moment, dealt to
 * partitions so that each has its part of every host and of the bytes, and what a partition brings
 * is told as soon as it is done. Safe for many threads.
 */
@SuppressWarnings("NonApiType") // Spark needs lists that it can serialize.
final class SparkWork implements ClipWork {

  /** Clips of a partition: what an executor that is lost takes with it, at most. */
  static final int PARTITION = 32;

  /** Clips of a job. */
  private static final int JOB = 2_048;

  /** Partitions that wait for each slot of the cluster, so that none is idle. */
  private static final int AHEAD = 3;

  private static final long GATHER_MS = 50;
  private static final int URLS = 6;
  private static final ClipContent UNREAD = new ClipContent(Sha256.of(new byte[32]), 0);

  private final JobRunner jobs;
  private final Path folder;
  private final Sights sights;
  private final Function<ClipUrl, Optional<Reason>> refusal;
  private final RunWatch watch;
  private final Consumer<ManifestRow> attempted;
  private final Work.FaultListener faults;
  private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
  private final Map<Integer, Order> under = new ConcurrentHashMap<>();
  private final Map<Integer, WorkResult.Found> read = new ConcurrentHashMap<>();
  private final Map<String, String> urlOfHost = new ConcurrentHashMap<>();
  private final Semaphore places;
  private final ExecutorService runners =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("spark-job-", 0).factory());
  private final ExecutorService tellers =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("spark-told").factory());
  private final Thread dispatcher;
  private volatile boolean stopped;

  /** Runs one job to its end; tells of each partition as soon as it is done. */
  interface JobRunner {
    void run(
        List<ArrayList<WorkItem>> partitions, List<String> otherUrls, Consumer<TaskResult> done)
        throws MachineFaultException;

    /** How many tasks the cluster does at a time. */
    int slots();

    /** Ends all jobs. */
    void stop();
  }

  /** What the run asked for; one of the two ends is there. */
  private record Order(
      ManifestRow row, WorkItem item, @Nullable TransferEnd fetchEnd, @Nullable ReadEnd readEnd) {}

  SparkWork(
      JobRunner jobs,
      Path folder,
      Sights sights,
      Function<ClipUrl, Optional<Reason>> refusal,
      RunWatch watch,
      Consumer<ManifestRow> attempted,
      Work.FaultListener faults) {
    this.jobs = jobs;
    this.folder = folder;
    this.sights = sights;
    this.refusal = refusal;
    this.watch = watch;
    this.attempted = attempted;
    this.faults = faults;
    this.places = new Semaphore(Math.max(JOB, jobs.slots() * PARTITION * AHEAD));
    this.dispatcher = Thread.ofPlatform().daemon().name("spark-dispatch").unstarted(this::dispatch);
    dispatcher.start();
  }

  @Override
  public Optional<Reason> refusal(ClipUrl url) {
    return refusal.apply(url);
  }

  @Override
  public void fetch(ManifestRow row, Path file, ClipUrl url, TransferEnd end) {
    if (urlOfHost.size() < URLS) {
      urlOfHost.putIfAbsent(url.host(), url.url());
    }
    watch.whereabouts().at(row, Stage.QUEUED);
    orders.add(new Order(row, WorkItem.fetch(row, url), end, null));
  }

  @Override
  public void read(ManifestRow row, Path file, ClipReader.Request request, ReadEnd end) {
    WorkResult.Found found = read.remove(row.index());
    Optional<ClipStamp> now = sights.stamp(row.clip(), file);
    if (found != null && now.isPresent() && now.equals(found.fileStamp())) {
      // The task that fetched it has read it, too.
      tell(() -> end.read(Optional.of(found.outcome())));
      return;
    }
    watch.whereabouts().at(row, Stage.WAITING_TO_PROBE);
    long bytes = now.map(ClipStamp::size).orElse(0L);
    orders.add(new Order(row, WorkItem.read(row, bytes), null, end));
  }

  private void dispatch() {
    try {
      while (!stopped) {
        List<Order> some = new ArrayList<>();
        some.add(orders.take());
        places.acquire();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MS);
        while (some.size() < JOB) {
          Order next = orders.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
          if (next == null || !places.tryAcquire()) {
            if (next != null) {
              orders.add(next);
            }
            break;
          }
          some.add(next);
        }
        begin(some);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(List<Order> some) {
    for (Order order : some) {
      under.put(order.row().index(), order);
      watch
          .whereabouts()
          .at(order.row(), order.item().isFetched() ? Stage.TRANSFERRING : Stage.PROBING);
    }
    List<ArrayList<WorkItem>> partitions = dealt(some.stream().map(Order::item).toList());
    runners.execute(
        () -> {
          try {
            jobs.run(
                partitions, List.copyOf(urlOfHost.values()), done -> tell(() -> arrived(done)));
          } catch (MachineFaultException | RuntimeException e) {
            if (!stopped) {
              faults.threw(e);
            }
          }
        });
  }

  /** Each partition gets its part of every host's clips, and of the large and the small files. */
  private List<ArrayList<WorkItem>> dealt(List<WorkItem> items) {
    int wanted = Math.max(jobs.slots(), (items.size() + PARTITION - 1) / PARTITION);
    int count = Math.min(items.size(), wanted);
    List<ArrayList<WorkItem>> partitions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      partitions.add(new ArrayList<>());
    }
    List<WorkItem> sorted = new ArrayList<>(items);
    sorted.sort(
        Comparator.comparing(WorkItem::host)
            .thenComparing(Comparator.comparingLong(WorkItem::bytes).reversed())
            .thenComparingInt(WorkItem::row));
    for (int i = 0; i < sorted.size(); i++) {
      partitions.get(i % count).add(sorted.get(i));
    }
    return partitions;
  }

  private void arrived(TaskResult task) throws IOException, MachineFaultException {
    if (!task.fault().isEmpty()) {
      throw new MachineFaultException(
          task.fault(), new IllegalStateException("a task failed on every executor that tried"));
    }
    task.addTo(watch);
    for (WorkResult result : task.results()) {
      Order order = under.remove(result.row());
      if (order != null) {
        places.release();
        for (int i = 0; i < result.attempts(); i++) {
          attempted.accept(order.row());
        }
        end(order, result.fate());
      }
    }
  }

  private void end(Order order, WorkResult.Fate fate) throws IOException {
    switch (fate) {
      case WorkResult.Found found -> sights.seen(order.row().clip(), found.fileStamp());
      case WorkResult.LookAgain _ -> sights.lookAgain(order.row().clip());
      case WorkResult.NotHad _, WorkResult.Unreadable _ -> {}
    }
    ReadEnd readEnd = order.readEnd();
    if (readEnd != null) {
      readEnd.read(outcome(fate));
      return;
    }
    TransferEnd end = order.fetchEnd();
    if (end == null) {
      throw new IllegalStateException("work for nobody");
    }
    switch (fate) {
      case WorkResult.NotHad notHad -> end.failed(notHad.reason());
      case WorkResult.Found found -> {
        read.put(order.row().index(), found);
        end.fetched(found.content());
      }
      // It is there, and will be read by itself: what the bytes are is told then.
      case WorkResult.Unreadable _, WorkResult.LookAgain _ -> end.fetched(UNREAD);
    }
  }

  private static Optional<ReadOutcome> outcome(WorkResult.Fate fate) {
    return switch (fate) {
      case WorkResult.Found found -> Optional.of(found.outcome());
      case WorkResult.Unreadable(WorkResult.NotHad why) ->
          Optional.of(new ReadOutcome.Unreadable(why.reason()));
      case WorkResult.LookAgain(boolean changed) ->
          changed ? Optional.of(new ReadOutcome.Changed()) : Optional.empty();
      case WorkResult.NotHad _ -> throw new IllegalStateException("a clip was read unasked");
    };
  }

  /** What is told to the run. */
  private interface Telling {
    void tell() throws IOException, MachineFaultException;
  }

  private void tell(Telling telling) {
    if (stopped) {
      return;
    }
    tellers.execute(
        () -> {
          try {
            telling.tell();
          } catch (IOException | MachineFaultException | RuntimeException e) {
            faults.threw(e);
          }
        });
  }

  @Override
  public void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    dispatcher.interrupt();
    jobs.stop();
    runners.shutdown();
    try {
      boolean _ = Files.deleteIfExists(folder.resolve(ClipLease.FOLDER));
    } catch (IOException e) {
      // Tasks that were stopped give their leases up later.
      return;
    }
  }
}
