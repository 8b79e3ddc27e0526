package org.mosingest.core.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.corpus.ManifestRequest;
import org.mosingest.core.failures.FailuresFile;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.votes.VoteColumns;
import org.mosingest.core.votes.VoteFiles;

/**
 * Everything that one run was asked to do, defaults filled in. {@link CorpusOption} says what there
 * is; what has no accessor here is asked for with {@link #get} or {@link #find}. Immutable.
 */
public final class RunOptions {

  /** Longer than any network is gone: a service waits for it. */
  public static final Duration FOR_EVER = NumberTypes.FOR_EVER;

  private final OptionValues values;
  private final ManifestRequest manifest;

  private RunOptions(OptionValues values) {
    this.values = values;
    this.manifest =
        new ManifestRequest(
            values.get(CorpusOption.CORPUS),
            values.get(CorpusOption.KONVID_DIR),
            values.find(CorpusOption.MANIFEST_CSV),
            values.get(CorpusOption.CLIPS_SUBDIR),
            values.get(CorpusOption.MIN_ROWS),
            values.find(CorpusOption.MAX_ROWS).map(OptionalInt::of).orElseGet(OptionalInt::empty),
            new VoteFiles(
                values.find(CorpusOption.VOTES).orElse(List.of()),
                values.find(CorpusOption.VOTES_COLUMNS).orElse(VoteColumns.USUAL)),
            values.get(CorpusOption.MIN_ROWS) == values.get(CorpusOption.CORPUS).minRows()
                ? List.of(values.get(CorpusOption.MANIFEST_OUT), usualManifestOut(values))
                : List.of());
  }

  /** What was accepted stands with the corpus, whatever output a run is given. */
  private static Path usualManifestOut(OptionValues values) {
    return values
        .get(CorpusOption.KONVID_DIR)
        .resolve(manifestOutOf(values.get(CorpusOption.CORPUS).outputName()));
  }

  private static String manifestOutOf(String output) {
    return output + ".manifest.json";
  }

  /**
   * The options of a run for which these were given.
   *
   * @throws IllegalArgumentException if one cannot be taken
   */
  public static RunOptions of(OptionValues given) {
    Corpus corpus =
        given.find(CorpusOption.CORPUS_FILE).orElseGet(() -> given.get(CorpusOption.CORPUS));
    if (!given.find(CorpusOption.CORPUS).orElse(corpus).equals(corpus)) {
      throw new IllegalArgumentException(
          "the corpus named and the declaration given are different corpora; give one of them");
    }
    if (given.find(CorpusOption.VOTES_COLUMNS).isPresent()
        && given.find(CorpusOption.VOTES).isEmpty()) {
      throw new IllegalArgumentException("vote columns are given without a votes table; give one");
    }
    Path folder = given.find(CorpusOption.KONVID_DIR).orElse(corpus.defaultFolder());
    Path output = given.find(CorpusOption.OUTPUT).orElse(folder.resolve(corpus.outputName()));
    OptionValues usual =
        OptionValues.NONE
            .with(CorpusOption.CORPUS, corpus)
            .with(CorpusOption.KONVID_DIR, folder)
            .with(CorpusOption.OUTPUT, output)
            .with(
                CorpusOption.MANIFEST_OUT,
                output.resolveSibling(manifestOutOf(output.getFileName().toString())))
            .with(CorpusOption.PROGRESS_PATH, folder.resolve(".download-progress.json"))
            .with(CorpusOption.CORPUS_VERSION, corpus.defaultVersion())
            .with(CorpusOption.MIN_ROWS, corpus.minRows());
    return new RunOptions(given.over(usual.over(OptionValues.defaults(CorpusOption.ALL))));
  }

  /** Options for a corpus, all at their defaults but the folder. */
  public static Builder of(Corpus corpus, Path folder) {
    return new Builder(
        OptionValues.NONE.with(CorpusOption.CORPUS, corpus).with(CorpusOption.KONVID_DIR, folder));
  }

  /** What holds for an option that has a default. */
  public <T> T get(Option<T> option) {
    return values.get(option);
  }

  /** What was given for an option. */
  public <T> Optional<T> find(Option<T> option) {
    return values.find(option);
  }

  /** All of them, defaults filled in. */
  public OptionValues values() {
    return values;
  }

  /** The same with each path replaced, which is handed over with its option's key. */
  public RunOptions mapPaths(BiFunction<String, Path, Path> to) {
    return new RunOptions(values.mapPaths(to));
  }

  /**
   * The same with absolute paths: what a service keeps must not depend on the folder it is started
   * in next.
   */
  public RunOptions absolute() {
    return mapPaths((_, path) -> path.toAbsolutePath().normalize());
  }

  /** Which rows to read. */
  public ManifestRequest manifest() {
    return manifest;
  }

  /** The corpus. */
  public Corpus corpus() {
    return manifest.corpus();
  }

  /** The corpus folder. */
  public Path folder() {
    return manifest.folder();
  }

  /** The JSONL to append to. */
  public Path output() {
    return get(CorpusOption.OUTPUT);
  }

  /** The replay manifest to write. */
  public Path manifestOut() {
    return get(CorpusOption.MANIFEST_OUT);
  }

  /** The download progress. */
  public Path progressPath() {
    return get(CorpusOption.PROGRESS_PATH);
  }

  /** Where the failed and broken clips are told. */
  public Path failuresOut() {
    return FailuresFile.beside(output());
  }

  /** The release that rows carry. */
  public String corpusVersion() {
    return get(CorpusOption.CORPUS_VERSION);
  }

  /** The share of failed downloads, 0 to 1, above which the run warns. */
  public double attritionWarnThreshold() {
    return get(CorpusOption.ATTRITION_WARN_THRESHOLD);
  }

  /** How long one attempt at one clip may take; {@link #FOR_EVER} for no limit. */
  public Duration downloadTimeout() {
    return get(CorpusOption.DOWNLOAD_TIMEOUT);
  }

  /** Transient faults in a row without a new byte that a clip may have. */
  public int retries() {
    return get(CorpusOption.RETRIES);
  }

  /** What to do once more of what earlier runs have done. */
  public Redo redo() {
    return new Redo(
        find(CorpusOption.RETRY_FAILED),
        find(CorpusOption.REFETCH_BROKEN),
        get(CorpusOption.RECHECK));
  }

  /** How long to wait for a network that is gone before giving up. */
  public Duration offlineWait() {
    return get(CorpusOption.OFFLINE_WAIT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunOptions that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }

  /** Collects options; what is not set has its default. */
  public static final class Builder {
    private OptionValues given;

    private Builder(OptionValues given) {
      this.given = given;
    }

    /** Sets any option; null for its default. */
    public <T> Builder with(Option<T> option, @Nullable T value) {
      given = value == null ? given.without(option) : given.with(option, value);
      return this;
    }

    /** Sets the manifest, which must exist. */
    public Builder manifestCsv(Path value) {
      return with(CorpusOption.MANIFEST_CSV, value);
    }

    /** Sets the output. */
    public Builder output(Path value) {
      return with(CorpusOption.OUTPUT, value);
    }

    /** Sets the replay manifest. */
    public Builder manifestOut(Path value) {
      return with(CorpusOption.MANIFEST_OUT, value);
    }

    /** Sets the download progress. */
    public Builder progressPath(Path value) {
      return with(CorpusOption.PROGRESS_PATH, value);
    }

    /** Sets the wrong-corpus floor. */
    public Builder minRows(int value) {
      return with(CorpusOption.MIN_ROWS, value);
    }

    /** Sets how many rows to take at most. */
    public Builder maxRows(int value) {
      return with(CorpusOption.MAX_ROWS, value);
    }

    /** Sets the transient faults in a row without a new byte that a clip may have. */
    public Builder retries(int value) {
      return with(CorpusOption.RETRIES, value);
    }

    /** Sets how long one attempt may take. */
    public Builder downloadTimeout(Duration value) {
      return with(CorpusOption.DOWNLOAD_TIMEOUT, value);
    }

    /** Sets how long to wait for a network that is gone. */
    public Builder offlineWait(Duration value) {
      return with(CorpusOption.OFFLINE_WAIT, value);
    }

    /** Sets which failures to forget first, by reason; null for none. */
    public Builder retryFailed(@Nullable ReasonPattern value) {
      return with(CorpusOption.RETRY_FAILED, value);
    }

    /** Sets which broken clips that were downloaded to fetch again, by reason; null for none. */
    public Builder refetchBroken(@Nullable ReasonPattern value) {
      return with(CorpusOption.REFETCH_BROKEN, value);
    }

    /** Sets whether to probe and hash again what is known and unchanged. */
    public Builder recheck(boolean value) {
      return with(CorpusOption.RECHECK, value);
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException if one cannot be taken
     */
    public RunOptions build() {
      return of(given);
    }
  }
}
