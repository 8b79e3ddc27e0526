package org.mosingest.daemon.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mosingest.core.export.ExportFormat;
import org.mosingest.core.export.ExportRequest;
import org.mosingest.core.export.found.ExportRecords;
import org.mosingest.core.export.found.FoundExport;
import org.mosingest.core.options.Wording;
import org.mosingest.core.paths.Roots;
import org.mosingest.core.state.DurableFiles;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.Hold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exports of a service beyond its life: what became of each, and no half file of those that its
 * end has cut off. Not safe for many threads.
 */
final class ExportHistory {

  private static final Logger LOG = LoggerFactory.getLogger(ExportHistory.class);

  /** How many of a run are told of. */
  private static final int MOST_TOLD = 100;

  /** What is said of an export that the service's end has cut off. */
  static final String CUT_OFF = "the service stopped before it was complete; request it again";

  private final ExportLog log;

  /**
   * The history in a state folder.
   *
   * @param roots below which files may be removed
   * @throws IOException if it cannot be read or written
   */
  ExportHistory(Path stateFolder, Roots roots, Instant now) throws IOException {
    this.log = new ExportLog(stateFolder);
    for (ExportLog.Entry entry : log.entries()) {
      if (!entry.end().state().isEnded()) {
        clear(entry, roots);
        boolean whole = isPublished(entry);
        log.ended(
            entry.number(),
            ExportLog.End.of(
                whole ? ExportState.COMPLETED : ExportState.CANCELLED,
                now.toString(),
                Wording.of(whole ? "" : CUT_OFF)));
      }
    }
  }

  /** A record is the last of an export's files, and goes before an earlier export is replaced. */
  private static boolean isPublished(ExportLog.Entry entry) {
    try {
      return !Files.getLastModifiedTime(entry.record()).toInstant().isBefore(entry.submittedAt());
    } catch (IOException e) {
      return false;
    }
  }

  /** Whole shards stay: the same export goes on with them. */
  private static void clear(ExportLog.Entry entry, Roots roots) {
    Path output = Path.of(entry.output());
    if (!Files.isDirectory(output.toAbsolutePath().resolveSibling(""))) {
      return;
    }
    try {
      roots.requireBelow("the export", output);
      try (Hold _ = Hold.file(output, "the export", "")) {
        for (String temporary : entry.temporaries()) {
          Path path = Path.of(temporary);
          roots.requireBelow("the export", path);
          if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(path);
          }
        }
      }
    } catch (HeldException e) {
      LOG.info("the files of export {} are in use: {}", entry.number(), e.getMessage());
    } catch (IOException e) {
      LOG.warn("cannot remove the files of export {}: {}", entry.number(), e.toString());
    }
  }

  /** The number of the next export. */
  long nextNumber() {
    return log.nextNumber();
  }

  /**
   * Notes an export before it is made.
   *
   * @throws IOException if that cannot be written
   */
  void add(ServedExport export) throws IOException {
    ExportRequest request = export.request();
    List<String> temporaries = new ArrayList<>();
    if (request.format() != ExportFormat.WEBDATASET) {
      request.targets().forEach(file -> temporaries.add(DurableFiles.temporaryOf(file).toString()));
    }
    log.add(
        new ExportLog.Entry(
            export.number(),
            export.run(),
            request.format().toString(),
            request.path().toString(),
            export.submitted().toString(),
            temporaries,
            ExportLog.End.of(ExportState.QUEUED, null, Wording.NONE)));
  }

  /** Notes what became of one. */
  void ended(long number, ExportLog.End end) {
    try {
      log.ended(number, end);
    } catch (IOException e) {
      LOG.warn("cannot record the outcome of export {}: {}", number, e.toString());
    }
  }

  /**
   * Exports of a run, the newest first; whole ones only if they are still there.
   *
   * @param rows the run's output
   * @param but the numbers of those that are not wanted
   */
  List<ExportView> of(String run, Path rows, Set<Long> but) {
    List<ExportView> views = new ArrayList<>();
    for (ExportLog.Entry entry : log.entries().reversed()) {
      if (entry.run().equals(run) && !but.contains(entry.number()) && views.size() < MOST_TOLD) {
        view(entry, rows).ifPresent(views::add);
      }
    }
    return views;
  }

  /** One of a run's exports, as {@link #of} tells of it. */
  Optional<ExportView> find(String run, Path rows, String id) {
    return log.entries().stream()
        .filter(entry -> entry.run().equals(run) && Long.toString(entry.number()).equals(id))
        .findFirst()
        .flatMap(entry -> view(entry, rows));
  }

  private static Optional<ExportView> view(ExportLog.Entry entry, Path rows) {
    ExportState state = entry.end().state();
    Optional<FoundExport> made =
        state == ExportState.COMPLETED
            ? ExportRecords.read(entry.record(), rows)
            : Optional.empty();
    if (state == ExportState.COMPLETED && made.isEmpty()) {
      return Optional.empty();
    }
    long count = made.map(FoundExport::rows).orElse(0L);
    return Optional.of(
        new ExportView(
            Optional.of(Long.toString(entry.number())),
            state,
            entry.format(),
            Path.of(entry.output()),
            new ExportView.Progress(count, count),
            new ExportView.Times(Optional.of(entry.submittedAt()), entry.end().finishedAt()),
            made.isPresent() && !made.get().isWhole() ? ExportView.GONE : entry.end().why(),
            made));
  }
}
