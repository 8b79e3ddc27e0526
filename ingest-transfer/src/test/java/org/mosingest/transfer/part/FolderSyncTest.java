package org.mosingest.transfer.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody's rename counts before a sync that began after it, and many share one. */
@Timeout(180)
final class FolderSyncTest {

  private static final Path FOLDER = Path.of("clips");

  /**
   * A disk whose first sync takes until it is released, and which notes what was renamed when a
   * sync began.
   */
  private static final class SlowDisk implements FolderSync.Disk {
    final AtomicInteger renamed = new AtomicInteger();
    final List<Integer> synced = new ArrayList<>();
    final CountDownLatch firstBegan = new CountDownLatch(1);
    final CountDownLatch firstMayEnd = new CountDownLatch(1);
    boolean broken;

    @Override
    public void sync(Path folder) throws IOException {
      synced.add(renamed.get());
      firstBegan.countDown();
      try {
        firstMayEnd.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (broken && synced.size() > 1) {
        throw new IOException("no space");
      }
    }
  }

  @Test
  void whoComesDuringASyncSharesTheNext() throws Exception {
    SlowDisk disk = new SlowDisk();

    for (Future<?> one : sixteenAfterTheFirst(disk)) {
      one.get();
    }

    assertThat(disk.synced).as("renames that each sync found").containsExactly(1, 17);
  }

  @Test
  void aSyncThatFailsFailsForAllWhoWaitedForIt() throws Exception {
    SlowDisk disk = new SlowDisk();
    disk.broken = true;

    List<Future<?>> all = sixteenAfterTheFirst(disk);

    all.getFirst().get();
    for (Future<?> one : all.subList(1, all.size())) {
      Assertions.assertThatThrownBy(one::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(IOException.class)
          .hasMessage("no space");
    }
  }

  @Test
  void oneAfterTheOtherIsSyncedEachTime() throws Exception {
    AtomicInteger syncs = new AtomicInteger();
    FolderSync folders = new FolderSync(_ -> syncs.incrementAndGet());
    for (int i = 0; i < 3; i++) {
      folders.sync(FOLDER);
    }
    assertThat(syncs).hasValue(3);
  }

  /** One whose sync is under way, then sixteen more, of whom all wait when it ends. */
  private static List<Future<?>> sixteenAfterTheFirst(SlowDisk disk) throws Exception {
    FolderSync folders = new FolderSync(disk);
    List<Thread> threads = new ArrayList<>();
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService pool =
        Executors.newThreadPerTaskExecutor(
            task -> {
              Thread thread = Thread.ofPlatform().unstarted(task);
              threads.add(thread);
              return thread;
            })) {
      for (int i = 0; i < 17; i++) {
        all.add(
            pool.submit(
                () -> {
                  disk.renamed.incrementAndGet();
                  folders.sync(FOLDER);
                  return null;
                }));
        if (i == 0) {
          disk.firstBegan.await();
        }
      }
      for (Thread thread : threads.subList(1, threads.size())) {
        while (thread.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }
      disk.firstMayEnd.countDown();
    }
    return all;
  }
}
