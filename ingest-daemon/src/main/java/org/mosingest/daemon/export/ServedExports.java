package org.mosingest.daemon.export;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.mosingest.core.clip.LinkReach;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.export.ExportRequest;
import org.mosingest.core.export.found.ExportRecords;
import org.mosingest.core.export.found.FoundExport;
import org.mosingest.core.paths.Roots;
import org.mosingest.daemon.machine.HeapBudget;
import org.mosingest.daemon.machine.RunMemory;
import org.mosingest.daemon.run.RunPaths;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;

/**
 * The exports of a service: made one after the other, a few waiting, none of them outliving the
 * service. Safe for many threads.
 */
public final class ServedExports implements RunExports, AutoCloseable {

  /** How many may wait or be under way. */
  private static final int MOST_OPEN = 16;

  /** How many that are over are told of. */
  private static final int MOST_ENDED = 100;

  private static final Duration LAST = Duration.ofSeconds(1);

  private final Roots roots;
  private final HeapBudget heap;
  private final LinkReach links;
  private final String version;
  private final InstantSource clock = InstantSource.system();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("export").factory());
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final ExportHistory history;

  @GuardedBy("lock")
  private final List<ServedExport> exports = new ArrayList<>();

  /**
   * Exports of a service.
   *
   * @param stateFolder where it is noted which there are
   * @param roots below which they are read and written
   * @param version the program's
   * @throws IOException if the state folder cannot be read
   */
  public ServedExports(Path stateFolder, List<Path> roots, HeapBudget heap, String version)
      throws IOException {
    this.roots = Roots.of(roots);
    this.history = new ExportHistory(stateFolder, this.roots, clock.instant());
    this.links = LinkReach.below(roots);
    this.heap = heap;
    this.version = version;
  }

  @Override
  public ExportView submit(RunSnapshot run, ExportOrder order)
      throws RefusedOrderException, BadCorpusException, IOException {
    if (run.state() == RunState.RUNNING) {
      throw new RefusedOrderException(
          RefusedOrderException.Kind.HELD,
          "run " + run.id() + " is writing rows",
          "pause it, or wait until it has ended");
    }
    RunPaths.requireBelow(roots, run.options());
    RunMemory memory = ExportMemory.of(run.options());
    ExportRequest request;
    try (HeapBudget.Share _ = heap.forReading(memory)) {
      request = plan(run, order);
    }
    for (Path target : request.targets()) {
      roots.requireBelow("the export", target);
      if (order.force()) {
        requireExport(request, target);
      }
    }
    ServedExport export;
    synchronized (lock) {
      requirePlace(request);
      export =
          new ServedExport(
              history.nextNumber(), run.id(), request, roots, clock.instant(), this::noteEnd);
      history.add(export);
      exports.add(export);
      forgetEnded();
    }
    worker.execute(() -> new ExportTurn(export, run.options(), memory, heap, roots, clock).make());
    return export.view();
  }

  private void noteEnd(ServedExport export) {
    synchronized (lock) {
      history.ended(export.number(), export.end());
    }
  }

  private ExportRequest plan(RunSnapshot run, ExportOrder order)
      throws RefusedOrderException, BadCorpusException, IOException {
    try {
      return new ExportPlan(run.options(), List.of(), links, _ -> {}).of(order, version);
    } catch (FileAlreadyExistsException e) {
      throw new RefusedOrderException(
          RefusedOrderException.Kind.BAD,
          e.getFile() + " already exists",
          "give another output, or force to replace an earlier export");
    } catch (IllegalArgumentException e) {
      throw new RefusedOrderException(
          RefusedOrderException.Kind.BAD,
          String.valueOf(e.getMessage()),
          "GET /openapi.json lists the options of an export");
    }
  }

  /** Nothing but an earlier export is replaced, whatever its user wishes. */
  private static void requireExport(ExportRequest request, Path target)
      throws RefusedOrderException {
    if (!Files.exists(target)
        || target.equals(request.record())
        || request.description().files().contains(target)) {
      return;
    }
    Optional<FoundExport> earlier =
        ExportRecords.read(request.record(), request.origin().inputs().getFirst());
    Set<Path> own = new HashSet<>();
    earlier.ifPresent(
        found -> {
          own.add(found.output().toAbsolutePath());
          found.files().forEach(file -> own.add(file.path().toAbsolutePath()));
        });
    if (!own.contains(target.toAbsolutePath())) {
      throw new RefusedOrderException(
          RefusedOrderException.Kind.HELD,
          target + " exists and is not an export of these rows",
          "give another output; the service replaces only exports");
    }
  }

  @GuardedBy("lock")
  private void requirePlace(ExportRequest request) throws RefusedOrderException {
    int open = 0;
    for (ServedExport other : exports) {
      if (!other.isEnded()) {
        open++;
        if (other.request().targets().stream().anyMatch(request.targets()::contains)) {
          throw new RefusedOrderException(
              RefusedOrderException.Kind.HELD,
              "export " + other.id() + " is writing to " + other.request().path(),
              "give another output, or wait for that export");
        }
      }
    }
    if (open >= MOST_OPEN) {
      throw new RefusedOrderException(
          RefusedOrderException.Kind.TOO_MANY,
          open + " exports are already waiting or running",
          "try again when one has ended, or cancel one");
    }
  }

  @GuardedBy("lock")
  private void forgetEnded() {
    int ended = 0;
    for (int i = exports.size() - 1; i >= 0; i--) {
      if (exports.get(i).isEnded() && ++ended > MOST_ENDED) {
        exports.remove(i);
      }
    }
  }

  @Override
  public List<ExportView> of(RunSnapshot run) {
    List<ExportView> views = new ArrayList<>();
    Path rows = run.options().output();
    synchronized (lock) {
      Set<Long> numbers = new HashSet<>();
      for (ServedExport export : exports.reversed()) {
        if (export.isOf(run.id())) {
          views.add(export.view());
          numbers.add(export.number());
        }
      }
      views.addAll(history.of(run.id(), rows, numbers));
    }
    Set<Path> told = new HashSet<>();
    views.forEach(view -> view.made().ifPresent(made -> told.add(made.record().toAbsolutePath())));
    Set<Path> folders = new TreeSet<>();
    folders.add(run.options().folder().toAbsolutePath());
    folders.add(rows.toAbsolutePath().resolveSibling(""));
    for (FoundExport each : ExportRecords.in(folders, rows)) {
      if (told.add(each.record().toAbsolutePath())) {
        views.add(ExportView.of(each));
      }
    }
    return views;
  }

  @Override
  public ExportView find(RunSnapshot run, String id) throws NoSuchExportException {
    Optional<ServedExport> export = export(run, id);
    return export.isPresent() ? export.get().view() : past(run, id);
  }

  @Override
  public ExportView cancel(RunSnapshot run, String id) throws NoSuchExportException {
    Optional<ServedExport> export = export(run, id);
    if (export.isEmpty()) {
      return past(run, id);
    }
    if (!export.get().isEnded()) {
      export.get().cancel(clock, "");
      export.get().awaitOver(LAST.toNanos());
    }
    return export.get().view();
  }

  private ExportView past(RunSnapshot run, String id) throws NoSuchExportException {
    synchronized (lock) {
      return history
          .find(run.id(), run.options().output(), id)
          .orElseThrow(() -> new NoSuchExportException(id));
    }
  }

  private Optional<ServedExport> export(RunSnapshot run, String id) {
    synchronized (lock) {
      return exports.stream()
          .filter(export -> export.isOf(run.id()) && export.id().equals(id))
          .findFirst();
    }
  }

  /** Ends all of them. Returns within a second or so, even where a disk hangs. */
  @Override
  public void close() {
    worker.shutdown();
    List<ServedExport> open;
    synchronized (lock) {
      open = exports.stream().filter(export -> !export.isEnded()).toList();
    }
    open.forEach(export -> export.cancel(clock, ExportHistory.CUT_OFF));
    long end = System.nanoTime() + LAST.toNanos();
    open.forEach(export -> export.awaitOver(Math.max(0, end - System.nanoTime())));
  }
}
