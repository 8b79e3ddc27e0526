package org.mosingest.daemon.run;

import com.google.common.io.Closer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.jsonl.JsonlFile;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.state.DownloadProgress;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.known.ClipMemory;
import org.mosingest.daemon.known.KnownClips;
import org.mosingest.daemon.known.Trust;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that a run holds open, taken in order and given up in reverse.
 *
 * @param manifest what is to be done
 * @param pass how much of it: as was asked, its beginnings fitted to what the files hold
 */
record RunFiles(
    Closer closer,
    Manifest manifest,
    Pass pass,
    Places places,
    DownloadProgress progress,
    FailedClips failed,
    JsonlFile output,
    KnownClips known) {

  private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);

  /**
   * Opens them.
   *
   * @param asked how much is to be done; what does not fit the manifest or the output any more is
   *     begun anew
   * @param engines what the run works with
   * @param earlier the failures of what the pass has settled already; empty if the file beside the
   *     output tells them
   * @param hold the corpus and the output, given up at the end; empty if the caller holds them
   *     longer
   */
  static RunFiles open(
      RunOptions options,
      Pass asked,
      Manifest manifest,
      Engines engines,
      Optional<FailureSource> earlier,
      Optional<RunHold> hold)
      throws IOException, MachineFaultException {
    Closer closer = Closer.create();
    try {
      hold.ifPresent(held -> closer.register(held::close));
      // Written last, perhaps after days: that it can be is better known now.
      Files.createDirectories(options.manifestOut().toAbsolutePath().resolveSibling(""));
      Pass pass = asked;
      if (!pass.fits(manifest)) {
        LOG.warn(MANIFEST_CHANGED);
        pass = asked.byClip();
      }
      DownloadProgress progress = DownloadProgress.open(options.progressPath());
      closer.register(progress::close);
      if (options.redo().retryFailed().isPresent() && asked.isNew()) {
        // Once only: what the run itself has decided since is not what its user meant.
        var pattern = options.redo().retryFailed().get();
        int forgotten = progress.forgetFailures(pattern::finds);
        LOG.info("retrying {} clips whose failure matches '{}'", forgotten, pattern);
      }
      DownloadProgress.Totals totals = progress.totals();
      if (totals.done() + totals.failed() > 0) {
        LOG.info(
            "resume: {} clips done, {} clips failed (from {})",
            totals.done(),
            totals.failed(),
            options.progressPath());
      }
      JsonlFile output = JsonlFile.open(options.output(), pass.outputBytes());
      closer.register(output::close);
      report(options, output.found());
      if (pass.outputBytes() != Pass.NO_ROWS_YET && output.length() < pass.outputBytes()) {
        LOG.warn(
            "{} is shorter than it was when the run was interrupted: the run begins anew",
            options.output());
        pass = Pass.first(asked.startedAt());
      }
      long from = pass.outputBytes() == Pass.NO_ROWS_YET ? output.length() : pass.outputBytes();
      pass = pass.from(from, manifest.rows().size()).over(manifest.rows());
      Places places = Places.prepare(options.folder(), manifest.rows(), engines.links());
      FailedClips failed = FailedClips.open(options, manifest, pass, progress, earlier);
      KnownClips known =
          ClipMemory.at(memory(options), engines.probe().engine(), trust(options, pass));
      closer.register(known::close);
      return new RunFiles(closer, manifest, pass, places, progress, failed, output, known);
    } catch (IOException | MachineFaultException | RuntimeException e) {
      try {
        closer.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** What is said of a run whose rows' numbers mean other clips since it was interrupted. */
  static final String MANIFEST_CHANGED =
      "the manifest was changed while the run was interrupted: all its rows are gone through again, by clip; no clip gets a"
          + " second row";

  /** In the corpus folder; beside the output where that is only read. */
  private static Path memory(RunOptions options) {
    Path usual = options.folder().resolve(KnownClips.FILE_NAME);
    return Files.isWritable(options.folder())
        ? usual
        : options
            .output()
            .resolveSibling("." + options.output().getFileName() + KnownClips.FILE_NAME);
  }

  private static Trust trust(RunOptions options, Pass pass) {
    if (options.redo().recheck()) {
      return Trust.NOTHING;
    }
    // Who has failed clips retried does not want to hear again what was said of them.
    return pass.only().isPresent() ? Trust.ALL_BUT_BROKEN : Trust.ALL;
  }

  private static void report(RunOptions options, JsonlFile.Found found) {
    if (found.rows() > 0) {
      LOG.info("resume: {} existing rows already in {}", found.rows(), options.output());
    }
    if (found.malformedLines() > 0) {
      LOG.warn(
          "{}: {} lines are not JSON objects, the first is line {}; they stay as they are",
          options.output(),
          found.malformedLines(),
          found.firstMalformedLine());
    }
    if (found.tornBytes() > 0) {
      LOG.warn(
          "{}: its end was torn; {} bytes were moved to {}",
          options.output(),
          found.tornBytes(),
          JsonlFile.tornFile(options.output()));
    }
  }

  void close() throws IOException {
    closer.close();
  }
}
