package org.mosingest.daemon.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mosingest.core.jsonl.JsonlFile;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.testkit.SmallDisk;
import org.mosingest.daemon.machine.DiskReserve;
import org.mosingest.daemon.machine.FreeSpace;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.FullDisk;
import org.mosingest.transfer.Replies;
import org.mosingest.transfer.attempt.TransferSettings;

/** A full disk under the run's own files: the run waits, says so, and goes on with nothing lost. */
final class FullDiskElsewhereTest extends RunTestBase {

  private static final int ROWS = 100;

  @Test
  void aFullDiskUnderTheOutputIsWaitedForHoweverOftenItIsFull() throws Exception {
    List<String> expected = localRows();
    try (SmallDisk disk = SmallDisk.mount(temporary.resolve("small"), "4k")) {
      Path output = disk.folder().resolve("rows.jsonl");
      RunOptions options =
          options().output(output).manifestOut(temporary.resolve("m.json")).build();
      try (Running running = new Running(options)) {
        for (int kilobytes = 8; !running.result.isDone(); kilobytes += 4) {
          CorpusBed.await(
              "full or done",
              () ->
                  running.run.progress().note().endsWith("no space to write " + output)
                      || running.result.isDone());
          // Each trial that finds no room is cut back at once.
          CorpusBed.await("whole rows", () -> holdsWholeRows(output));
          disk.grow(kilobytes + "k");
        }
        assertThat(books(running.result.get())).isEqualTo(new Books(ROWS, ROWS, 0, 0, 0));
        assertThat(running.run.progress().note()).isEmpty();
      }
      assertThat(CorpusBed.withoutInstant(Files.readString(output)).lines())
          .containsExactlyElementsOf(expected);
      assertThat(warnings())
          .anyMatch(
              w ->
                  w.startsWith("no space to write " + output)
                      && w.endsWith("the run waits until there is; nothing is lost"))
          .contains("there is space for " + output + " again; continuing");
    }
  }

  @Test
  void aRunThatIsStoppedWhileItsOutputFindsNoRoomLeavesWholeRowsAndTheNextGoesOn()
      throws Exception {
    List<String> expected = localRows();
    try (SmallDisk disk = SmallDisk.mount(temporary.resolve("small"), "4k")) {
      RunOptions options = options().output(disk.folder().resolve("rows.jsonl")).build();
      try (Running running = new Running(options)) {
        CorpusBed.await("full", () -> running.run.progress().note().contains("no space to write"));
        running.run.stop();
        assertThat(running.result.get(20, TimeUnit.SECONDS).finished()).isFalse();
      }
      assertThat(Files.readString(options.output()))
          .matches(text -> text.isEmpty() || text.endsWith("}\n"));

      disk.grow("1m");
      assertThat(run(options, fake).finished()).isTrue();
      assertThat(CorpusBed.withoutInstant(Files.readString(options.output())).lines())
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void aFullDiskUnderTheDownloadProgressIsWaitedForAndNoClipIsLostOrFailed() throws Exception {
    List<String> expected = new ArrayList<>();
    CountDownLatch full = new CountDownLatch(1);
    for (int i = 0; i < ROWS; i++) {
      if (i % 10 == 7) {
        server.on("/" + i, after(full, Replies.status(404, "Not Found")));
      } else {
        server.on("/" + i, after(full, Replies.file(CorpusBed.fake(i))));
        expected.add(CorpusBed.fakeLine(i + ".mp4", i, "1.0"));
      }
      bed.row(i + ".mp4", server.url("/" + i), "1.0");
    }
    bed.write();
    try (SmallDisk disk = SmallDisk.mount(temporary.resolve("small"), "12k")) {
      RunOptions options = options().progressPath(disk.folder().resolve("progress.json")).build();
      try (Running running = new Running(options)) {
        Path ballast = disk.fill();
        full.countDown();
        CorpusBed.await(
            "full",
            () ->
                running
                    .run
                    .progress()
                    .note()
                    .endsWith("no space to write " + options.progressPath()));
        assertThat(running.result.isDone()).isFalse();
        Files.delete(ballast);
        disk.grow("1m");
        assertThat(books(running.result.get(20, TimeUnit.SECONDS)))
            .isEqualTo(new Books(ROWS, 90, 0, 10, 0));
      }
      String progress = Files.readString(options.progressPath());
      assertThat(progress.lines().filter(line -> line.contains("\"done\""))).hasSize(90);
      assertThat(progress.lines().filter(line -> line.contains("\"failed\"")))
          .hasSize(10)
          .allMatch(line -> line.contains("http-404"));
      assertThat(bed.lines()).isEqualTo(expected);
    }
  }

  @Test
  void aFullDiskUnderTheReplayManifestIsWaitedFor() throws Exception {
    localRows();
    try (SmallDisk disk = SmallDisk.mount(temporary.resolve("small"), "8k")) {
      RunOptions options = options().manifestOut(disk.folder().resolve("m.json")).build();
      Path ballast = disk.fill();
      try (Running running = new Running(options)) {
        CorpusBed.await(
            "full",
            () ->
                running
                    .run
                    .progress()
                    .note()
                    .endsWith("no space to write " + options.manifestOut()));
        assertThat(running.run.progress().books().balance()).isTrue();
        assertThat(options.manifestOut()).doesNotExist();
        Files.delete(ballast);
        assertThat(running.result.get(20, TimeUnit.SECONDS).finished()).isTrue();
      }
      assertThat(options.manifestOut()).isNotEmptyFile();
    }
  }

  @Test
  void aFolderThatIsReadOnlyEndsTheRunBeforeItAsksForAnything() throws Exception {
    server.on("/a", Replies.file(CorpusBed.fake(1)));
    bed.row("a.mp4", server.url("/a"), "1.0").write();
    try (SmallDisk disk = SmallDisk.mount(temporary.resolve("small"), "64k")) {
      disk.remount("ro");
      Path file = disk.folder().resolve("file");
      for (RunOptions options :
          List.of(options().output(file).build(), options().progressPath(file).build())) {
        assertThatThrownBy(() -> run(options, fake))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("Read-only");
      }
      assertThat(server.requests()).isEmpty();
      assertThat(bed.lines()).isEmpty();
    }
  }

  @Test
  void anAppendThatFoundNoRoomIsCutBackAndDoneAgain() throws Exception {
    Path real = temporary.resolve("rows.jsonl");
    FullDisk disk = new FullDisk(FullDisk.Operation.WRITE, "rows.jsonl", 10);
    try (JsonlFile file = JsonlFile.open(disk.at(real))) {
      file.append(bytes("{\"a\":1}\n{\"b\":2}\n"));
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> file.append(bytes("{\"c\":3}\n")))
            .hasMessageContaining("No space left");
        assertThat(real).hasContent("{\"a\":1}\n{\"b\":2}\n");
      }
      disk.room();
      file.append(bytes("{\"c\":3}\n"));
    }
    assertThat(real).hasContent("{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n");
  }

  @Test
  void anOutputThatCouldNotBeSyncedIsNeverCalledSafeAgain() throws Exception {
    Path real = temporary.resolve("rows.jsonl");
    FullDisk disk = new FullDisk(FullDisk.Operation.SYNC, "rows.jsonl", 1);
    try (JsonlFile file = JsonlFile.open(disk.at(real))) {
      file.append(bytes("{\"a\":1}\n"));
      assertThatThrownBy(file::sync).hasMessageContaining("No space left");
      disk.room();
      assertThatThrownBy(file::sync).hasMessageContaining("could not be synced earlier");
      assertThatThrownBy(() -> file.append(bytes("{}\n")))
          .hasMessageContaining("could not be synced earlier");
    }
  }

  private List<String> localRows() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.0");
      expected.add(CorpusBed.fakeLine(i + ".mp4", i, "1.0"));
    }
    bed.write();
    return expected;
  }

  private static boolean holdsWholeRows(Path output) {
    try {
      String text = Files.readString(output);
      return text.isEmpty() || text.endsWith("}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers when something has happened: no clip is decided before. */
  private static FaultServer.Script after(CountDownLatch event, FaultServer.Script script) {
    return (request, socket) -> {
      event.await();
      script.answer(request, socket);
    };
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  /** A run on a thread of its own that looks at its disk often. */
  private final class Running implements AutoCloseable {
    private final Engines engines =
        Engines.of(
                new WorkPool("download", 8, 8),
                Downloads.overOkHttp(TransferSettings.standard("test")),
                new WorkPool("probe", 2, 2),
                fake)
            .with(new DiskReserve(OptionalLong.of(0), FreeSpace.SYSTEM, Duration.ofMillis(10)));
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final IngestRun run;
    private final Future<RunResult> result;

    private Running(RunOptions options) throws Exception {
      run = IngestRun.open(options, engines);
      result = executor.submit(() -> run.execute(new Invocation("test", List.of())));
    }

    @Override
    public void close() throws IOException {
      run.close();
      executor.close();
      engines.close();
    }
  }
}
