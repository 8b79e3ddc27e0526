package org.mosingest.spark;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A file system in which one clip is being opened when the look at another one fails, and in which
 * that opening goes on for a while whoever interrupts it.
 */
public final class HaltingFileSystem extends RawLocalFileSystem {

  static final String SLOW = "slow.mp4";
  static final String BAD = "bad.mp4";

  /** What happens in it: there is one for each process. */
  record Scene(CountDownLatch begun, BooleanSupplier goesOn) {}

  private static volatile Scene scene = new Scene(new CountDownLatch(1), () -> true);

  /** The thread that opens the slow clip. */
  private static volatile Thread opener = Thread.currentThread();

  /**
   * Sets what is to happen next.
   *
   * @param goesOn when the slow clip's opening goes on after it was interrupted
   */
  static void begin(BooleanSupplier goesOn) {
    scene = new Scene(new CountDownLatch(1), goesOn);
  }

  static Thread opener() {
    return opener;
  }

  @Override
  public String getScheme() {
    return "halting";
  }

  @Override
  public URI getUri() {
    return URI.create("halting:///");
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    if (path.getName().equals(SLOW)) {
      opener = Thread.currentThread();
      scene.begun().countDown();
      while (!Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
      while (!scene.goesOn().getAsBoolean()) {
        Thread.onSpinWait();
      }
      boolean _ = Thread.interrupted();
    }
    return super.open(path, buffer);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    if (path.getName().equals(BAD)) {
      try {
        scene.begun().await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      throw new IOException("the store is gone");
    }
    return TrialFileSystem.plain(super.getFileStatus(path));
  }
}
