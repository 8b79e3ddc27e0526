package org.mosingest.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Invocation;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;

/** Corpora behind a faulty server, and the processes that work on them. */
final class SparkBed implements AutoCloseable {

  private static final String JAVA =
      Path.of(System.getProperty("java.home", ""), "bin", "java").toString();

  private final Path temporary;
  private final FaultServer server = FaultServer.start();
  private final byte[] video = Files.readAllBytes(ClipZoo.H264_B_FRAMES_MP4.path());
  private final List<Process> processes = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  SparkBed(Path temporary) throws IOException {
    this.temporary = temporary;
  }

  /** What the drivers and commands that are begun from now on find in their environment. */
  Map<String, String> environment() {
    return environment;
  }

  FaultServer server() {
    return server;
  }

  /** Clips of each kind, some of them behind faults. */
  CorpusBed corpus(String name, int remote) throws IOException {
    CorpusBed bed = new CorpusBed(temporary.resolve(name));
    bed.local("local.mp4", clip("local"), "3.5");
    bed.local("broken.mp4", new byte[] {1, 2, 3}, "1.5");
    bed.row("missing.mp4", "", "2.5");
    bed.row("gone.mp4", server.url("/gone"), "2.75");
    add(bed, name, 0, remote);
    bed.row("local.mp4", "", "4.5");
    return bed.write();
  }

  /** Adds rows whose clips are on the server, from one number to before another. */
  void add(CorpusBed bed, String name, int from, int to) {
    for (int i = from; i < to; i++) {
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
  }

  private byte[] clip(String mark) {
    return CorpusBed.marked(video, mark);
  }

  static void onOneMachine(CorpusBed bed) throws Exception {
    try (Engines engines = SparkDriver.engines();
        IngestRun run = IngestRun.open(SparkDriver.options(bed.folder()), engines)) {
      assertThat(run.execute(new Invocation("ingest run", List.of())).finished()).isTrue();
    }
  }

  static void assertSame(CorpusBed spark, CorpusBed single) throws IOException {
    assertThat(spark.lines()).isEqualTo(single.lines());
    assertThat(Files.readString(spark.progress())).isEqualTo(Files.readString(single.progress()));
    assertThat(failures(spark)).isEqualTo(failures(single));
    assertThat(spark.folder().resolve(ClipLease.FOLDER)).doesNotExist();
  }

  /** Without the instants. */
  static List<String> failures(CorpusBed bed) throws IOException {
    return Files.readAllLines(Path.of(bed.output() + ".failures.ndjson")).stream()
        .map(line -> line.replaceAll("\"last_utc\":\"[^\"]*\"", ""))
        .toList();
  }

  /** The files at any depth, in order. */
  static List<String> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** A folder of Hadoop's configuration, with these settings. */
  static Path site(Path below, Map<String, String> settings) throws IOException {
    StringBuilder text = new StringBuilder("<configuration>");
    settings.forEach(
        (name, value) ->
            text.append("<property><name>")
                .append(name)
                .append("</name><value>")
                .append(value)
                .append("</value></property>"));
    Path folder = Files.createDirectories(below.resolve("hadoop"));
    Path _ = Files.writeString(folder.resolve("core-site.xml"), text + "</configuration>");
    return folder;
  }

  /** A run in a process of its own. */
  Process driver(CorpusBed bed, String master, String... settings) throws IOException {
    List<String> words = new ArrayList<>(List.of(SparkDriver.class.getName()));
    words.add(bed.folder().toString());
    words.add(master);
    words.addAll(List.of(settings));
    return begin(
        log("driver"), ProcessBuilder.Redirect.PIPE, environment, words.toArray(String[]::new));
  }

  /** The command as users give it, in a process of its own; its log goes to the file. */
  Process command(Path log, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("org.mosingest.cli.Main"));
    all.addAll(List.of(words));
    return begin(log, ProcessBuilder.Redirect.PIPE, environment, all.toArray(String[]::new));
  }

  /** What a driver printed, when it has ended. */
  String finished(Process driver) throws Exception {
    String said = new String(driver.getInputStream().readAllBytes(), UTF_8);
    assertThat(driver.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return said;
  }

  /** One of Spark's own processes, whose temporary files are in that folder. */
  Process daemon(Path log, Path local, String... words) throws IOException {
    Map<String, String> here =
        Map.of("SPARK_LOCAL_DIRS", Files.createDirectories(local).toString());
    return begin(log, ProcessBuilder.Redirect.DISCARD, here, words);
  }

  Path log(String name) throws IOException {
    return Files.createTempFile(temporary, name, ".log");
  }

  /** The folder that is Spark's home: what its processes need is on their class path. */
  Path home() throws IOException {
    Files.createDirectories(temporary.resolve("home/jars"));
    return temporary.resolve("home");
  }

  static String logging() {
    return "-Dlogback.configurationFile=" + Path.of("src/main/conf/logback.xml").toAbsolutePath();
  }

  private Process begin(
      Path log, ProcessBuilder.Redirect out, Map<String, String> more, String... words)
      throws IOException {
    List<String> command =
        Stream.of(
                Stream.of(JAVA, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Stream.of(logging()),
                Stream.of(JavaModuleOptions.defaultModuleOptionArray()),
                Stream.of("-cp", System.getProperty("java.class.path", "")),
                Stream.of(words))
            .flatMap(part -> part)
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out).redirectError(log.toFile());
    builder.environment().put("SPARK_HOME", home().toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
    builder.environment().remove("HADOOP_CONF_DIR");
    builder.environment().putAll(more);
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /** Waits until it is so, five minutes at most. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** Ends it as an operating system does that runs out of memory. */
  static void kill(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    int _ = process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws Exception {
    for (Process process : processes) {
      kill(process);
    }
    server.close();
  }
}
