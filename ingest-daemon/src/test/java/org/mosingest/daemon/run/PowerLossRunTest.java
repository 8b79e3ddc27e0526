package org.mosingest.daemon.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.testkit.Change;
import org.mosingest.core.testkit.DiskHistory;
import org.mosingest.core.testkit.RecordedDisk;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole runs on a disk whose every change is recorded: the order of write, sync, rename and sync of
 * the folder; and the runs after power losses at any point of it, of which the disk kept what it
 * liked of what was not synced.
 */
@Timeout(300)
final class PowerLossRunTest extends RunTestBase {

  private static final int CLIPS = 8;
  private static final int STALLED = 5;
  private static final int SENT = 6_000;
  private static final Set<String> STATE_FILES =
      Set.of(
          ".download-progress.json",
          "konvid_150k.jsonl.failures.ndjson",
          "konvid_150k.jsonl.manifest.json");

  private final List<String> expected = new ArrayList<>();
  private final AtomicInteger stalls = new AtomicInteger();

  @BeforeEach
  void serveClips() throws IOException {
    for (int i = 0; i < CLIPS; i++) {
      Replies.FileReply whole = Replies.file(clip(i), "ETag: \"" + i + "\"");
      boolean stalled = i == STALLED;
      server.on(
          "/" + i,
          (request, socket) ->
              (stalled && stalls.getAndDecrement() > 0 ? whole.stallAfter(SENT) : whole)
                  .answer(request, socket));
      bed.row(i + ".mp4", server.url("/" + i), "1.5");
      expected.add(
          CorpusBed.line(
              i + ".mp4", clip(i), (100 + i) + ",96,25.0,0.4,yuv420p,h264", "1.5", "0.5", "7"));
    }
    bed.write();
  }

  /** Of some pages, none of which is zeros. */
  private static byte[] clip(int number) {
    byte[] start = CorpusBed.fake(number);
    byte[] all = Arrays.copyOf(start, 10_000);
    Arrays.fill(all, start.length, all.length, (byte) ('a' + number));
    return all;
  }

  /**
   * A run that is stopped in the middle of a clip, then another program's torn line, then a run to
   * the end.
   */
  private List<Change> recorded(Path folder) throws Exception {
    RecordedDisk disk = new RecordedDisk(folder);
    Path seen = disk.at(folder);
    if (Files.notExists(folder.resolve("clips/" + STALLED + ".mp4"))) {
      stalls.set(1);
      try (Engines engines = engines(fake);
          IngestRun run = open(seen, engines)) {
        CompletableFuture<RunResult> result = execute(run);
        Path part = folder.resolve("clips/" + STALLED + ".mp4.part");
        // One that goes on from bytes that it has never stalls at this length.
        CorpusBed.await(
            "half a clip", () -> result.isDone() || (stalls.get() <= 0 && size(part) >= SENT));
        run.stop();
        assertThat(result.get(20, TimeUnit.SECONDS)).isNotNull();
      }
      stalls.set(0);
      Files.writeString(
          seen.resolve("konvid_150k.jsonl"),
          "{\"src\":\"torn",
          StandardOpenOption.APPEND,
          StandardOpenOption.WRITE);
    }
    try (Engines engines = engines(fake);
        IngestRun run = open(seen, engines)) {
      assertThat(execute(run).get(20, TimeUnit.SECONDS).finished()).isTrue();
    }
    return disk.steps();
  }

  private static IngestRun open(Path folder, Engines engines) throws Exception {
    return IngestRun.open(
        RunOptions.of(KnownCorpora.standard(), folder).minRows(0).build(), engines);
  }

  private static CompletableFuture<RunResult> execute(IngestRun run) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return run.execute(new Invocation("test", List.of()));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void everythingIsWrittenThenSyncedThenRenamedThenTheFolderIsSynced() throws Exception {
    DiskHistory history = new DiskHistory(bed.folder());
    Path output = bed.output();
    Path progress = bed.progress();
    Path journal = bed.folder().resolve(".download-progress.json.journal");
    Path manifest = bed.folder().resolve("konvid_150k.jsonl.manifest.json");
    Set<Path> published = new TreeSet<>();
    List<Path> unsyncedNames = new ArrayList<>();
    boolean journalAhead = false;
    for (Change change : recorded(bed.folder())) {
      boolean isName =
          change instanceof Change.Move(Path _, Path to) && !to.toString().endsWith(".part.json");
      if (isName) {
        assertThat(history.isSynced(change.path()))
            .as("%s: its bytes come before its name", change)
            .isTrue();
      }
      if (change instanceof Change.Move(Path _, Path to) && to.equals(manifest)) {
        assertThat(history.isSynced(output))
            .as("the rows come before the sidecar that hashes them")
            .isTrue();
        assertThat(history.isNameSynced(output)).isTrue();
      }
      if (change instanceof Change.Truncate(Path path, long _) && path.equals(journal)) {
        assertThat(history.isNameSynced(progress) && !journalAhead)
            .as("the snapshot comes before its journal goes")
            .isTrue();
      }
      if (change instanceof Change.Write(Path path, long _, var bytes) && path.equals(journal)) {
        journalAhead = true;
        String decision = UTF_8.decode(bytes.duplicate()).toString();
        assertThat(unsyncedNames)
            .as("a clip's name is on the disk before it is called done in " + decision)
            .noneMatch(name -> decision.contains("\"" + name.getFileName() + "\""));
      }
      if (change instanceof Change.Truncate(Path path, long _) && path.equals(output)) {
        assertThat(history.isSynced(bed.folder().resolve("konvid_150k.jsonl.torn"))).isTrue();
        assertThat(history.isNameSynced(bed.folder().resolve("konvid_150k.jsonl.torn"))).isTrue();
      }
      history.add(change);
      if (change instanceof Change.Move(Path _, Path to) && to.equals(progress)) {
        journalAhead = false;
      }
      if (isName && change instanceof Change.Move(Path _, Path to)) {
        published.add(to);
        unsyncedNames.add(to);
      }
      unsyncedNames.removeIf(history::isNameSynced);
    }
    assertThat(unsyncedNames).isEmpty();
    assertThat(published).hasSize(CLIPS + STATE_FILES.size());
    assertThat(bed.lines()).isEqualTo(expected);
  }

  @Test
  void rowsThatNothingFollowsAreSyncedToo() throws Exception {
    RecordedDisk disk = new RecordedDisk(bed.folder());
    FakeClipProbe.Gate second = fake.holdAt("1.mp4");
    FakeClipProbe.Gate last = fake.holdAt((CLIPS - 1) + ".mp4");
    try (Engines engines = engines(fake, CLIPS);
        IngestRun run = open(disk.at(bed.folder()), engines)) {
      CompletableFuture<RunResult> result = execute(run);
      try {
        CorpusBed.await("the first row synced", () -> syncedBytes(disk) == sizeOfRows(1));
        // Appended right after a sync, so that none is due yet.
        second.open();
        CorpusBed.await(
            "all rows but the last synced", () -> syncedBytes(disk) == sizeOfRows(CLIPS - 1));
        assertThat(result.isDone()).isFalse();
      } finally {
        second.open();
        last.open();
      }
      assertThat(result.get(20, TimeUnit.SECONDS).finished()).isTrue();
    }
    assertThat(bed.lines()).isEqualTo(expected);
  }

  /** Of the output, how much was written before it was last synced. */
  private long syncedBytes(RecordedDisk disk) {
    long written = 0;
    long synced = 0;
    for (Change change : disk.steps()) {
      if (change instanceof Change.Write(Path path, long position, var bytes)
          && path.equals(bed.output())) {
        written = position + bytes.limit();
      } else if (change instanceof Change.Sync(Path path) && path.equals(bed.output())) {
        synced = written;
      }
    }
    return synced;
  }

  private long sizeOfRows(int count) {
    String instant = "2026-01-01T00:00:00+00:00";
    return expected.stream()
        .limit(count)
        .mapToLong(line -> line.length() - 1 + instant.length() + 1)
        .sum();
  }

  @Test
  void afterThreePowerLossesInARowTheRowsAreTheSame() throws Exception {
    long first = Long.getLong("powerloss.seed", 1);
    int count = Integer.getInteger("powerloss.count", 6);
    for (long seed = first; seed < first + count; seed++) {
      Random random = new Random(seed);
      Path folder = temporary.resolve("s" + seed + "-0");
      Files.createDirectories(folder.resolve("clips"));
      Files.copy(bed.folder().resolve("manifest.csv"), folder.resolve("manifest.csv"));
      StringBuilder story = new StringBuilder("-Dpowerloss.seed=" + seed + " -Dpowerloss.count=1");
      for (int loss = 1; loss <= 3; loss++) {
        DiskHistory history = new DiskHistory(folder);
        List<Change> steps = recorded(folder);
        int kept = random.nextInt(steps.size() + 1);
        steps.subList(0, kept).forEach(history::add);
        Path next = temporary.resolve("s" + seed + "-" + loss);
        history.powerLoss(next, folder.resolve("konvid_150k.jsonl"), random);
        story.append("; power lost after step ").append(kept).append(" of ").append(steps.size());
        anotherBoot(next);
        assertNoClipIsWrong(next, story.toString());
        folder = next;
      }
      try (Engines engines = engines(fake);
          IngestRun run = open(folder, engines)) {
        RunResult result = execute(run).get(20, TimeUnit.SECONDS);
        assertThat(result.finished()).as(story.toString()).isTrue();
        assertThat(result.progress().books().balance()).as(story.toString()).isTrue();
      }
      assertAllIsThere(folder, story.toString());
    }
  }

  /**
   * The machine has been down: what the records say of the present boot, they say of an earlier
   * one.
   */
  private static void anotherBoot(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("clips"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".part.json")).toList()) {
        String record = Files.readString(file);
        Files.writeString(
            file, record.replaceAll("\"boot_id\":\"[^\"]*\"", "\"boot_id\":\"earlier\""));
      }
    }
  }

  private static void assertNoClipIsWrong(Path folder, String story) throws IOException {
    for (int i = 0; i < CLIPS; i++) {
      Path clip = folder.resolve("clips/" + i + ".mp4");
      if (Files.exists(clip)) {
        assertThat(Files.readAllBytes(clip))
            .as(clip + " under its own name; " + story)
            .isEqualTo(clip(i));
      }
    }
    Path manifest = folder.resolve("konvid_150k.jsonl.manifest.json");
    if (Files.exists(manifest)) {
      assertThat(JsonMapper.shared().readTree(Files.readString(manifest)).isObject())
          .as(story)
          .isTrue();
    }
    Path progress = folder.resolve(".download-progress.json");
    if (Files.exists(progress)) {
      assertThat(JsonMapper.shared().readTree(Files.readString(progress)).isObject())
          .as(story)
          .isTrue();
    }
  }

  private void assertAllIsThere(Path folder, String story) throws IOException {
    assertNoClipIsWrong(folder, story);
    String rows = CorpusBed.withoutInstant(Files.readString(folder.resolve("konvid_150k.jsonl")));
    assertThat(rows).as(story).isEqualTo(String.join("\n", expected) + "\n");
    String progress = Files.readString(folder.resolve(".download-progress.json"));
    assertThat(progress).as(story).doesNotContain("failed");
    for (int i = 0; i < CLIPS; i++) {
      assertThat(progress).as(story).contains("\"" + i + ".mp4\": {\"state\": \"done\"}");
    }
    Set<String> left = names(folder);
    left.remove("konvid_150k.jsonl.torn");
    assertThat(left)
        .as(story)
        .containsExactlyInAnyOrder(
            ".download-progress.json",
            ".ingest.lock",
            ".konvid_150k.jsonl.lock",
            "clips",
            "konvid_150k.jsonl",
            "konvid_150k.jsonl.failures.ndjson",
            "konvid_150k.jsonl.manifest.json",
            ".known-clips.db",
            "manifest.csv");
    assertThat(names(folder.resolve("clips")))
        .as(story)
        .containsExactlyInAnyOrder(
            Stream.iterate(0, i -> i + 1).limit(CLIPS).map(i -> i + ".mp4").toArray(String[]::new));
  }

  private static Set<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(path -> String.valueOf(path.getFileName()))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
