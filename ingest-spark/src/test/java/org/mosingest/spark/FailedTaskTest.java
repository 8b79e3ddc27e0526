package org.mosingest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;

/** A task that cannot go on while it is at work on other clips. */
@Timeout(300)
class FailedTaskTest {

  @TempDir Path temporary = Path.of("");

  @Test
  void itsThreadsAreWaitedForBeforeItsFolderIsCleared() throws Exception {
    Path store = temporary.resolve("store");
    Path scratch = Files.createDirectories(temporary.resolve("scratch"));
    Path clips = Files.createDirectories(store.resolve("clips"));
    Path _ = Files.copy(ClipZoo.H264_B_FRAMES_MP4.path(), clips.resolve(HaltingFileSystem.SLOW));
    Thread task = Thread.currentThread();
    // The other clip's copy is written when the task waits for it, or when it is too late.
    HaltingFileSystem.begin(
        () -> task.getState() == Thread.State.TIMED_WAITING || isEmpty(scratch));

    String usual = System.getProperty("java.io.tmpdir", "");
    System.setProperty("java.io.tmpdir", scratch.toString());
    try {
      assertThatThrownBy(() -> work("halting://" + store))
          .hasMessageContaining("the store is gone");
    } finally {
      System.setProperty("java.io.tmpdir", usual);
    }

    SparkBed.await(
        "the end of the other clip's work, or what it writes",
        () -> !HaltingFileSystem.opener().isAlive() || !isEmpty(scratch));
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  @Timeout(60)
  void aThreadThatComesToItsProbesTooLateDoesNotWait() throws Exception {
    TaskSettings settings = settings(TaskSettings.Store.NONE);
    List<WorkItem> items = List.of(read(0, "late.mp4"));
    TaskWork work = new TaskWork(settings, items, ExecutorEngines.of(settings));

    work.close();

    assertThatThrownBy(
            () -> work.read(items.getFirst().manifestRow(), temporary.resolve("late.mp4")))
        .hasCauseInstanceOf(CancellationException.class);
  }

  private static boolean isEmpty(Path folder) {
    String[] names = folder.toFile().list();
    return names == null || names.length == 0;
  }

  private TaskSettings settings(TaskSettings.Store store) {
    return new TaskSettings(
        temporary.toString(),
        temporary.toString(),
        store,
        new TaskSettings.Share(4, 4, 1, 0, 0),
        new TaskSettings.Tools(true, "", "", "", "", "test"),
        new TaskSettings.Fetching(
            Duration.ofMinutes(5), 3, Duration.ofMinutes(5), Duration.ofMinutes(5)),
        new ArrayList<>());
  }

  private void work(String store) throws Exception {
    TaskSettings settings = settings(new TaskSettings.Store(store, "key"));
    List<WorkItem> items = List.of(read(0, HaltingFileSystem.BAD), read(1, HaltingFileSystem.SLOW));
    try (TaskWork work = new TaskWork(settings, items, ExecutorEngines.of(settings))) {
      TaskResult _ = work.results();
    }
  }

  private static WorkItem read(int row, String name) {
    Clip clip = new Clip("clips", new ClipName(name), "", name);
    return WorkItem.read(new ManifestRow(row, clip, new Opinion(0, 0, 0), 0), 1);
  }
}
