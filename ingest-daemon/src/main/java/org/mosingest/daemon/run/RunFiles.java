package org.mosingest.daemon.run;

import com.google.common.io.Closer;
import java.io.IOException;
import java.nio.file.Files;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.jsonl.JsonlFile;
import org.mosingest.core.state.DownloadProgress;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.Hold;
import org.mosingest.daemon.transfer.MachineFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that a run holds open, taken in order and given up in reverse. */
record RunFiles(Closer closer, Places places, DownloadProgress progress, JsonlFile output) {

  private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);

  static RunFiles open(RunOptions options, Pass pass, Manifest manifest)
      throws HeldException, IOException, MachineFaultException {
    Closer closer = Closer.create();
    try {
      closer.register(Hold.corpus(options.folder())::close);
      closer.register(Hold.output(options.output())::close);
      // Written last, perhaps after days: that it can be is better known now.
      Files.createDirectories(options.manifestOut().toAbsolutePath().resolveSibling(""));
      DownloadProgress progress = DownloadProgress.open(options.progressPath());
      closer.register(progress::close);
      if (options.retryFailed().isPresent()) {
        var pattern = options.retryFailed().get();
        int forgotten = progress.forgetFailures(reason -> pattern.matcher(reason).find());
        LOG.info("retrying {} clips whose failure matches '{}'", forgotten, pattern);
      }
      DownloadProgress.Totals totals = progress.totals();
      if (totals.done() + totals.failed() > 0) {
        LOG.info(
            "resume: {} clips done, {} clips failed (from {})", totals.done(), totals.failed(), options.progressPath());
      }
      JsonlFile output = JsonlFile.open(options.output(), pass.outputBytes());
      closer.register(output::close);
      report(options, output.found());
      Places places = Places.prepare(options.folder(), manifest.rows());
      return new RunFiles(closer, places, progress, output);
    } catch (IOException | HeldException | MachineFaultException | RuntimeException e) {
      try {
        closer.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
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
          "{}: its last line was torn; its {} bytes were moved to {}",
          options.output(),
          found.tornBytes(),
          JsonlFile.tornFile(options.output()));
    }
  }

  void close() throws IOException {
    closer.close();
  }
}
