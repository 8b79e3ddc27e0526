package org.mosingest.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Invocation;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;

/** The test of truth: a run on Spark leaves the same bytes as one on a single machine. */
@Timeout(value = 900)
class SparkPassTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home", ""), "bin", "java").toString();

  @TempDir Path temporary = Path.of("");

  private final List<Process> processes = new ArrayList<>();
  private byte[] video = {};
  private FaultServer server = unset();

  @BeforeEach
  void start() throws Exception {
    server = FaultServer.start();
    video = Files.readAllBytes(ClipZoo.H264_B_FRAMES_MP4.path());
  }

  @AfterEach
  void stop() throws Exception {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    server.close();
  }

  /** Clips of each kind, some of them behind faults; what a path was asked comes once again. */
  private CorpusBed bed(String name, int remote) throws IOException {
    CorpusBed bed = new CorpusBed(temporary.resolve(name));
    bed.local("local.mp4", clip("local"), "3.5");
    bed.local("broken.mp4", new byte[] {1, 2, 3}, "1.5");
    bed.row("missing.mp4", "", "2.5");
    bed.row("gone.mp4", server.url("/gone"), "2.75");
    for (int i = 0; i < remote; i++) {
      String path = "/" + name + "/" + i;
      byte[] bytes = clip("remote " + (i % 10 == 9 ? 0 : i));
      Replies.FileReply file = Replies.file(bytes, "ETag: \"" + i + "\"");
      switch (i % 5) {
        case 1 -> server.on(path, Replies.status(503), file);
        case 2 -> server.on(path, file.cutAfter(bytes.length / 3), file);
        case 3 -> server.on(path, Replies.reset(), file);
        default -> server.on(path, file);
      }
      bed.row("r" + i + ".mp4", server.url(path), "3." + i);
    }
    bed.row("local.mp4", "", "4.5");
    return bed.write();
  }

  private byte[] clip(String mark) {
    return CorpusBed.marked(video, mark);
  }

  private static void onOneMachine(CorpusBed bed) throws Exception {
    try (Engines engines = SparkDriver.engines();
        IngestRun run = IngestRun.open(SparkDriver.options(bed.folder()), engines)) {
      assertThat(run.execute(new Invocation("ingest run", List.of())).finished()).isTrue();
    }
  }

  private static void assertSame(CorpusBed spark, CorpusBed single) throws IOException {
    assertThat(spark.lines()).isEqualTo(single.lines());
    assertThat(Files.readString(spark.progress())).isEqualTo(Files.readString(single.progress()));
    assertThat(failures(spark)).isEqualTo(failures(single));
    assertThat(spark.folder().resolve(ClipLease.FOLDER)).doesNotExist();
  }

  /** Without the instants, and what differs since each corpus has its own paths on the server. */
  private static List<String> failures(CorpusBed bed) throws IOException {
    return Files.readAllLines(Path.of(bed.output() + ".failures.ndjson")).stream()
        .map(line -> line.replaceAll("\"last_utc\":\"[^\"]*\"", ""))
        .toList();
  }

  @Test
  void withinThisProcessTheBytesAreThoseOfOneMachineAndNothingIsDoneTwice() throws Exception {
    CorpusBed single = bed("single", 20);
    CorpusBed spark = bed("spark", 20);
    onOneMachine(single);

    assertThat(finished(driver(spark, "local[2]"))).startsWith("true");

    assertSame(spark, single);
    int asked = server.requests().size();
    assertThat(finished(driver(spark, "local[2]"))).startsWith("true");
    assertThat(server.requests()).hasSize(asked);
    assertSame(spark, single);

    server.on("/new", Replies.file(clip("new"), "ETag: \"n\""));
    spark.row("new.mp4", server.url("/new"), "4.25").write();
    assertThat(finished(driver(spark, "local[2]"))).startsWith("true");
    assertThat(server.requests()).hasSize(asked + 1);
    assertThat(spark.lines()).hasSize(single.lines().size() + 1);
  }

  private Process driver(CorpusBed bed, String master, String... settings) throws IOException {
    List<String> words = new ArrayList<>(List.of(SparkDriver.class.getName()));
    words.add(bed.folder().toString());
    words.add(master);
    words.addAll(List.of(settings));
    return begin(temporary, words.toArray(String[]::new));
  }

  private Process begin(Path home, String... words) throws IOException {
    List<String> command =
        Stream.of(
                Stream.of(JAVA, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Stream.of(JavaModuleOptions.defaultModuleOptionArray()),
                Stream.of("-cp", System.getProperty("java.class.path", "")),
                Stream.of(words))
            .flatMap(part -> part)
            .toList();
    Path log = Files.createTempFile(temporary, "process", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.to(log.toFile()));
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
    if (!words[0].equals(SparkDriver.class.getName())) {
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private static String finished(Process driver) throws Exception {
    String said = new String(driver.getInputStream().readAllBytes(), UTF_8);
    assertThat(driver.waitFor(Duration.ofMinutes(10).toSeconds(), TimeUnit.SECONDS)).isTrue();
    return said;
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T unset() {
    return null;
  }
}
