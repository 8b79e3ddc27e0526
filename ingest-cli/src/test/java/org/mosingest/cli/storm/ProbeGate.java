package org.mosingest.cli.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mosingest.cli.Scripts;

/**
 * An ffprobe that says when it is at work, and takes its time then.
 *
 * @param program what to run instead of ffprobe
 * @param closed a file that is there while clips are held up
 * @param waiting a file that is there once one is
 */
record ProbeGate(Path program, Path closed, Path waiting) {

  /** One before a real ffprobe. */
  static ProbeGate before(Path ffprobe, Path folder) throws IOException {
    Path closed = folder.resolve("probe-closed");
    Path waiting = folder.resolve("probe-waiting");
    Path program =
        Scripts.program(
            folder.resolve("ffprobe"),
            "[ \"$1\" != -version ] && [ -e %s ] && { : > %s; sleep 1; }\nexec %s \"$@\""
                .formatted(closed, waiting, ffprobe));
    return new ProbeGate(program, closed, waiting);
  }

  /** From now on clips are held up. */
  void close() throws IOException {
    Files.deleteIfExists(waiting);
    Files.createFile(closed);
  }

  /** From now on they are not. */
  void open() throws IOException {
    Files.deleteIfExists(closed);
  }

  /** Whether a clip is held up, or was since it was closed. */
  boolean isHolding() {
    return Files.exists(waiting);
  }
}
