package org.mosingest.spark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private List<String> operations(String beginning) throws IOException {
    return Files.readAllLines(log()).stream().filter(line -> line.startsWith(beginning)).toList();
  }

  @Test
  void theBytesAreThoseOfOneMachineAndASecondRunOpensNothing() throws Exception {
    try (SparkBed bed = new SparkBed(temporary)) {
      CorpusBed single = bed.corpus("single", 20);
      CorpusBed spark = bed.corpus("spark", 20);
      SparkBed.onOneMachine(single);
      move(spark);
      String key = SparkSession.staging(SparkDriver.options(spark.folder()));
      Path lost = Files.createDirectories(store().resolve(HadoopClips.STAGING).resolve(key));
      Path other = Files.createDirectories(lost.resolveSibling("other"));
      Path _ = Files.writeString(lost.resolve("lost"), "part of a clip");
      Path _ = Files.writeString(other.resolve("under way"), "part of a clip");

      assertThat(bed.finished(bed.driver(spark, "local[2]", settings()))).startsWith("true");

      assertThat(SparkBed.filesBelow(store().resolve(HadoopClips.STAGING)))
          .containsExactly("other/under way");
      assertThat(lost).doesNotExist();
      MoreFiles.deleteRecursively(other.resolveSibling(""), RecursiveDeleteOption.ALLOW_INSECURE);
      SparkBed.assertSame(spark, single);
      assertThat(SparkBed.filesBelow(store().resolve("clips")))
          .isEqualTo(SparkBed.filesBelow(single.folder().resolve("clips")));
      assertThat(SparkBed.filesBelow(spark.folder().resolve("clips"))).isEmpty();
      assertThat(SparkBed.filesBelow(temporary.resolve("scratch"))).isEmpty();
      // What was there is read once; what came is written once, and not read back.
      assertThat(operations("open ")).hasSize(2);
      assertThat(operations("create")).hasSize(20);
      assertThat(operations("rename ")).hasSize(20);
      assertThat(operations("look ")).hasSize(20 * 3 + 2 * 2 + 1).contains("look at gone.mp4");

      int asked = bed.server().requests().size();
      Files.delete(log());
      assertThat(bed.finished(bed.driver(spark, "local[2]", settings()))).startsWith("true");
      assertThat(bed.server().requests()).hasSize(asked);
      assertThat(operations(""))
          .containsExactly(
              "delete",
              "list " + HadoopClips.STAGING,
              "list clips",
              "delete",
              "list " + HadoopClips.STAGING);
      SparkBed.assertSame(spark, single);

      Files.delete(log());
      bed.add(single, "single", 20, 21);
      bed.add(spark, "spark", 20, 21);
      SparkBed.onOneMachine(single.write());
      assertThat(bed.finished(bed.driver(spark.write(), "local[2]", settings())))
          .startsWith("true");
      assertThat(bed.server().requests()).hasSize(asked + 2);
      assertThat(operations("create")).hasSize(1);
      assertThat(operations("look ")).hasSize(3).containsOnly("look at r20.mp4");
      assertThat(operations("open ")).isEmpty();
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
      assertThat(SparkBed.filesBelow(store()))
          .containsExactly("clips/broken.mp4", "clips/local.mp4");
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

      String usual = System.getProperty("java.io.tmpdir", "");
      Path scratch = Files.createDirectories(temporary.resolve("scratch"));
      System.setProperty("java.io.tmpdir", scratch.toString());
      try {
        Thread _ = Thread.ofPlatform().start(() -> work(item, first));
        Thread _ = Thread.ofPlatform().start(() -> work(item, second));

        for (CompletableFuture<TaskResult> one : List.of(first, second)) {
          assertThat(one.get(4, TimeUnit.MINUTES).results())
              .singleElement()
              .satisfies(of -> assertThat(of.fate()).isInstanceOf(WorkResult.Found.class));
        }
      } finally {
        System.setProperty("java.io.tmpdir", usual);
      }
      assertThat(scratch).isEmptyDirectory();
      assertThat(SparkBed.filesBelow(store())).containsExactly("clips/a.mp4");
      assertThat(store().resolve("clips/a.mp4")).hasBinaryContent(video);
    }
  }

  @Test
  void theCommandReadsHadoopsConfigurationAndTellsItsSecretsToNobody() throws Exception {
    try (SparkBed bed = new SparkBed(temporary)) {
      CorpusBed single = bed.corpus("single", 1);
      CorpusBed spark = bed.corpus("spark", 1);
      String url = bed.server().url("/single/0");
      for (String name :
          List.of(
              "#1.mp4", "50%25.mp4", "ä ö?.mp4", ".hidden.mp4", "a[1]*{x}.mp4", "in it/b.mp4")) {
        single.row(name, url, "2.0");
        spark.row(name, url, "2.0");
      }
      Files.createDirectories(single.clip("folder.mp4"));
      single.row("folder.mp4", url, "2.0");
      spark.row("folder.mp4", url, "2.0");
      SparkBed.onOneMachine(single.write());
      spark.row("a:b.mp4", url, "2.0").write();
      move(spark);
      Files.createDirectories(store().resolve("clips/folder.mp4"));
      bed.environment()
          .put(
              "HADOOP_CONF_DIR",
              SparkBed.site(
                      temporary,
                      Map.of(
                          "fs.trial.impl", TrialFileSystem.class.getName(),
                          "fs.trial.secret.key", "hush-1",
                          "trial.log", "overridden"))
                  .toString());
      Path said = bed.log("command");

      Process command =
          bed.command(
              said,
              "spark",
              "--master=local[2]",
              "--konvid-dir=" + spark.folder(),
              "--min-rows=0",
              "--log-level=DEBUG",
              "--clips-at=trial://" + store() + "/",
              "--conf",
              "spark.hadoop.fs.trial.account=hush-2",
              "--conf=spark.hadoop.trial.log=" + log());
      String _ = bed.finished(command);

      assertThat(command.exitValue()).isZero();
      assertThat(operations("create")).isNotEmpty();
      assertThat(spark.lines()).isEqualTo(single.lines());
      assertThat(SparkBed.failures(spark))
          .containsAll(SparkBed.failures(single))
          .filteredOn(line -> line.contains("a:b.mp4"))
          .singleElement()
          .asString()
          .contains("name-refused");
      for (String file : SparkBed.filesBelow(spark.folder())) {
        assertThat(spark.folder().resolve(file))
            .content(ISO_8859_1)
            .doesNotContain("hush-1", "hush-2");
      }
      assertThat(said).content().doesNotContain("hush-1", "hush-2");
      assertThat(Path.of(spark.output() + ".manifest.json"))
          .content()
          .contains("spark.hadoop.fs.trial.account=***");
    }
  }

  @Test
  void aClipThatWasReplacedIsReadAgainAndNoOther() throws Exception {
    try (SparkBed bed = new SparkBed(temporary)) {
      CorpusBed single = bed.corpus("single", 2);
      CorpusBed spark = bed.corpus("spark", 2);
      move(spark);
      SparkBed.onOneMachine(single);
      assertThat(bed.finished(bed.driver(spark, "local[2]", settings()))).startsWith("true");
      byte[] other = CorpusBed.marked(Files.readAllBytes(single.clip("r0.mp4")), "another");
      Path _ = Files.write(single.clip("r0.mp4"), other);
      Path _ = Files.write(store().resolve("clips/r0.mp4"), other);
      Files.delete(log());

      SparkBed.onOneMachine(single);
      assertThat(bed.finished(bed.driver(spark, "local[2]", settings()))).startsWith("true");

      assertThat(operations("open ")).containsExactly("open r0.mp4");
      assertThat(operations("create")).isEmpty();
      assertThat(String.join("", spark.lines())).contains(CorpusBed.sha256(other));
      SparkBed.assertSame(spark, single);
    }
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
    TaskResult done;
    try (TaskWork work = new TaskWork(settings, List.of(item), ExecutorEngines.of(settings))) {
      done = work.results();
    } catch (Exception e) {
      boolean _ = result.completeExceptionally(e);
      return;
    }
    boolean _ = result.complete(done);
  }
}
