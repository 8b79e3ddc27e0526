package org.mosingest.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.mosingest.core.clip.ClipFile;
import org.mosingest.core.clip.ClipFolders;
import org.mosingest.core.clip.ClipReader;
import org.mosingest.core.clip.ClipStamp;
import org.mosingest.core.clip.LinkReach;
import org.mosingest.core.clip.ReadOutcome;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.fetch.ClipTransfer;
import org.mosingest.daemon.fetch.TransferEnd;
import org.mosingest.daemon.fetch.TransferParts;
import org.mosingest.daemon.machine.DiskWatch;
import org.mosingest.daemon.machine.MachineWatch;
import org.mosingest.daemon.machine.PatientWrites;
import org.mosingest.daemon.pool.Lane;
import org.mosingest.daemon.pool.Place;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.watch.RunWatch;
import org.mosingest.transfer.DownloadPolicy;
import org.mosingest.transfer.RetryDelays;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.UrlVerdict;

/** The work of one task: its clips, all at once as far as the executor's pools let them. */
final class TaskWork implements TaskPlace.Steps, AutoCloseable {

  /** How long an interrupted task waits for its transfers to put their bytes in order. */
  private static final Duration STOP_GRACE = Duration.ofMillis(1_200);

  private final TaskPlace place;
  private final DiskWatch disk;
  private final List<WorkItem> items;
  private final ClipFolders folders;
  private final ClipReader reader;
  private final Lane downloads;
  private final Lane probes;
  private final RunWatch watch = RunWatch.begin();
  private final ClipTransfer transfer;
  private final ConcurrentHashMap<Integer, Integer> attempts = new ConcurrentHashMap<>();

  /** Completed by the first thing that is no clip's fault. */
  private final CompletableFuture<Void> fault = new CompletableFuture<>();

  TaskWork(TaskSettings settings, List<WorkItem> items, ExecutorEngines shared)
      throws IOException, MachineFaultException {
    this(
        settings,
        items,
        shared,
        settings.store().equals(TaskSettings.Store.NONE)
            ? new SharedFolder(Path.of(settings.folder()))
            : Scratch.of(settings.store()));
  }

  private TaskWork(
      TaskSettings settings, List<WorkItem> items, ExecutorEngines shared, TaskPlace place)
      throws IOException, MachineFaultException {
    Engines engines = shared.engines();
    this.place = place;
    this.items = items;
    this.disk = new DiskWatch(place.folder(), engines.disk());
    List<ManifestRow> rows = items.stream().map(WorkItem::manifestRow).toList();
    this.folders = ClipFolders.prepare(place.folder(), rows, LinkReach.ANYWHERE);
    this.reader = new ClipReader(engines.probe());
    this.downloads = engines.downloadPool().lane(fault::completeExceptionally);
    this.probes = engines.probePool().lane(fault::completeExceptionally);
    TaskSettings.Fetching fetching = settings.fetching();
    this.transfer =
        new ClipTransfer(
            new TransferParts(
                engines.downloads(),
                new DownloadPolicy(fetching.timeout(), fetching.retries(), RetryDelays.standard()),
                downloads,
                new MachineWatch(disk, new PatientWrites(engines.disk().every()), shared.network()),
                shared.blame(),
                watch,
                row -> attempts.merge(row.index(), 1, Integer::sum),
                folders));
  }

  /**
   * Does it all.
   *
   * @throws ExecutionException with what is no clip's fault
   * @throws InterruptedException if the task was given up; what has arrived is kept
   */
  TaskResult results() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<WorkResult>> under = new ArrayList<>();
      for (WorkItem item : items) {
        under.add(threads.submit(() -> result(item)));
      }
      List<WorkResult> results = new ArrayList<>();
      for (Future<WorkResult> one : under) {
        results.add(one.get());
      }
      return TaskResult.of(results, watch);
    } finally {
      threads.shutdownNow();
      // Who is at work would put files into a place that is being cleared.
      boolean _ = threads.awaitTermination(STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private WorkResult result(WorkItem item)
      throws IOException, InterruptedException, ExecutionException, MachineFaultException {
    ManifestRow row = item.manifestRow();
    return result(row, place.take(item, row, this));
  }

  private WorkResult result(ManifestRow row, WorkResult.Fate fate) {
    return new WorkResult(row.index(), attempts.getOrDefault(row.index(), 0), fate);
  }

  @Override
  public Optional<Reason> fetch(ManifestRow row, Path file)
      throws InterruptedException, ExecutionException {
    return switch (ClipUrl.parse(row.clip().url())) {
      case UrlVerdict.Refused(Reason reason) -> Optional.of(reason);
      case ClipUrl url -> {
        CompletableFuture<Optional<Reason>> end = new CompletableFuture<>();
        transfer.begin(
            row,
            file,
            url,
            new TransferEnd() {
              @Override
              public void fetched(ClipContent content) {
                boolean _ = end.complete(Optional.empty());
              }

              @Override
              public void failed(Reason reason) {
                boolean _ = end.complete(Optional.of(reason));
              }
            });
        yield await(end);
      }
    };
  }

  @Override
  public boolean isThere(ManifestRow row, Path file) throws IOException {
    return folders.look(row.clip(), file) != ClipFile.ABSENT;
  }

  @Override
  public void awaitRoom() throws InterruptedException {
    while (!disk.hasRoom()) {
      TimeUnit.MILLISECONDS.sleep(disk.again().toMillis());
    }
  }

  @Override
  public WorkResult.Fate read(ManifestRow row, Path file)
      throws InterruptedException, ExecutionException {
    CompletableFuture<WorkResult.Fate> end = new CompletableFuture<>();
    probes.submit(
        WorkPool.NO_KEY,
        Place.first(row.index()),
        _ -> {
          boolean regular = folders.look(row.clip(), file) == ClipFile.REGULAR;
          Optional<ClipStamp> stamp = ClipStamp.of(file);
          Optional<ReadOutcome> outcome =
              regular
                  ? Optional.of(reader.readOnce(file, ClipReader.Request.ALL))
                  : Optional.empty();
          boolean _ = end.complete(WorkResult.of(outcome, stamp));
        });
    return await(end);
  }

  private <T> T await(CompletableFuture<T> end) throws InterruptedException, ExecutionException {
    Object _ = CompletableFuture.anyOf(end, fault).get();
    return end.get();
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    downloads.close();
    probes.close();
    // Whoever comes to them later would wait for what nobody begins any more.
    boolean _ = fault.completeExceptionally(new CancellationException("the task has ended"));
    boolean interrupted = Thread.interrupted();
    try {
      boolean _ = downloads.awaitIdle(STOP_GRACE);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    place.close();
  }
}
