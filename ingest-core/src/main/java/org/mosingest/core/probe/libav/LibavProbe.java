package org.mosingest.core.probe.libav;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.probe.BundledFfmpeg;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.Ffprobe;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.core.setting.Setting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes with libavformat itself, in a few worker processes that live as long as this does: no
 * process is started for a clip. Safe for use by many threads, virtual ones included; as many probe
 * at once as there are workers.
 *
 * <p>The facts are those of the bundled ffprobe, field for field. A clip of which the libraries
 * make no video is given to that ffprobe, whose words are the reason. So is a clip with which a
 * worker dies, hangs or talks nonsense; the worker is replaced.
 */
public final class LibavProbe implements ClipProbe, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LibavProbe.class);

  /**
   * How long a worker may take for a clip: ffprobe, which has a minute, decides about one that
   * takes longer.
   */
  private static final Duration CLIP_LIMIT = Duration.ofSeconds(20);

  /** File names are bytes; this is how Java makes text of them. */
  private static final Charset NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private final WorkerPool workers;
  private final Duration limit;
  private final ClipProbe ffprobe;
  private final ProbeEngine engine;

  private LibavProbe(WorkerPool workers, Duration limit, ClipProbe ffprobe, ProbeEngine engine) {
    this.workers = workers;
    this.limit = limit;
    this.ffprobe = ffprobe;
    this.engine = engine;
  }

  /**
   * Starts a worker over the libraries that come with this program; the others start when clips
   * need them.
   *
   * @param workers how many clips are probed at once, at least 1
   * @throws ProbeUnusableException if the libraries cannot be extracted or used on this machine
   * @throws InterruptedException if the thread is interrupted
   */
  public static LibavProbe bundled(int workers) throws InterruptedException {
    Path libraries = BundledFfmpeg.extract().libraries();
    return over(WorkerCommand.of(libraries), workers, CLIP_LIMIT, Ffprobe.bundled());
  }

  /** As {@link #bundled}, with another command for the workers, another limit, another ffprobe. */
  static LibavProbe over(WorkerCommand command, int workers, Duration limit, ClipProbe ffprobe)
      throws InterruptedException {
    WorkerPool pool = new WorkerPool(command, workers);
    boolean opened = false;
    try {
      String version = pool.start();
      opened = true;
      return new LibavProbe(pool, limit, ffprobe, new ProbeEngine("libav", version, ""));
    } catch (IOException | WorkerFault e) {
      throw new ProbeUnusableException(
          "probing with FFmpeg's libraries does not work here: "
              + e.getMessage()
              + ". Probe with ffprobe instead",
          e,
          Setting.PROBE_ENGINE);
    } finally {
      if (!opened) {
        pool.close();
      }
    }
  }

  @Override
  public ProbeOutcome probe(Path clip) throws InterruptedException {
    Optional<VideoFacts> facts = asked(clip);
    return facts.isPresent() ? new ProbeOutcome.Video(facts.get()) : ffprobe.probe(clip);
  }

  private Optional<VideoFacts> asked(Path clip) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before " + clip + " was probed");
    }
    byte[] path = clip.toAbsolutePath().toString().getBytes(NAMES);
    if (path.length > WorkerFrame.LONGEST) {
      return Optional.empty();
    }
    try {
      return workers.ask(path, limit) instanceof WorkerReply.Found found
          ? found.facts().inFfprobesTerms()
          : Optional.empty();
    } catch (WorkerFault | IOException e) {
      log.warn("A probe worker failed on {}; ffprobe probes it instead: {}", clip, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public ProbeEngine engine() {
    return engine;
  }

  /** The workers' process ids. */
  List<Long> pids() {
    return workers.pids();
  }

  /** Ends the workers. A probe that is under way, or comes later, is done by ffprobe. */
  @Override
  public void close() {
    workers.close();
  }
}
