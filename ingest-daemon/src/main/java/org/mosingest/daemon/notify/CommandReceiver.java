package org.mosingest.daemon.notify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.mosingest.core.paths.FaultWords;

/** A program that gets each document on its standard input; what it prints is dropped. */
final class CommandReceiver implements Receiver {

  private final Path program;
  private final Duration mostTime;

  /**
   * A program.
   *
   * @param mostTime after that it is killed
   */
  CommandReceiver(Path program, Duration mostTime) {
    this.program = program;
    this.mostTime = mostTime;
  }

  @Override
  public String shown() {
    return program.toString();
  }

  @Override
  public Delivery tell(byte[] json) throws InterruptedException {
    Path document;
    try {
      document = Files.createTempFile("ingest-notify", ".json");
    } catch (IOException e) {
      return new Delivery.Later("no temporary file: " + FaultWords.of(e));
    }
    try {
      // From a file: a program that does not read cannot hold the writer up.
      try (OutputStream out = Files.newOutputStream(document)) {
        out.write(json);
      }
      return outcome(
          new ProcessBuilder(program.toString())
              .redirectInput(document.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      return new Delivery.Refused("it cannot be started: " + FaultWords.of(e));
    } finally {
      var _ = document.toFile().delete();
    }
  }

  private Delivery outcome(Process process) throws InterruptedException {
    try {
      if (!process.waitFor(mostTime.toNanos(), TimeUnit.NANOSECONDS)) {
        return new Delivery.Refused("it was killed after " + mostTime.toMillis() / 1000.0 + " s");
      }
      int code = process.exitValue();
      return code == 0
          ? new Delivery.Received()
          : new Delivery.Refused("it ended with exit code " + code);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      var _ = process.destroyForcibly();
    }
  }

  /** The thread that waits for the program is interrupted, and kills it. */
  @Override
  public void breakOff() {}
}
