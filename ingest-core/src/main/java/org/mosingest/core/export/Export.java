package org.mosingest.core.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosingest.core.export.describe.Described;
import org.mosingest.core.export.describe.Description;
import org.mosingest.core.export.file.ExportedFile;
import org.mosingest.core.export.rows.ClipPlace;
import org.mosingest.core.export.rows.ExportRow;
import org.mosingest.core.export.rows.ExtraKeys;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.export.rows.RowLine;
import org.mosingest.core.export.rows.RowSource;
import org.mosingest.core.export.shard.ShardFolder;
import org.mosingest.core.export.shard.ShardWriter;
import org.mosingest.core.export.split.Assignment;
import org.mosingest.core.export.split.LeakCheck;
import org.mosingest.core.export.split.LeakProof;
import org.mosingest.core.export.split.SplitPlan;
import org.mosingest.core.export.table.TableLayout;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.state.DurableFiles;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.Hold;

/**
 * Writes the rows of outputs in a format that other programs read. The same rows, options and seed
 * give the same bytes. Files are written beside their names, synced, and have them only when all
 * are whole and the split is proved to leak nothing. Rows are read twice and never held; of each a
 * split keeps some two hundred bytes.
 */
public final class Export {

  private final ExportRequest request;
  private final ExportProgress progress;
  private final LeakCheck leaks;
  private final ExtraKeys extras = new ExtraKeys();
  private final Description.Seen seen = new Description.Seen();

  private Export(ExportRequest request, ExportProgress progress) {
    this.request = request;
    this.progress = progress;
    this.leaks = new LeakCheck(request.split().grouping());
  }

  /**
   * Exports.
   *
   * @param progress is told how many rows are written, after each
   * @throws RefusedExportException if the rows cannot be exported so; nothing is published then
   * @throws HeldException if the same export is being written elsewhere
   * @throws IOException if a file cannot be read or written
   */
  public static ExportReport write(ExportRequest request, ExportProgress progress)
      throws IOException, RefusedExportException, HeldException {
    return new Export(request, progress).write();
  }

  private ExportReport write() throws IOException, RefusedExportException, HeldException {
    RowSource source = new RowSource(request.origin().inputs());
    SplitPlan plan = new SplitPlan(request.split());
    long leftOut =
        source.read(
            (_, row) -> {
              plan.add(row, request.origin().places().of(row));
              extras.add(row.extras());
              seen.add(row);
            });
    Assignment assignment = plan.assignment();
    if (assignment.rows() == 0) {
      throw new RefusedExportException(
          "no rows to export in "
              + request.origin().inputs().stream()
                  .map(Path::toString)
                  .collect(Collectors.joining(", ")),
          "ingest run writes rows");
    }
    request.description().require(seen);
    Files.createDirectories(request.path().toAbsolutePath().resolveSibling(""));
    return request.format() == ExportFormat.WEBDATASET
        ? shards(source, assignment, leftOut)
        : tables(source, assignment, leftOut);
  }

  private ExportReport tables(RowSource source, Assignment assignment, long leftOut)
      throws IOException, RefusedExportException, HeldException {
    Tally tally = new Tally(assignment.parts());
    // One attempt at a time: another has the same files beside their names.
    try (Hold _ = Hold.file(request.path(), "the export", "");
        PartFiles files = new PartFiles(request, assignment.parts(), layout())) {
      progress.places();
      source.read(
          (line, row) -> {
            files.write(counted(line, row, assignment, tally));
            progress.written(line.index() + 1L, assignment.rows());
          });
      ExportReport report = report(assignment, leftOut, tally, proof(source));
      List<ExportedFile> written = files.sync(RecordFile.facts(request, source, report));
      return published(report.with(written), source, files::publish);
    }
  }

  /** One attempt at a time: another would write the same shards. */
  private ExportReport shards(RowSource source, Assignment assignment, long leftOut)
      throws IOException, RefusedExportException, HeldException {
    Tally tally = new Tally(assignment.parts());
    ShardFolder folder = new ShardFolder(request.path());
    folder.requireReplaceable();
    try (Hold _ = Hold.file(request.path(), "the export", "")) {
      progress.places();
      ShardWriter writer =
          new ShardWriter(
              request.shards(),
              assignment.parts(),
              request.origin().places(),
              request.split().seed());
      source.read(
          (line, row) -> {
            counted(line, row, assignment, tally);
            writer.add(line, row, assignment.placeOf(line.index()));
          });
      // Clips are many times the rows: what can be refused by the rows is refused before them.
      ExportReport report = report(assignment, leftOut, tally, proof(source));
      List<ExportedFile> files =
          writer.write(
              folder, request.origin().inputs(), done -> progress.written(done, assignment.rows()));
      source.requireUnchanged();
      return published(report.with(files), source, folder::publish);
    }
  }

  /** What there is to say before there are files. */
  private ExportReport report(
      Assignment assignment, long leftOut, Tally tally, Optional<LeakProof> proof) {
    return new ExportReport(
        assignment.rows(), leftOut, List.of(), tally.parts(), proof, request.record());
  }

  private ExportRow counted(RowLine line, CorpusRow row, Assignment assignment, Tally tally)
      throws RefusedExportException {
    if (line.index() >= assignment.rows()) {
      throw RowSource.changed(request.origin().inputs().getLast());
    }
    ClipPlace place = request.origin().places().of(row);
    ExportRow exported = new ExportRow(row, place.path(), assignment.part(line.index()));
    if (!request.split().isWhole()) {
      leaks.add(exported, place.name());
    }
    tally.add(assignment.placeOf(line.index()), row.opinion().mos());
    return exported;
  }

  private Optional<LeakProof> proof(RowSource source) throws IOException, RefusedExportException {
    Optional<LeakProof> proof =
        request.split().isWhole() ? Optional.empty() : Optional.of(leaks.proof());
    source.requireUnchanged();
    return proof;
  }

  /** Gives what is written its name. Whoever finds a record finds the files that it tells of. */
  private ExportReport published(
      ExportReport report, RowSource source, DurableFiles.Repeatable publish) throws IOException {
    progress.places();
    progress.publishes();
    Files.deleteIfExists(request.record());
    publish.run();
    request.description().write(described(report));
    DurableFiles.replace(request.record(), RecordFile.of(request, source, report));
    return report;
  }

  private TableLayout layout() {
    return new TableLayout(extras.keys(), !request.split().isWhole());
  }

  private Described described(ExportReport report) {
    Map<String, Long> rowsOfPart = new LinkedHashMap<>();
    report.parts().forEach(part -> rowsOfPart.put(part.name(), part.rows()));
    return new Described(
        request.format().encoding(),
        layout(),
        report.proof().map(LeakProof::groups).orElse(0),
        rowsOfPart,
        report.files(),
        seen.newest(),
        request.version());
  }

  /** Counts what is in each part. */
  private static final class Tally {
    private final List<String> names;
    private final long[] rows;
    private final double[] sums;

    Tally(List<String> names) {
      this.names = names;
      this.rows = new long[names.size()];
      this.sums = new double[names.size()];
    }

    void add(int part, double mos) {
      rows[part]++;
      sums[part] += mos;
    }

    List<PartSummary> parts() {
      List<PartSummary> parts = new ArrayList<>();
      for (int i = 0; i < rows.length; i++) {
        parts.add(new PartSummary(names.get(i), rows[i], sums[i] / rows[i]));
      }
      return parts;
    }
  }
}
