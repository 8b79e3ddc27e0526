package org.mosingest.core.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.corpus.ManifestRequest;
import org.mosingest.core.failures.FailuresFile;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.profile.Corpus;

/**
 * Everything that one run was asked to do, defaults filled in.
 *
 * @param manifest which rows to read
 * @param output the JSONL to append to
 * @param manifestOut the replay manifest to write
 * @param progressPath the download progress
 * @param corpusVersion the release that rows carry
 * @param attritionWarnThreshold the share of failed downloads, 0 to 1, above which the run warns
 * @param downloadTimeout how long one attempt at one clip may take
 * @param retries transient faults in a row without a new byte that a clip may have
 * @param redo what to do once more of what earlier runs have done
 * @param offlineWait how long to wait for a network that is gone before giving up
 */
public record RunOptions(
    ManifestRequest manifest,
    Path output,
    Path manifestOut,
    Path progressPath,
    String corpusVersion,
    double attritionWarnThreshold,
    Duration downloadTimeout,
    int retries,
    Redo redo,
    Duration offlineWait) {

  /** Longer than any network is gone: a service waits for it. */
  public static final Duration FOR_EVER = Duration.ofDays(36_500);

  public RunOptions {
    if (!(attritionWarnThreshold >= 0 && attritionWarnThreshold <= 1)) {
      throw new IllegalArgumentException(
          "the attrition threshold is a share from 0 to 1: " + attritionWarnThreshold);
    }
    if (downloadTimeout.isNegative() || downloadTimeout.isZero()) {
      throw new IllegalArgumentException(
          "the download timeout is not positive: " + downloadTimeout);
    }
    if (retries < 0) {
      throw new IllegalArgumentException("retries is negative: " + retries);
    }
    if (offlineWait.isNegative()) {
      throw new IllegalArgumentException(
          "the wait for a network that is gone is negative: " + offlineWait);
    }
  }

  /**
   * The same with absolute paths: what a service keeps must not depend on the folder it is started
   * in next.
   */
  public RunOptions absolute() {
    return new RunOptions(
        new ManifestRequest(
            manifest.corpus(),
            manifest.folder().toAbsolutePath().normalize(),
            manifest.manifestCsv().map(csv -> csv.toAbsolutePath().normalize()),
            manifest.clipsSubdir(),
            manifest.minRows(),
            manifest.maxRows()),
        output.toAbsolutePath().normalize(),
        manifestOut.toAbsolutePath().normalize(),
        progressPath.toAbsolutePath().normalize(),
        corpusVersion,
        attritionWarnThreshold,
        downloadTimeout,
        retries,
        redo,
        offlineWait);
  }

  /** The corpus. */
  public Corpus corpus() {
    return manifest.corpus();
  }

  /** Where the failed and broken clips are told. */
  public Path failuresOut() {
    return FailuresFile.beside(output);
  }

  /** The corpus folder. */
  public Path folder() {
    return manifest.folder();
  }

  /** Options for a corpus, all at their defaults but the folder. */
  public static Builder of(Corpus corpus, Path folder) {
    return new Builder(corpus, folder);
  }

  /** Collects options; what is not set has the contract's default. */
  public static final class Builder {
    private final Corpus corpus;
    private final Path folder;
    private @Nullable Path manifestCsv;
    private @Nullable Path output;
    private @Nullable Path manifestOut;
    private @Nullable Path progressPath;
    private @Nullable ReasonPattern retryFailed;
    private @Nullable ReasonPattern refetchBroken;
    private @Nullable Integer maxRows;
    private String clipsSubdir = "clips";
    private String corpusVersion;
    private double attritionWarnThreshold = 0.10;
    private Duration downloadTimeout = Duration.ofMinutes(2);
    private Duration offlineWait = Duration.ofMinutes(10);
    private int minRows;
    private int retries = 4;
    private boolean recheck;

    private Builder(Corpus corpus, Path folder) {
      this.corpus = corpus;
      this.folder = folder;
      this.corpusVersion = corpus.defaultVersion();
      this.minRows = corpus.minRows();
    }

    /** The manifest, which must exist; null for the corpus's own discovery. */
    public Builder manifestCsv(@Nullable Path value) {
      manifestCsv = value;
      return this;
    }

    /** The output; null for the corpus's default name in its folder. */
    public Builder output(@Nullable Path value) {
      output = value;
      return this;
    }

    /** The replay manifest; null for the output's name and {@code .manifest.json}. */
    public Builder manifestOut(@Nullable Path value) {
      manifestOut = value;
      return this;
    }

    /** The download progress; null for {@code .download-progress.json} in the corpus folder. */
    public Builder progressPath(@Nullable Path value) {
      progressPath = value;
      return this;
    }

    /** The name of the folder of downloaded clips. */
    public Builder clipsSubdir(String value) {
      clipsSubdir = value;
      return this;
    }

    /** The release that rows carry; null for the corpus's own. */
    public Builder corpusVersion(@Nullable String value) {
      corpusVersion = value == null ? corpus.defaultVersion() : value;
      return this;
    }

    /** The share of failed downloads above which to warn. */
    public Builder attritionWarnThreshold(double value) {
      attritionWarnThreshold = value;
      return this;
    }

    /** How long one attempt may take. */
    public Builder downloadTimeout(Duration value) {
      downloadTimeout = value;
      return this;
    }

    /** How long to wait for a network that is gone. */
    public Builder offlineWait(Duration value) {
      offlineWait = value;
      return this;
    }

    /** How many rows to take at most; null for all. */
    public Builder maxRows(@Nullable Integer value) {
      maxRows = value;
      return this;
    }

    /** The wrong-corpus floor; null for the corpus's own. */
    public Builder minRows(@Nullable Integer value) {
      minRows = value == null ? corpus.minRows() : value;
      return this;
    }

    /** Transient faults in a row without a new byte that a clip may have. */
    public Builder retries(int value) {
      retries = value;
      return this;
    }

    /** Which failures to forget first, by reason; null for none. */
    public Builder retryFailed(@Nullable ReasonPattern value) {
      retryFailed = value;
      return this;
    }

    /** Which broken clips that were downloaded to fetch again, by reason; null for none. */
    public Builder refetchBroken(@Nullable ReasonPattern value) {
      refetchBroken = value;
      return this;
    }

    /** Whether to probe and hash again what is known and unchanged. */
    public Builder recheck(boolean value) {
      recheck = value;
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RunOptions build() {
      Path out = output == null ? folder.resolve(corpus.outputName()) : output;
      return new RunOptions(
          new ManifestRequest(
              corpus,
              folder,
              Optional.ofNullable(manifestCsv),
              clipsSubdir,
              minRows,
              maxRows == null ? OptionalInt.empty() : OptionalInt.of(maxRows)),
          out,
          manifestOut == null
              ? out.resolveSibling(out.getFileName() + ".manifest.json")
              : manifestOut,
          progressPath == null ? folder.resolve(".download-progress.json") : progressPath,
          corpusVersion,
          attritionWarnThreshold,
          downloadTimeout,
          retries,
          new Redo(Optional.ofNullable(retryFailed), Optional.ofNullable(refetchBroken), recheck),
          offlineWait);
    }
  }
}
