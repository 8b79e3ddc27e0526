package org.mosingest.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.mosingest.daemon.run.IngestRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a run, as Ctrl-C would, once a third of its rows is settled and a download is in the middle
 * of a clip. Where probes are slow and downloads run ahead, it is stopped before they come too far.
 */
public final class Cutoff implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Cutoff.class);
  private static final long TICK_MS = 10;

  private final IngestRun run;
  private final Path clips;
  private final Map<String, Long> sizes;
  private final Thread watcher;

  private Cutoff(IngestRun run, Path clips, Map<String, Long> sizes) {
    this.run = run;
    this.clips = clips;
    this.sizes = sizes;
    this.watcher = Thread.ofPlatform().daemon().name("cutoff").unstarted(this::watch);
  }

  /**
   * Watches a run, until it is closed.
   *
   * @param clips the folder of its downloads
   * @param sizes the clips' sizes by their names
   */
  static Cutoff of(IngestRun run, Path clips, Map<String, Long> sizes) {
    Cutoff cutoff = new Cutoff(run, clips, sizes);
    cutoff.watcher.start();
    return cutoff;
  }

  private void watch() {
    int third = run.manifest().rows().size() / 3;
    try {
      while (!((run.progress().books().settled() >= third || isAtFence()) && inMidBody())) {
        Thread.sleep(TICK_MS);
      }
      run.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Then the run comes to its end, and the demo says that it was not interrupted.
      LOG.error("cannot read the progress of the downloads", e);
    }
  }

  private boolean isAtFence() {
    Path fence = clips.resolve(DemoClips.FENCE);
    return Files.exists(part(fence)) || Files.exists(fence);
  }

  private static Path part(Path clip) {
    return clip.resolveSibling(clip.getFileName() + ".part");
  }

  private boolean inMidBody() throws IOException {
    for (Map.Entry<String, Long> clip : sizes.entrySet()) {
      try {
        long part = Files.size(part(clips.resolve(clip.getKey())));
        if (part > clip.getValue() / 10 && part < clip.getValue() / 10 * 7) {
          return true;
        }
      } catch (NoSuchFileException e) {
        // Not begun, or whole.
      }
    }
    return false;
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
