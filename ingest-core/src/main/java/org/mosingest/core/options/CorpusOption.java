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
              "Which corpus; ingest corpora lists them")
          .orElse(KnownCorpora.standard());

  public static final Option<Corpus> CORPUS_FILE =
      Option.ofRun(
          "corpus-file",
          OptionTypes.declaredCorpus(),
          OptionGroup.CORPUS,
          "A corpus of your own, declared as ingest corpora ID prints one");

  public static final Option<String> LABEL =
      Option.ofRun(
          "label",
          OptionTypes.text("TEXT"),
          OptionGroup.REPORTING,
          "A name for the run, shown wherever the run is");

  public static final Option<Path> KONVID_DIR =
      Option.ofRun("konvid-dir", OptionTypes.path("DIR"), OptionGroup.CORPUS, "Input root")
          .alias(
              "corpus-dir", "lsvq-dir", "live-vqc-dir", "waterloo-ivc-dir", "ugc-dir", "chug-dir")
          .otherwise(".workingdir2/CORPUS-ID");

  public static final Option<Path> MANIFEST_CSV =
      Option.ofRun(
              "manifest-csv",
              OptionTypes.path("FILE"),
              OptionGroup.CORPUS,
              "Manifest with URLs; must exist if given")
          .otherwise("DIR/manifest.csv, else the split score files");

  public static final Option<List<Path>> VOTES =
      Option.ofRun(
          "votes",
          OptionTypes.several(OptionTypes.path("FILE")),
          OptionGroup.CORPUS,
          "Table of single votes, filling mos_std_dev and n_ratings; may be repeated");

  public static final Option<VoteColumns> VOTES_COLUMNS =
      Option.ofRun(
              "votes-columns",
              OptionTypes.voteColumns(),
              OptionGroup.CORPUS,
              "Headers of the clip's name and of the vote in these tables")
          .otherwise("the usual ones, which docs/votes.md lists");

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
              "Folder of downloaded clips below DIR")
          .orElse("clips");

  public static final Option<String> CORPUS_VERSION =
      Option.ofRun(
              "corpus-version",
              OptionTypes.text("V"),
              OptionGroup.CORPUS,
              "Release that the rows carry")
          .otherwise("the corpus's own, konvid-150k-2019");

  public static final Option<Double> ATTRITION_WARN_THRESHOLD =
      Option.ofRun(
              "attrition-warn-threshold",
              OptionTypes.share(),
              OptionGroup.REPORTING,
              "Warn when a larger share of the downloads failed")
          .orElse(0.10)
          .otherwise("0.10");

  public static final Option<Duration> DOWNLOAD_TIMEOUT =
      Option.ofRun(
              "download-timeout-s",
              OptionTypes.secondsOrNoLimit(Duration.ofDays(7)),
              OptionGroup.DOWNLOADS,
              "Wall clock per clip and attempt, in seconds; 0 for no limit")
          .orElse(Duration.ofMinutes(2));

  public static final Option<List<ArchivePlace>> ARCHIVE =
      Option.ofRun(
          "archive",
          OptionTypes.several(OptionTypes.archive()),
          OptionGroup.CORPUS,
          "A ZIP that holds clips: they are taken out of it by byte ranges, the archive is not stored; may be repeated");

  public static final Option<Integer> MAX_ROWS =
      Option.ofRun(
              "max-rows",
              OptionTypes.wholeNumber(0),
              OptionGroup.CORPUS,
              "Take at most the first N rows")
          .otherwise("all");

  public static final Option<Boolean> FULL =
      Option.ofRun(
          "full",
          OptionTypes.flag(),
          OptionGroup.CORPUS,
          "Take all rows; this is the default, and accepted for older scripts");

  public static final Option<Integer> MIN_ROWS =
      Option.ofRun(
              "min-rows",
              OptionTypes.wholeNumber(0),
              OptionGroup.CORPUS,
              "Refuse a manifest with fewer data rows; guards against the wrong corpus")
          .otherwise("the corpus's own, 5000 for konvid-150k");

  public static final Option<Integer> RETRIES =
      Option.ofRun(
              "retries",
              OptionTypes.wholeNumber(0),
              OptionGroup.DOWNLOADS,
              "Transient faults in a row without a new byte before a clip is given up")
          .orElse(4);

  public static final Option<ReasonPattern> RETRY_FAILED =
      Option.ofRun(
          "retry-failed",
          OptionTypes.reasons(),
          OptionGroup.AGAIN,
          "Forget failed entries, or those whose reason matches, before the run");

  public static final Option<ReasonPattern> REFETCH_BROKEN =
      Option.ofRun(
          "refetch-broken",
          OptionTypes.reasons(),
          OptionGroup.AGAIN,
          "Fetch broken clips that were downloaded again, or those whose reason matches; each is kept as NAME.broken");

  public static final Option<Boolean> RECHECK =
      Option.ofRun(
              "recheck",
              OptionTypes.flag(),
              OptionGroup.AGAIN,
              "Probe and hash again even what is known and unchanged")
          .orElse(false)
          .otherwise("");

  public static final Option<Duration> OFFLINE_WAIT =
      Option.ofRun(
              "offline-wait-s",
              OptionTypes.seconds(NumberTypes.FOR_EVER),
              OptionGroup.DOWNLOADS,
              "How long to wait when no host at all can be reached, in seconds; 0 counts it as the clips' failure")
          .orElse(Duration.ofMinutes(10))
          .otherwise("600 in the foreground; the daemon waits without end");

  public static final Option<Duration> HOST_PATIENCE =
      Option.ofRun(
              "host-patience",
              OptionTypes.seconds(NumberTypes.FOR_EVER),
              OptionGroup.DOWNLOADS,
              "How long a host that asks to wait and serves nothing is waited for, in seconds; 0 counts it as the clips'"
                  + " failure")
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
