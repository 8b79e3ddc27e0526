package org.mosingest.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.Hold;

/**
 * The right to write one clip's unfinished download, held by one executor at a time: a second copy
 * of a task, or one whose executor was given up too early, waits. A lock of the operating system on
 * a file in the corpus folder, which is gone with the process that held it.
 */
final class ClipLease {

  /** The folder of the lock files, below the corpus folder. */
  static final String FOLDER = ".ingest-leases";

  private static final long AGAIN_MS = 100;

  private ClipLease() {}

  /**
   * Waits for it.
   *
   * @throws IOException if the lock file cannot be written
   * @throws InterruptedException if interrupted while waiting
   */
  static Hold take(Path corpusFolder, Clip clip) throws IOException, InterruptedException {
    byte[] path = clip.pathBelowCorpus().getBytes(UTF_8);
    Path file = corpusFolder.resolve(FOLDER).resolve(Sha256.of(sha256(path)).hex());
    while (true) {
      try {
        return Hold.file(file, "the clip", clip.name().value());
      } catch (HeldException e) {
        TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
      }
    }
  }

  private static byte[] sha256(byte[] bytes) {
    return Sha256.newDigest().digest(bytes);
  }
}
