package org.mosingest.spark;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.Utils;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.clip.ClipStamp;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.MachineFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of one attempt at a task alone, on its machine's own disk: clips are fetched into it and
 * then put in a Hadoop file system whole, or copied from there to be read.
 */
final class Scratch implements TaskPlace {

  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

  /** Copies to and from the store at a time: more are no faster, and take more of the disk. */
  private static final int COPIES = 4;

  private final HadoopClips store;
  private final String staging;
  private final Path folder;
  private final Semaphore copies = new Semaphore(COPIES);

  private Scratch(HadoopClips store, String staging, Path folder) {
    this.store = store;
    this.staging = staging;
    this.folder = folder;
  }

  /** A new one, where Spark keeps its own temporary files. */
  static Scratch of(TaskSettings.Store settings) throws IOException, MachineFaultException {
    @Nullable SparkEnv spark = SparkEnv.get();
    Path below =
        Path.of(
            spark == null
                ? System.getProperty("java.io.tmpdir", "/tmp")
                : Utils.getLocalDir(spark.conf()));
    HadoopClips store;
    try {
      store = HadoopClips.at(settings.uri());
    } catch (IllegalArgumentException e) {
      throw new MachineFaultException(String.valueOf(e.getMessage()), e);
    }
    return new Scratch(
        store, settings.staging(), Files.createTempDirectory(below, "ingest-clips-"));
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public WorkResult.Fate take(WorkItem item, ManifestRow row, Steps steps)
      throws IOException, InterruptedException, ExecutionException, MachineFaultException {
    Path file = row.clip().in(folder);
    boolean absent;
    try {
      // Another attempt may have put it there since the driver looked.
      absent = item.isFetched() && store.status(row.clip()).isEmpty();
    } catch (IllegalArgumentException e) {
      return WorkResult.notHad(
          Reason.of(ReasonWord.NAME_REFUSED, "the clips' file system takes no such name"));
    }
    try {
      if (absent) {
        Optional<Reason> failure = steps.fetch(row, file);
        if (failure.isPresent()) {
          return WorkResult.notHad(failure.get());
        }
        WorkResult.Fate fate = steps.read(row, file);
        if (put(row.clip(), file)) {
          return stamped(fate, store.status(row.clip()).flatMap(HadoopClips::stamp));
        }
      }
      return standing(row, file, steps);
    } finally {
      boolean _ = Files.deleteIfExists(file);
    }
  }

  private boolean put(Clip clip, Path file) throws InterruptedException, MachineFaultException {
    copies.acquire();
    try {
      return store.put(file, clip, staging + "/" + UUID.randomUUID());
    } finally {
      copies.release();
    }
  }

  /** Reads the clip that is in the store. */
  private WorkResult.Fate standing(ManifestRow row, Path file, Steps steps)
      throws IOException, InterruptedException, ExecutionException, MachineFaultException {
    Optional<ClipStamp> before = store.status(row.clip()).flatMap(HadoopClips::stamp);
    if (before.isEmpty()) {
      return new WorkResult.LookAgain(false);
    }
    copies.acquire();
    try {
      steps.awaitRoom();
      if (!store.copyTo(row.clip(), file)) {
        return new WorkResult.LookAgain(false);
      }
    } finally {
      copies.release();
    }
    Optional<FileStatus> after = store.status(row.clip());
    return after.flatMap(HadoopClips::stamp).equals(before)
        ? stamped(steps.read(row, file), before)
        : new WorkResult.LookAgain(true);
  }

  /** What is known of the copy is known of the clip. */
  private static WorkResult.Fate stamped(WorkResult.Fate fate, Optional<ClipStamp> stamp) {
    return fate instanceof WorkResult.Found found ? found.at(stamp) : fate;
  }

  @Override
  public void close() {
    try {
      if (Files.exists(folder)) {
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    } catch (IOException e) {
      LOG.warn("cannot remove {}, which is not needed any more: {}", folder, e.getMessage());
    }
  }
}
