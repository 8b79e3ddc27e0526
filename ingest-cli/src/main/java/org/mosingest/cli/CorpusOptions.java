package org.mosingest.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.profile.BadDeclarationException;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.row.Text;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a run is asked to do: the options that {@code run} and {@code submit} share. */
final class CorpusOptions {

  @Option(
      names = "--corpus",
      paramLabel = "ID",
      converter = CorpusId.class,
      description = "Which corpus; ingest corpora lists them (default: konvid-150k).")
  private @Nullable Corpus corpus;

  @Option(
      names = "--corpus-file",
      paramLabel = "FILE",
      converter = CorpusFile.class,
      description = "A corpus of your own, declared as ingest corpora ID prints one.")
  private @Nullable Corpus declared;

  @Option(
      names = {"--konvid-dir", "--corpus-dir"},
      paramLabel = "DIR",
      description =
          "Input root (default: .workingdir2/CORPUS-ID); also --lsvq-dir, --live-vqc-dir, --waterloo-ivc-dir,"
              + " --ugc-dir, --chug-dir.")
  private @Nullable Path folder;

  @Option(
      names = {"--lsvq-dir", "--live-vqc-dir", "--waterloo-ivc-dir", "--ugc-dir", "--chug-dir"},
      paramLabel = "DIR",
      hidden = true,
      description = "Input root, as the older tools call it.")
  private @Nullable Path olderFolder;

  @Option(
      names = "--manifest-csv",
      paramLabel = "FILE",
      description =
          "URL manifest; given, it must exist (default: DIR/manifest.csv, else the split score files).")
  private @Nullable Path manifestCsv;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "JSONL to append to (default: the corpus's own name in DIR, konvid_150k.jsonl).")
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
      description = "Release that the rows carry (default: the corpus's own, konvid-150k-2019).")
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
      description =
          "Refuse a manifest with fewer data rows: the wrong corpus (default: the corpus's own, 5000 for konvid-150k).")
  private @Nullable Integer minRows;

  /** Changes nothing: all rows are taken anyway. */
  @Option(
      names = "--full",
      description = "Take all rows: that is so anyway; older tools needed to be told.")
  void full(boolean given) {}

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
    if (corpus != null && declared != null) {
      throw new IllegalArgumentException(
          "--corpus and --corpus-file both say which corpus; give one of them");
    }
    Corpus chosen = corpus != null ? corpus : declared != null ? declared : KnownCorpora.standard();
    if (folder != null && olderFolder != null) {
      throw new IllegalArgumentException("two options name the corpus folder; give one of them");
    }
    Path given = folder != null ? folder : olderFolder;
    return RunOptions.of(chosen, given == null ? chosen.defaultFolder() : given)
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

  /** A corpus by a file that declares it. */
  static final class CorpusFile implements ITypeConverter<Corpus> {
    @Override
    public Corpus convert(String file) {
      try {
        return KnownCorpora.declared(Path.of(file));
      } catch (BadDeclarationException e) {
        throw new TypeConversionException(e.getMessage());
      } catch (IOException | InvalidPathException e) {
        throw new TypeConversionException("cannot read '" + Text.printable(file) + "'");
      }
    }
  }

  /** A corpus by its id. */
  static final class CorpusId implements ITypeConverter<Corpus> {
    @Override
    public Corpus convert(String id) {
      return KnownCorpora.byId(id.toLowerCase(Locale.ROOT))
          .orElseThrow(
              () ->
                  new TypeConversionException("'" + id + "' is not one of " + KnownCorpora.ids()));
    }
  }
}
