package org.mosingest.daemon.run;

import com.google.common.io.Closer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.clip.ClipFolders;
import org.mosingest.core.clip.ClipStore;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.jsonl.JsonlFile;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.row.Counted;
import org.mosingest.core.state.DownloadProgress;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.fetch.RunArchives;
import org.mosingest.daemon.known.ClipMemory;
import org.mosingest.daemon.known.KnownClips;
import org.mosingest.daemon.known.Trust;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.archive.Archives;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that a run holds open, taken in order and given up in reverse.
 *
 * @param inputs what is to be done, and what is read for it
 * @param pass how much of it: as was asked, its beginnings fitted to what the files hold
 * @param clips where the clips are
 */
record RunFiles(
    Closer closer,
    Inputs inputs,
    Pass pass,
    ClipStore clips,
    DownloadProgress progress,
    FailedClips failed,
    JsonlFile output,
    KnownClips known) {

  private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);

  /**
   * What a run reads and does not write.
   *
   * @param archives those that clips are taken out of
   */
  record Inputs(Manifest manifest, Archives archives) {}

  /** What is to be done. */
  Manifest manifest() {
    return inputs.manifest();
  }

  /**
   * Reads the manifest, takes the corpus and the output, and opens the files. Nothing is written
   * before the manifest has been read and found good.
   *
   * @param asked how much is to be done; what does not fit the manifest or the output any more is
   *     begun anew
   * @param engines what the run works with
   * @param others who works in place of this process's pools, if anybody does
   * @throws BadCorpusException if the corpus cannot be read as asked
   * @throws HeldException if another run holds the corpus or the output
   * @throws IOException if a folder or file of the run cannot be read or written
   * @throws MachineFaultException if an unfinished download of an earlier run cannot be removed
   */
  static RunFiles take(
      RunOptions options, Pass asked, Engines engines, Optional<ClipWork.Maker> others)
      throws BadCorpusException, HeldException, IOException, MachineFaultException {
    Inputs inputs = usable(options, engines);
    RunHold hold = RunHold.take(options);
    try {
      hold.refuseShared(options, inputs.manifest());
    } catch (HeldException | IOException | RuntimeException e) {
      hold.close();
      throw e;
    }
    Closer closer = Closer.create();
    closer.register(hold::close);
    return open(options, asked, new Given(inputs, engines, Optional.empty(), others), hold, closer);
  }

  /**
   * The same for a caller who holds the corpus and the output already, and longer than the run.
   *
   * @param earlier the failures of the rows that the pass has settled already
   * @param hold taken for these options; {@link #close} does not give it up
   */
  static RunFiles within(
      RunHold hold, RunOptions options, Pass asked, Engines engines, FailureSource earlier)
      throws BadCorpusException, IOException, MachineFaultException {
    Inputs inputs = usable(options, engines);
    try {
      hold.refuseShared(options, inputs.manifest());
    } catch (HeldException e) {
      throw new MachineFaultException(
          e.getMessage() + "; wait for that run, then start this again", e);
    }
    return open(
        options,
        asked,
        new Given(inputs, engines, Optional.of(earlier), Optional.empty()),
        hold,
        Closer.create());
  }

  private static Inputs usable(RunOptions options, Engines engines)
      throws BadCorpusException, IOException, MachineFaultException {
    Manifest manifest = ManifestReader.read(options.manifest());
    manifest.requireUsable();
    RunPaths.check(options, manifest);
    // One that does not run here is better known before anything is fetched or written.
    ProbeEngine _ = engines.probe().engine();
    return new Inputs(
        manifest, RunArchives.open(options, manifest.rows(), engines.downloads(), true));
  }

  /**
   * With what the files are opened.
   *
   * @param earlier the failures of what the pass has settled already; empty if the file beside the
   *     output tells them
   * @param others who works in place of this process's pools, if anybody does
   */
  private record Given(
      Inputs inputs,
      Engines engines,
      Optional<FailureSource> earlier,
      Optional<ClipWork.Maker> others) {}

  /**
   * Opens them.
   *
   * @param closer closed at the end, or if they cannot be opened
   */
  private static RunFiles open(
      RunOptions options, Pass asked, Given given, RunHold hold, Closer closer)
      throws IOException, MachineFaultException {
    Manifest manifest = given.inputs().manifest();
    try {
      Optional<ClipStore> elsewhere =
          given.others().isPresent()
              ? given.others().get().store(options, manifest.rows())
              : Optional.empty();
      // Written last, perhaps after days: that it can be is better known now.
      Files.createDirectories(options.manifestOut().toAbsolutePath().resolveSibling(""));
      Pass pass = asked;
      if (!pass.fits(manifest)) {
        LOG.warn(changed(manifest));
        pass = asked.byClip();
      }
      DownloadProgress progress = DownloadProgress.open(options.progressPath());
      closer.register(progress::close);
      if (options.redo().retryFailed().isPresent() && asked.isNew()) {
        // Once only: what the run itself has decided since is not what its user meant.
        var pattern = options.redo().retryFailed().get();
        int forgotten = progress.forgetFailures(pattern::finds);
        LOG.info("retrying {} whose failure matches '{}'", Counted.of(forgotten, "clip"), pattern);
      }
      DownloadProgress.Totals totals = progress.totals();
      if (totals.done() + totals.failed() > 0) {
        LOG.info(
            "resume: {} clips done, {} clips failed (from {})",
            totals.done(),
            totals.failed(),
            options.progressPath());
      }
      JsonlFile output =
          JsonlFile.open(options.output(), pass.outputBytes(), pass.order().beganAt());
      closer.register(output::close);
      output.guardedBy(hold::check);
      report(options, output.found());
      if (pass.outputBytes() != Pass.NO_ROWS_YET && output.length() < pass.outputBytes()) {
        LOG.warn(
            "{} is shorter than when the run was interrupted: the run starts over",
            options.output());
        pass = Pass.first(asked.startedAt());
      }
      long from = pass.outputBytes() == Pass.NO_ROWS_YET ? output.length() : pass.outputBytes();
      pass = pass.from(from, manifest.rows().size()).over(manifest.rows());
      ClipStore clips =
          elsewhere.isPresent() ? elsewhere.get() : prepared(options, manifest, given.engines());
      FailedClips failed =
          FailedClips.open(options, manifest, pass, progress, clips, given.earlier());
      KnownClips known =
          ClipMemory.at(
              RunPaths.memory(options),
              given.engines().probe().engine(),
              trust(options, pass),
              clips::stamp);
      closer.register(known::close);
      return new RunFiles(closer, given.inputs(), pass, clips, progress, failed, output, known);
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
  static String changed(Manifest manifest) {
    return (manifest.votes().files().isEmpty()
            ? "the manifest was changed"
            : "the manifest was changed, or its votes were,")
        + " while the run was interrupted: the run goes through all its rows again, by clip; no"
        + " clip gets a second row";
  }

  private static ClipFolders prepared(RunOptions options, Manifest manifest, Engines engines)
      throws IOException, MachineFaultException {
    ClipFolders folders = ClipFolders.prepare(options.folder(), manifest.rows(), engines.links());
    sweep(folders);
    return folders;
  }

  /** Clears the clips' folders of unfinished downloads that cannot be continued. */
  private static void sweep(ClipFolders folders) throws MachineFaultException {
    int removed = 0;
    for (Path folder : folders.writable()) {
      removed += Downloads.sweep(folder);
    }
    if (removed > 0) {
      LOG.info("removed {} that cannot be continued", Counted.of(removed, "unfinished download"));
    }
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
          "{}: {}, the first is line {}; {} left unchanged",
          options.output(),
          Counted.of(
              found.malformedLines(), "line is not a JSON object", "lines are not JSON objects"),
          found.firstMalformedLine(),
          Counted.word(found.malformedLines(), "it is", "they are"));
    }
    if (found.tornBytes() > 0) {
      LOG.warn(
          "{}: its last line was incomplete; {} moved to {}",
          options.output(),
          Counted.of(found.tornBytes(), "byte was", "bytes were"),
          JsonlFile.tornFile(options.output()));
    }
  }

  void close() throws IOException {
    closer.close();
  }
}
