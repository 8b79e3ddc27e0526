package org.mosingest.core.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mosingest.core.analysis.CorpusReport.Books;
import org.mosingest.core.analysis.CorpusReport.Duplicates;
import org.mosingest.core.content.RowDoubt;
import org.mosingest.core.content.RowDoubts;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.FailuresFile;
import org.mosingest.core.jsonl.JsonlRows;
import org.mosingest.core.profile.MosScale;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.state.HostTransfer;
import org.mosingest.core.state.RecordedProgress;

/**
 * Works out what became of a corpus from its manifest and the files that runs left. Reads only. The
 * output is read once, row by row; what grows with the corpus is a few words for each row.
 */
public final class CorpusAnalysis {

  private final Manifest manifest;
  private final AnalysisInputs sources;
  private final Fates fates;
  private final Twins.Counter sameBytes = new Twins.Counter();
  private final RowDoubts sharing = new RowDoubts();
  private final Set<Sha256> duplicated = new HashSet<>();

  private CorpusAnalysis(Manifest manifest, AnalysisInputs sources) {
    this.manifest = manifest;
    this.sources = sources;
    this.fates = new Fates(manifest);
  }

  /**
   * Analyses a corpus.
   *
   * @param host the host that a clip comes from; empty for one without a usable URL
   * @throws IOException if a file is there and cannot be read
   */
  public static CorpusReport of(
      Manifest manifest, MosScale scale, AnalysisInputs sources, Function<Clip, String> host)
      throws IOException {
    return new CorpusAnalysis(manifest, sources).report(scale, host);
  }

  private CorpusReport report(MosScale scale, Function<Clip, String> host) throws IOException {
    OutputContent content = new OutputContent(scale);
    long strange = 0;
    if (Files.isRegularFile(sources.output())) {
      strange =
          JsonlRows.read(
              sources.output(),
              row -> {
                content.add(row);
                fates.written(row);
              });
    }
    Optional<ReplayStats> finished = ReplayStats.read(sources.replay());
    settleTheRest(finished.isPresent());
    fates.finish();
    LossAnalysis losses = new LossAnalysis(manifest, fates, scale, host);
    return new CorpusReport(
        books(finished, content.rows(), strange),
        losses.attrition(content.runs()),
        losses.bias(),
        content.figures(),
        new Duplicates(
            sameName(),
            sameBytes.twins(),
            sharing.found().getOrDefault(RowDoubt.PLACEHOLDER, Examples.NONE)),
        HostTransfer.read(sources.replay()).stream()
            .sorted(
                Comparator.comparingDouble(HostTransfer::secondsPerClip)
                    .reversed()
                    .thenComparing(HostTransfer::host))
            .toList());
  }

  /**
   * What is not in the output: by the failures' file, else by the download progress, else by the
   * clip itself.
   */
  private void settleTheRest(boolean finished) throws IOException {
    FailuresFile.read(
        sources.failures(),
        manifest.rows(),
        failure ->
            fates.failed(
                failure.row(),
                fateOf(failure.kind()),
                failure.reason().text(),
                Optional.of(failure.at())));
    RecordedProgress progress = RecordedProgress.read(sources.progress());
    for (ManifestRow row : manifest.rows()) {
      if (row.isRepeat() || fates.of(row) != Fate.UNSETTLED) {
        continue;
      }
      Path file = row.clip().in(sources.corpusFolder());
      if (Files.isRegularFile(file)) {
        if (finished) {
          lookInto(row, file);
        }
      } else if (progress instanceof RecordedProgress.Entries entries) {
        entries
            .failure(row.clip())
            .ifPresent(
                reason ->
                    fates.failed(row.index(), Fate.DOWNLOAD_FAILED, reason, Optional.empty()));
      }
    }
  }

  private static Fate fateOf(ClipFailure.Kind kind) {
    return switch (kind) {
      case DOWNLOAD -> Fate.DOWNLOAD_FAILED;
      case BROKEN -> Fate.BROKEN;
    };
  }

  /** A clip without a row after a finished run: its bytes tell whether another has its row. */
  private void lookInto(ManifestRow row, Path file) throws IOException {
    Sha256 bytes = ClipContent.read(file).sha256();
    Optional<Integer> holder = fates.holder(bytes);
    if (holder.isEmpty()) {
      fates.failed(row.index(), Fate.BROKEN, "unknown", Optional.empty());
      return;
    }
    fates.dedup(row.index());
    boolean known = holder.get() >= 0;
    String name = row.clip().name().value();
    if (duplicated.add(bytes)) {
      sharing.clip(name, bytes);
    }
    sharing.clip(name, bytes);
    sameBytes.add(
        known ? manifest.rows().get(holder.get()).clip().name().value() : "",
        known ? manifest.rows().get(holder.get()).opinion().mos() : Double.NaN,
        row.clip().name().value(),
        row.opinion().mos());
  }

  private Twins sameName() {
    Twins.Counter twins = new Twins.Counter();
    for (ManifestRow row : manifest.rows()) {
      if (row.isRepeat()) {
        String name = row.clip().name().value();
        twins.add(
            name, manifest.rows().get(row.firstIndex()).opinion().mos(), name, row.opinion().mos());
      }
    }
    return twins.twins();
  }

  private Books books(Optional<ReplayStats> finished, long outputRows, long strange) {
    int rows = manifest.rows().size();
    int written = fates.count(Fate.WRITTEN);
    int dedups = fates.count(Fate.DEDUP);
    int failed = fates.count(Fate.DOWNLOAD_FAILED);
    int broken = fates.count(Fate.BROKEN);
    return new Books(
        rows,
        manifest.rejectedRows(),
        new CorpusReport.Outcomes(written, dedups, failed, broken, fates.count(Fate.UNSETTLED)),
        new CorpusReport.OutputLines(outputRows, fates.foreign(), strange),
        finished
            .map(stats -> stats.differencesFrom(rows, written + dedups, failed, broken))
            .orElse(java.util.List.of()),
        finished.map(ReplayStats::lastRun));
  }
}
