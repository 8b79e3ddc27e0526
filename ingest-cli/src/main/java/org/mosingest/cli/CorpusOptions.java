package org.mosingest.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.corpus.Corpus;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.options.RunOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a run is asked to do: the options that {@code run} and {@code submit} share. */
final class CorpusOptions {

  @Option(
      names = "--corpus",
      paramLabel = "ID",
      defaultValue = "konvid-150k",
      converter = CorpusId.class,
      description = "Which corpus (default: ${DEFAULT-VALUE}).")
  private Corpus corpus;

  @Option(
      names = {"--konvid-dir", "--corpus-dir"},
      paramLabel = "DIR",
      description = "Input root (default: .workingdir2/konvid-150k).")
  private @Nullable Path folder;

  @Option(
      names = "--manifest-csv",
      paramLabel = "FILE",
      description =
          "URL manifest; given, it must exist (default: DIR/manifest.csv, else the split score files).")
  private @Nullable Path manifestCsv;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "JSONL to append to (default: DIR/konvid_150k.jsonl).")
  private @Nullable Path output;

  @Option(
      names = "--manifest-out",
      paramLabel = "FILE",
      description = "Replay manifest to write (default: OUTPUT.manifest.json).")
  private @Nullable Path manifestOut;

  @Option(
      names = "--progress-path",
      paramLabel = "FILE",
      description = "Download progress (default: DIR/.download-progress.json).")
  private @Nullable Path progressPath;

  @Option(
      names = "--clips-subdir",
      paramLabel = "NAME",
      defaultValue = "clips",
      description = "Folder of downloaded clips below DIR (default: ${DEFAULT-VALUE}).")
  private String clipsSubdir;

  @Option(
      names = "--corpus-version",
      paramLabel = "V",
      description = "Release that the rows carry (default: konvid-150k-2019).")
  private @Nullable String corpusVersion;

  @Option(
      names = "--attrition-warn-threshold",
      paramLabel = "F",
      defaultValue = "0.10",
      description = "Warn when a larger share of the downloads failed (default: ${DEFAULT-VALUE}).")
  private double attritionWarnThreshold;

  @Option(
      names = "--download-timeout-s",
      paramLabel = "N",
      defaultValue = "120",
      description =
          "Wall clock per clip and attempt, in seconds; 0 for no limit (default: ${DEFAULT-VALUE}).")
  private long downloadTimeoutS;

  @Option(
      names = "--offline-wait-s",
      paramLabel = "N",
      defaultValue = "600",
      description =
          "How long to wait when no host at all can be reached, in seconds; 0 counts it as the clips' failure"
              + " (default: 600 in the foreground; the daemon waits without end).")
  private long offlineWaitS;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      description = "Take at most the first N rows (default: all).")
  private @Nullable Integer maxRows;

  @Option(
      names = "--min-rows",
      paramLabel = "N",
      description = "Refuse a manifest with fewer data rows: the wrong corpus (default: 5000).")
  private @Nullable Integer minRows;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Transient faults in a row without a new byte before a clip is given up (default: ${DEFAULT-VALUE}).")
  private int retries;

  @Option(
      names = "--retry-failed",
      paramLabel = "REGEX",
      arity = "0..1",
      fallbackValue = "",
      converter = ReasonRegex.class,
      description = "Forget failed entries, or those whose reason matches, before the run.")
  private @Nullable ReasonPattern retryFailed;

  @Option(
      names = "--refetch-broken",
      paramLabel = "REGEX",
      arity = "0..1",
      fallbackValue = "",
      converter = ReasonRegex.class,
      description =
          "Fetch broken clips that were downloaded again, or those whose reason matches; each is kept as NAME.broken.")
  private @Nullable ReasonPattern refetchBroken;

  @Option(
      names = "--recheck",
      description = "Probe and hash again even what is known and unchanged.")
  private boolean recheck;

  /**
   * The options as the run takes them.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  RunOptions runOptions() {
    return RunOptions.of(corpus, folder == null ? corpus.defaultFolder() : folder)
        .manifestCsv(manifestCsv)
        .output(output)
        .manifestOut(manifestOut)
        .progressPath(progressPath)
        .clipsSubdir(clipsSubdir)
        .corpusVersion(corpusVersion)
        .attritionWarnThreshold(attritionWarnThreshold)
        .downloadTimeout(
            downloadTimeoutS == 0 ? RunOptions.FOR_EVER : Duration.ofSeconds(downloadTimeoutS))
        .offlineWait(Duration.ofSeconds(offlineWaitS))
        .maxRows(maxRows)
        .minRows(minRows)
        .retries(retries)
        .retryFailed(retryFailed)
        .refetchBroken(refetchBroken)
        .recheck(recheck)
        .build();
  }

  /** A corpus by its id. */
  static final class CorpusId implements ITypeConverter<Corpus> {
    @Override
    public Corpus convert(String id) {
      return Corpus.byId(id.toLowerCase(Locale.ROOT))
          .orElseThrow(
              () -> new TypeConversionException("'" + id + "' is not one of " + Corpus.ids()));
    }
  }
}
