package org.mosingest.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.BundledFfmpeg;
import org.mosingest.core.probe.Ffprobe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.run.RunResult;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The demo: makes a corpus, serves it with faults, ingests it in two passes and proves that nothing
 * came twice.
 */
public final class Demo {

  private static final int DOWNLOADS = 8;

  private static final Duration QUIET_LIMIT = Duration.ofSeconds(1);

  /** Short, so that the silent transfer does not make the demo a long one. */
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(3);

  private final DemoFolder folder;
  private final String version;
  private final DemoStory story;

  /**
   * A demo to be played.
   *
   * @param folder where
   * @param version this program's version
   * @param out where it is told
   * @param ansi whether with colours
   */
  public Demo(DemoFolder folder, String version, PrintWriter out, Ansi ansi) {
    this.folder = folder;
    this.version = version;
    this.story = new DemoStory(new DemoPage(out, ansi));
  }

  /** Executes a run in the foreground. */
  @FunctionalInterface
  public interface Foreground {
    /**
     * Executes it, with a view of how far it is.
     *
     * @throws InterruptedException if the user stopped it
     */
    RunResult execute(IngestRun run)
        throws InterruptedException, IOException, MachineFaultException;
  }

  /**
   * Plays it.
   *
   * @return whether everything went as it should; if not, it has been told what did not
   * @throws InterruptedException if the user stopped it
   */
  public boolean play(Foreground foreground)
      throws InterruptedException,
          IOException,
          MachineFaultException,
          BadCorpusException,
          HeldException {
    story.title();
    story.making();
    long start = System.nanoTime();
    DemoCorpus corpus = DemoCorpus.make(folder.web(), BundledFfmpeg.extract().ffmpeg());
    story.made(corpus, secondsSince(start));
    // A clip takes about a second and a half: long enough for the probes to keep up on a small
    // machine.
    long slow = corpus.bytes() * 2 / 3 / corpus.sizes().size();
    try (DemoServer server = corpus.serve(slow);
        Engines engines = engines()) {
      story.serving(server);
      DemoCorpus.writeManifest(folder.corpus().resolve("manifest.csv"), server);
      return ingest(corpus, server, slow, engines, foreground);
    }
  }

  private boolean ingest(
      DemoCorpus corpus, DemoServer server, long slow, Engines engines, Foreground foreground)
      throws InterruptedException,
          IOException,
          MachineFaultException,
          BadCorpusException,
          HeldException {
    RunOptions options =
        RunOptions.of(KnownCorpora.standard(), folder.corpus())
            .minRows(DemoClips.ALL.size())
            .build();
    Path clips = folder.corpus().resolve(options.manifest().clipsSubdir());

    story.interrupting(slow);
    RunResult first;
    try (IngestRun run = IngestRun.open(options, engines);
        Cutoff cutoff = Cutoff.of(run, clips, corpus.sizes())) {
      first = foreground.execute(run);
    }
    // Else the server, no longer slow, would fill connections that nobody reads any more.
    server.awaitQuiet(QUIET_LIMIT);
    LeftOnDisk left = LeftOnDisk.of(options.progressPath(), clips);
    int requestsBefore = server.requests().size();
    story.interrupted(first.progress(), left);

    server.throttle(0);
    story.resuming();
    long start = System.nanoTime();
    List<ClipFailure> failures = new ArrayList<>();
    RunResult second;
    try (IngestRun run =
        IngestRun.open(options, Pass.first(Instant.now()), engines, failures::add)) {
      second = foreground.execute(run);
    }
    Proof proof = Proof.of(server.requests(), requestsBefore, left.settled(), corpus.sizes());
    story.finished(second.progress(), secondsSince(start), proof, corpus);

    List<JsonNode> rows = rows(options.output());
    Verdict verdict = Verdict.of(first, second, left, rows, failures, proof);
    story.rows(rows);
    story.failures(failures);
    story.proof(proof, corpus, verdict);
    story.files(options);
    return verdict.holds();
  }

  private Engines engines() throws InterruptedException {
    TransferSettings standard = TransferSettings.standard(version);
    int cores = Runtime.getRuntime().availableProcessors();
    return Engines.of(
        new WorkPool("download", DOWNLOADS, DOWNLOADS),
        Downloads.overOkHttp(standard.withTimeouts(standard.connectTimeout(), STALL_TIMEOUT)),
        new WorkPool("probe", cores, cores),
        Ffprobe.bundled());
  }

  private static List<JsonNode> rows(Path output) throws IOException {
    return Files.readAllLines(output).stream().map(JsonMapper.shared()::readTree).toList();
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Tells what to type next.
   *
   * @param program how this program is called
   * @param more whether the program checks a corpus before a run
   */
  public void next(String program, boolean more) {
    story.next(program, folder.corpus(), more);
  }
}
