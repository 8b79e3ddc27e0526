package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.content.RowDoubt;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestRequest;
import org.mosingest.core.corpus.Oddity;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.ledger.LostScores;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.core.state.HostTransfer;
import org.mosingest.core.state.ReplayManifest;
import org.mosingest.core.votes.VoteBooks;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.transfer.archive.ZipArchive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a finished run leaves for whoever wants to repeat it. */
record RunReport(
    RunOptions options,
    RunFiles.Inputs inputs,
    Books books,
    LostScores lostScores,
    Map<RowDoubt, Examples> doubts,
    List<HostTransfer> hosts,
    Engines engines,
    Invocation invocation) {

  private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);

  /** Writes the replay manifest. */
  void write() throws IOException {
    new ReplayManifest(
            options.corpus().id(),
            stats(),
            config(),
            invocation.entrypoint(),
            invocation.argv(),
            args(),
            inputFiles(),
            Map.of(
                "jsonl", options.output(),
                "failures", options.failuresOut(),
                "manifest", options.manifestOut()))
        .write(options.manifestOut());
  }

  /** Says what a user should look at. */
  void warn() {
    if (books.alreadyInOutput() > 0) {
      LOG.info(
          "{} of {} already in the output: they are not written again",
          books.alreadyInOutput(),
          Counted.of(books.rows(), "row was", "rows were"));
    }
    if (lostScores.count() > 0) {
      LOG.warn(
          "{} another MOS than the row of the same bytes in the output ({}); rows"
              + " are never rewritten: for corrected scores use a new output, and check which of"
              + " two equal clips is meant; the output is {}",
          Counted.of(lostScores.count(), "duplicate has", "duplicates have"),
          lostScores.example(),
          options.output());
    }
    doubts.forEach(
        (doubt, some) ->
            LOG.warn(
                "{} {}, such as {}; the rows are left unchanged",
                some.count(),
                doubt.words(some.count()),
                some.first().getFirst()));
    if (books.rows() > 0 && books.skippedDownload() + books.skippedBroken() == books.rows()) {
      LOG.warn(
          "not one clip was ingested: all {} lost, {} download-failed and {} broken; {}"
              + " lists the reasons",
          Counted.of(books.rows(), "row is", "rows are"),
          books.skippedDownload(),
          books.skippedBroken(),
          options.failuresOut());
    }
    double threshold = options.attritionWarnThreshold();
    if (books.attrition() > threshold) {
      LOG.warn(
          "download attrition {}% exceeds advisory threshold {}% (check {} for failure reasons)",
          percent(books.attrition()), percent(threshold), options.progressPath());
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", share * 100);
  }

  private Map<String, Object> stats() throws IOException {
    Map<String, Object> stats = new TreeMap<>();
    stats.put("written", books.written());
    stats.put("skipped_download", books.skippedDownload());
    stats.put("skipped_broken", books.skippedBroken());
    stats.put("dedups", books.dedups());
    stats.put("already_in_output", books.alreadyInOutput());
    stats.put("attrition_pct", books.attrition());
    stats.put("rows", books.rows());
    stats.put("rejected_rows", manifest().rejectedRows());
    stats.put("data_rows", manifest().dataRows());
    stats.put("table_lines", manifest().lines().lines());
    stats.put("table_headers", manifest().lines().headers());
    stats.put("blank_lines", manifest().lines().blank());
    stats.put("lines_in_cells", manifest().lines().inner());
    stats.put("completing_lines", manifest().lines().completing());
    for (Oddity oddity : Oddity.values()) {
      stats.put(key(oddity), manifest().odd(oddity).count());
    }
    VoteBooks votes = manifest().votes();
    stats.put("votes", votes.counted());
    stats.put("bad_votes", votes.bad().count());
    stats.put("votes_without_row", votes.withoutRow().count());
    stats.put("votes_beyond_scale", votes.beyondScale().count());
    stats.put("votes_other_mos", votes.otherMos().count());
    stats.put("rows_without_votes", votes.rowsWithout().count());
    stats.put("dedups_other_mos", lostScores.count());
    for (RowDoubt doubt : RowDoubt.values()) {
      stats.put(key(doubt), doubts.getOrDefault(doubt, Examples.NONE).count());
    }
    // A run that finds all clips there says nothing of the hosts: what earlier ones learnt stays.
    stats.put("hosts", HostTransfer.stats(HostTransfer.read(options.manifestOut()), hosts));
    return stats;
  }

  private static String key(Oddity oddity) {
    return switch (oddity) {
      case LINE_BREAK -> "rows_over_lines";
      case BAD_SPREAD -> "bad_spread";
      case BAD_COUNT -> "bad_count";
      case MANGLED_NAME -> "mangled_names";
      case OTHER_MOS -> "repeats_other_mos";
      case OTHER_URL -> "repeats_other_url";
      case CUT_OFF -> "scores_cut_off";
      case BAD_SUM -> "bad_sums";
    };
  }

  private static String key(RowDoubt doubt) {
    return switch (doubt) {
      case COVER_ART -> "rows_of_cover_art";
      case NO_FRAME_RATE -> "rows_without_frame_rate";
      case NO_DURATION -> "rows_without_duration";
      case NO_PIXEL_FORMAT -> "rows_without_pixel_format";
      case PLACEHOLDER -> "clips_sharing_bytes";
    };
  }

  private Map<String, @Nullable Object> config() throws IOException {
    ManifestRequest request = options.manifest();
    Map<String, @Nullable Object> config = new TreeMap<>();
    config.put("clips_subdir", request.clipsSubdir());
    config.put("min_csv_rows", request.floor());
    config.put("max_rows", request.maxRows().isPresent() ? request.maxRows().getAsInt() : null);
    config.put("corpus_version", options.corpusVersion());
    config.put("corpus_declaration_sha256", options.corpus().declaration().sha256().hex());
    config.put("attrition_warn_threshold", options.attritionWarnThreshold());
    if (!engines.downloads().insecureHosts().isEmpty()) {
      config.put("insecure_hosts", new TreeSet<>(engines.downloads().insecureHosts()));
    }
    WorkPool downloads = engines.downloadPool();
    config.put(
        "pools",
        Map.of(
            "downloads", downloads.load().size(),
            "per_host", downloads.perKey(),
            "probes", engines.probePool().load().size()));
    if (!inputs.archives().all().isEmpty()) {
      config.put("archives", archives());
    }
    config.put(
        "probe_engine",
        Map.of(
            "name",
            engines.probe().engine().name(),
            "version",
            engines.probe().engine().version()));
    return config;
  }

  /** Each by where it is, and by the hash of its directory, which tells what its members are. */
  private Map<String, Object> archives() {
    Map<String, Object> archives = new TreeMap<>();
    for (ZipArchive archive : inputs.archives().all()) {
      archives.put(
          archive.place().text(),
          Map.of(
              "directory_sha256", archive.directory().hex(),
              "members", archive.files(),
              "bytes", archive.length()));
    }
    return archives;
  }

  private Manifest manifest() {
    return inputs.manifest();
  }

  private Map<String, @Nullable Object> args() throws IOException {
    Map<String, @Nullable Object> args = new TreeMap<>(options.values().plain());
    CorpusOption.ALL.forEach(option -> args.putIfAbsent(option.jsonKey(), null));
    // Its hash tells of it.
    args.remove(CorpusOption.CORPUS_FILE.jsonKey());
    if (options.offlineWait().equals(RunOptions.FOR_EVER)) {
      args.put(CorpusOption.OFFLINE_WAIT.key(), null);
    }
    args.put("ffprobe_bin", engines.probe().engine().binary());
    args.putAll(config());
    args.remove("pools");
    args.remove("archives");
    args.remove("probe_engine");
    return args;
  }

  /**
   * The files that were read, the manifest found by itself included: otherwise a run could not be
   * pinned to it.
   */
  private Map<String, Path> inputFiles() {
    Map<String, Path> files = new LinkedHashMap<>();
    files.put("konvid_dir", options.folder());
    files.put("progress_path", options.progressPath());
    if (manifest().sources().size() == 1) {
      files.put("manifest_csv", manifest().sources().getFirst());
    } else {
      manifest()
          .sources()
          .forEach(
              source -> files.put(source.getFileName().toString().replace(".csv", "_csv"), source));
    }
    List<Path> votes = manifest().votes().files();
    for (int i = 0; i < votes.size(); i++) {
      files.put(votes.size() == 1 ? "votes" : "votes_" + (i + 1), votes.get(i));
    }
    return files;
  }
}
