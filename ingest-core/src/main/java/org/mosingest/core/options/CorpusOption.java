package org.mosingest.core.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.votes.VoteColumns;

/**
 * What one run can be asked for: the corpus options of {@code run} and {@code submit}. One is added
 * by a constant here and its place in {@link #ALL}.
 */
public final class CorpusOption {

  public static final Option<Corpus> CORPUS =
      Option.ofRun(
              "corpus",
              OptionTypes.choice("ID", KnownCorpora.ids(), KnownCorpora::byId, Corpus::id),
              OptionGroup.CORPUS,
              "Corpus to ingest; 'ingest corpora' lists them")
          .orElse(KnownCorpora.standard());

  public static final Option<Corpus> CORPUS_FILE =
      Option.ofRun(
          "corpus-file",
          OptionTypes.declaredCorpus(),
          OptionGroup.CORPUS,
          "Declaration of a corpus of your own, as printed by 'ingest corpora ID'");

  public static final Option<String> LABEL =
      Option.ofRun(
          "label",
          OptionTypes.text("TEXT"),
          OptionGroup.REPORTING,
          "Name for the run, shown wherever the run is listed");

  public static final Option<Path> KONVID_DIR =
      Option.ofRun("konvid-dir", OptionTypes.path("DIR"), OptionGroup.CORPUS, "Corpus folder")
          .alias(
              "corpus-dir", "lsvq-dir", "live-vqc-dir", "waterloo-ivc-dir", "ugc-dir", "chug-dir")
          .otherwise(".workingdir2/CORPUS-ID");

  public static final Option<Path> MANIFEST_CSV =
      Option.ofRun(
              "manifest-csv",
              OptionTypes.path("FILE"),
              OptionGroup.CORPUS,
              "Manifest with URLs; if given, the file must exist")
          .otherwise("DIR/manifest.csv, else the split score files");

  public static final Option<List<Path>> VOTES =
      Option.ofRun(
          "votes",
          OptionTypes.several(OptionTypes.path("FILE")),
          OptionGroup.CORPUS,
          "Table with one row per vote, used to fill mos_std_dev and n_ratings; repeatable");

  public static final Option<VoteColumns> VOTES_COLUMNS =
      Option.ofRun(
              "votes-columns",
              OptionTypes.voteColumns(),
              OptionGroup.CORPUS,
              "Columns with the clip name and the score in those tables")
          .otherwise("the usual names, listed in docs/votes.md");

  public static final Option<Path> OUTPUT =
      Option.ofRun("output", OptionTypes.path("FILE"), OptionGroup.FILES, "JSONL to append to")
          .otherwise("the corpus's own name in DIR, konvid_150k.jsonl");

  public static final Option<Path> MANIFEST_OUT =
      Option.ofRun(
              "manifest-out",
              OptionTypes.path("FILE"),
              OptionGroup.FILES,
              "Replay manifest to write")
          .otherwise("OUTPUT.manifest.json");

  public static final Option<Path> PROGRESS_PATH =
      Option.ofRun(
              "progress-path", OptionTypes.path("FILE"), OptionGroup.FILES, "Download progress")
          .otherwise("DIR/.download-progress.json");

  public static final Option<String> CLIPS_SUBDIR =
      Option.ofRun(
              "clips-subdir",
              OptionTypes.text("NAME"),
              OptionGroup.FILES,
              "Subfolder of DIR for downloaded clips")
          .orElse("clips");

  public static final Option<String> CORPUS_VERSION =
      Option.ofRun(
              "corpus-version",
              OptionTypes.text("V"),
              OptionGroup.CORPUS,
              "Corpus version written into each row")
          .otherwise("the corpus's own, konvid-150k-2019");

  public static final Option<Double> ATTRITION_WARN_THRESHOLD =
      Option.ofRun(
              "attrition-warn-threshold",
              OptionTypes.share(),
              OptionGroup.REPORTING,
              "Warn if more than this share of rows fails to download")
          .orElse(0.10)
          .otherwise("0.10");

  public static final Option<Duration> DOWNLOAD_TIMEOUT =
      Option.ofRun(
              "download-timeout-s",
              OptionTypes.secondsOrNoLimit(Duration.ofDays(7)),
              OptionGroup.DOWNLOADS,
              "Time limit per download attempt, in seconds; 0 for none")
          .orElse(Duration.ofMinutes(2));

  public static final Option<List<ArchivePlace>> ARCHIVE =
      Option.ofRun(
          "archive",
          OptionTypes.several(OptionTypes.archive()),
          OptionGroup.CORPUS,
          "ZIP to extract clips from, without storing the archive; repeatable");

  public static final Option<Integer> MAX_ROWS =
      Option.ofRun(
              "max-rows",
              OptionTypes.wholeNumber(0),
              OptionGroup.CORPUS,
              "Process only the first N rows")
          .otherwise("all");

  public static final Option<Boolean> FULL =
      Option.ofRun(
          "full",
          OptionTypes.flag(),
          OptionGroup.CORPUS,
          "Process all rows; the default, accepted for compatibility");

  public static final Option<Integer> MIN_ROWS =
      Option.ofRun(
              "min-rows",
              OptionTypes.wholeNumber(0),
              OptionGroup.CORPUS,
              "Refuse a manifest with fewer than N data rows, which is probably the wrong corpus")
          .otherwise("the corpus's own, 5000 for konvid-150k");

  public static final Option<Integer> RETRIES =
      Option.ofRun(
              "retries",
              OptionTypes.wholeNumber(0),
              OptionGroup.DOWNLOADS,
              "Consecutive failed attempts without progress before a clip is marked failed")
          .orElse(4);

  public static final Option<ReasonPattern> RETRY_FAILED =
      Option.ofRun(
          "retry-failed",
          OptionTypes.reasons(),
          OptionGroup.AGAIN,
          "Retry clips that failed in earlier runs, or only those whose reason matches");

  public static final Option<ReasonPattern> REFETCH_BROKEN =
      Option.ofRun(
          "refetch-broken",
          OptionTypes.reasons(),
          OptionGroup.AGAIN,
          "Download broken clips again, or only those whose reason matches; the old file is kept as NAME.broken");

  public static final Option<Boolean> RECHECK =
      Option.ofRun(
              "recheck",
              OptionTypes.flag(),
              OptionGroup.AGAIN,
              "Probe and hash all clips, even unchanged ones")
          .orElse(false)
          .otherwise("");

  public static final Option<Duration> OFFLINE_WAIT =
      Option.ofRun(
              "offline-wait-s",
              OptionTypes.seconds(NumberTypes.FOR_EVER),
              OptionGroup.DOWNLOADS,
              "Seconds to wait while no host can be reached; with 0, the clips fail")
          .orElse(Duration.ofMinutes(10))
          .otherwise("600 in the foreground; unlimited in the daemon");

  public static final Option<Duration> HOST_PATIENCE =
      Option.ofRun(
              "host-patience",
              OptionTypes.seconds(NumberTypes.FOR_EVER),
              OptionGroup.DOWNLOADS,
              "Seconds to wait for a host that keeps asking to wait, before its clips fail")
          .orElse(Duration.ofHours(1));

  /** All of them, in the order in which documents list them. */
  public static final List<Option<?>> ALL =
      List.of(
          CORPUS,
          CORPUS_FILE,
          KONVID_DIR,
          MANIFEST_CSV,
          VOTES,
          VOTES_COLUMNS,
          ARCHIVE,
          OUTPUT,
          MANIFEST_OUT,
          PROGRESS_PATH,
          CLIPS_SUBDIR,
          CORPUS_VERSION,
          ATTRITION_WARN_THRESHOLD,
          DOWNLOAD_TIMEOUT,
          MAX_ROWS,
          FULL,
          MIN_ROWS,
          RETRIES,
          RETRY_FAILED,
          REFETCH_BROKEN,
          RECHECK,
          OFFLINE_WAIT,
          LABEL,
          HOST_PATIENCE);

  private CorpusOption() {}
}
