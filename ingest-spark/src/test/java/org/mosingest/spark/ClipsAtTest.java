package org.mosingest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import org.mosingest.transfer.http.ClipUrl;

/** Clips that are kept in a Hadoop file system, of a scheme that only Hadoop knows. */
@Timeout(900)
class ClipsAtTest {

  @TempDir Path temporary = Path.of("");

  private Path store() {
    return temporary.resolve("store");
  }

  private Path log() {
    return temporary.resolve("operations.log");
  }

  private String[] settings(String... more) throws IOException {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "clips-at=trial://" + store(),
                "spark.hadoop.fs.trial.impl=" + TrialFileSystem.class.getName(),
                "spark.hadoop.trial.log=" + log(),
                "spark.local.dir=" + Files.createDirectories(temporary.resolve("scratch"))));
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  /** Has the clips that a corpus begins with in the store, and nothing where they were. */
  private void move(CorpusBed bed) throws IOException {
    Path clips = Files.createDirectories(store().resolve("clips"));
    for (String name : List.of("local.mp4", "broken.mp4")) {
      Files.move(bed.clip(name), clips.resolve(name));
    }
  }

  private List<String> operations() throws IOException {
    return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
  }

  private static List<String> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void theBytesAreThoseOfOneMachineAndASecondRunOpensNothing() throws Exception {
    try (SparkBed bed = new SparkBed(temporary)) {
      CorpusBed single = bed.corpus("single", 20);
      CorpusBed spark = bed.corpus("spark", 20);
      SparkBed.onOneMachine(single);
      move(spark);

      assertThat(bed.finished(bed.driver(spark, "local[2]", settings()))).startsWith("true");

      SparkBed.assertSame(spark, single);
      assertThat(filesBelow(store().resolve("clips")))
          .isEqualTo(filesBelow(single.folder().resolve("clips")));
      assertThat(filesBelow(spark.folder().resolve("clips"))).isEmpty();
      assertThat(store()).isDirectoryNotContaining("glob:**" + HadoopClips.STAGING);
      assertThat(filesBelow(temporary.resolve("scratch"))).isEmpty();
      // What was there is read once; what came is written once, and not read back.
      assertThat(operations()).hasSize(22).filteredOn(line -> line.equals("create")).hasSize(20);

      int asked = bed.server().requests().size();
      Files.delete(log());
      assertThat(bed.finished(bed.driver(spark, "local[2]", settings()))).startsWith("true");
      assertThat(bed.server().requests()).hasSize(asked);
      assertThat(operations()).isEmpty();
      SparkBed.assertSame(spark, single);

      bed.add(single, "single", 20, 21);
      bed.add(spark, "spark", 20, 21);
      SparkBed.onOneMachine(single.write());
      assertThat(bed.finished(bed.driver(spark.write(), "local[2]", settings())))
          .startsWith("true");
      assertThat(bed.server().requests()).hasSize(asked + 2);
      assertThat(operations()).containsExactly("create");
      SparkBed.assertSame(spark, single);
    }
  }

  @Test
  void aStoreThatTakesNothingEndsTheRunAndFailsNoClip() throws Exception {
    try (SparkBed bed = new SparkBed(temporary)) {
      CorpusBed spark = bed.corpus("spark", 2);
      move(spark);

      Process driver = bed.driver(spark, "local[2]", settings("spark.hadoop.trial.full=true"));

      assertThat(bed.finished(driver)).doesNotContain("true");
      assertThat(driver.exitValue()).isNotZero();
      try (Stream<Path> logs = Files.list(temporary)) {
        Path said =
            logs.filter(file -> file.getFileName().toString().startsWith("driver"))
                .findFirst()
                .orElseThrow();
        assertThat(said).content().contains("cannot write trial:", "the quota is used up");
      }
      assertThat(spark.progress()).content().doesNotContain("r0.mp4", "r1.mp4");
      assertThat(filesBelow(store())).containsExactly("clips/broken.mp4", "clips/local.mp4");
    }
  }

  @Test
  void twoCopiesOfATaskLeaveOneClipAndNothingElse() throws Exception {
    byte[] video = Files.readAllBytes(ClipZoo.H264_B_FRAMES_MP4.path());
    try (FaultServer server = FaultServer.start()) {
      server.on("/a", Replies.file(video, "ETag: \"1\""));
      Clip clip = new Clip("clips", new ClipName("a.mp4"), server.url("/a"), "a.mp4");
      WorkItem item =
          WorkItem.fetch(
              new ManifestRow(0, clip, new Opinion(0, 0, 0), 0),
              (ClipUrl) ClipUrl.parse(server.url("/a")));
      CompletableFuture<TaskResult> first = new CompletableFuture<>();
      CompletableFuture<TaskResult> second = new CompletableFuture<>();

      Thread _ = Thread.ofPlatform().start(() -> work(item, first));
      Thread _ = Thread.ofPlatform().start(() -> work(item, second));

      for (CompletableFuture<TaskResult> one : List.of(first, second)) {
        assertThat(one.get(4, TimeUnit.MINUTES).results())
            .singleElement()
            .satisfies(of -> assertThat(of.fate()).isInstanceOf(WorkResult.Found.class));
      }
      assertThat(filesBelow(store())).containsExactly("clips/a.mp4");
      assertThat(store().resolve("clips/a.mp4")).hasBinaryContent(video);
    }
  }

  @Test
  void whatIsThereIsNotReplacedAndWhatWasStagedIsRemoved() throws Exception {
    HadoopClips clips = HadoopClips.at("file://" + store());
    Clip clip = new Clip("clips", new ClipName("b c/ä:1.mp4"), "", "x");
    Path one = Files.writeString(temporary.resolve("one"), "one");
    Path other = Files.writeString(temporary.resolve("other"), "other");

    assertThat(clips.put(one, clip, "key/1")).isTrue();
    assertThat(clips.put(other, clip, "key/2")).isFalse();

    assertThat(store().resolve("clips/b c/ä:1.mp4")).content().isEqualTo("one");
    assertThat(filesBelow(store())).containsExactly("clips/b c/ä:1.mp4");
    List<String> listed = new ArrayList<>();
    clips.list("clips", (path, stamp) -> listed.add(path + " " + stamp.size()));
    assertThat(listed).containsExactly("clips/b c/ä:1.mp4 3");
    clips.clearStaging("key");
    assertThat(store().resolve(HadoopClips.STAGING)).doesNotExist();
  }

  @Test
  void addressesThatCannotBeUsedAreRefusedWithoutRepeatingASecret() {
    assertThatThrownBy(() -> HadoopClips.at("s3a://AKIA:hush@bucket/clips"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user name or password")
        .hasMessageNotContainingAny("hush", "AKIA");
    assertThatThrownBy(() -> HadoopClips.at("s3a://bucket/clips"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hadoop-aws");
    assertThatThrownBy(() -> HadoopClips.at("nosuch://bucket/clips"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("knows no file system nosuch:");
    assertThatThrownBy(() -> HadoopClips.at("/clips"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begin with a scheme");
  }

  private void work(WorkItem item, CompletableFuture<TaskResult> result) {
    TaskSettings settings =
        new TaskSettings(
            temporary.toString(),
            temporary.toString(),
            new TaskSettings.Store("file://" + store(), "key"),
            new TaskSettings.Share(4, 4, 1, 0, 0),
            new TaskSettings.Tools(true, "", "", "", "", "test"),
            new TaskSettings.Fetching(
                Duration.ofMinutes(5), 3, Duration.ofMinutes(5), Duration.ofMinutes(5)),
            new ArrayList<>());
    try (TaskWork work = new TaskWork(settings, List.of(item), ExecutorEngines.of(settings))) {
      boolean _ = result.complete(work.results());
    } catch (Exception e) {
      boolean _ = result.completeExceptionally(e);
    }
  }
}
