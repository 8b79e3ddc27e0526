package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;

/** Starts {@code bin/ingest} of the built distribution as a user does. */
final class LauncherIT {

  private static final Path DISTRIBUTION =
      Path.of(
          Objects.requireNonNull(
              System.getProperty("ingest.distribution"), "the build sets ingest.distribution"));
  private static final Path REAL_JAVA_HOME = Path.of(System.getProperty("java.home"));

  private static final String OUR_JAR = onlyJar();

  private static final String LOGGER_FINDERS = "META-INF/services/java.lang.System$LoggerFinder";

  @TempDir private Path temporary;
  private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void awayFromTheJdksOfThisMachine() throws IOException {
    folder = Files.createDirectory(temporary.resolve("with a blank"));
    environment.put("INGEST_JVM_DIRS", folder.resolve("jvm").toString());
    environment.put("PATH", tools().toString());
    environment.put("LC_ALL", "C");
  }

  @Test
  void printsTheVersionFromAnyFolder() throws Exception {
    environment.put("INGEST_JAVA_HOME", REAL_JAVA_HOME.toString());

    Result result = launch("--version");

    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .matches(
            "ingest \\d+\\.\\d+\\.\\d+( \\(commit [0-9a-f]+\\))?\\R"
                + "Java \\d+.*\\RFFmpeg \\d+\\.\\d+.*, bundled\\R");
  }

  /** Only a release has them: its build fetches what makes man pages. */
  @Test
  @Tag("release")
  void bringsAManualAndShellCompletion() throws Exception {
    assertThat(DISTRIBUTION.resolve("share/man/man1/ingest-run.1"))
        .content()
        .contains("\\-\\-konvid\\-dir", "EXAMPLE");
    assertThat(DISTRIBUTION.resolve("share/man/man1/ingest-daemon.1"))
        .content()
        .contains("\\-\\-state\\-dir");
    assertThat(DISTRIBUTION.resolve("share/bash-completion/completions/ingest"))
        .content()
        .contains("--konvid-dir");
  }

  @Test
  void passesTheExitStatusOn() throws Exception {
    environment.put("INGEST_JAVA_HOME", REAL_JAVA_HOME.toString());

    Result result = launch("--no-such-option");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("--no-such-option");
  }

  @Test
  void startsThroughSymbolicLinks() throws Exception {
    environment.put("INGEST_JAVA_HOME", REAL_JAVA_HOME.toString());
    Path absolute =
        Files.createSymbolicLink(folder.resolve("absolute"), DISTRIBUTION.resolve("bin/ingest"));
    Path relative = Files.createSymbolicLink(folder.resolve("relative"), absolute.getFileName());

    try {
      assertThat(run(List.of(relative.toString(), "--version")).status()).isZero();
    } finally {
      // JUnit warns of links that lead out of its folder.
      Files.delete(relative);
      Files.delete(absolute);
    }
  }

  @Test
  void takesIngestJavaHomeFirst() throws Exception {
    environment.put("INGEST_JAVA_HOME", jdk("one", "25").toString());
    environment.put("JAVA_HOME", jdk("two", "25").toString());
    jdk("jvm/three", "25");
    onPath(jdk("four", "25"));

    assertThat(launch().out()).startsWith("one ");
  }

  @Test
  void takesTheJavaThatCameWithItBeforeAnyButTheOneGiven() throws Exception {
    Path copy = distribution();
    jdk("distribution/runtime", "25");
    environment.put("JAVA_HOME", jdk("two", "25").toString());
    List<String> version = List.of(copy.resolve("bin/ingest").toString(), "--version");

    assertThat(run(version).out()).startsWith("distribution/runtime ");

    environment.put("INGEST_JAVA_HOME", jdk("one", "25").toString());
    assertThat(run(version).out()).startsWith("one ");
  }

  /** Whoever hands FFmpeg on owes its licence. */
  @Test
  void bringsItsLicenceAndFfmpegs() {
    Path texts = DISTRIBUTION.resolve("share/doc/mos-ingest");
    assertThat(texts.resolve("LICENSE")).content().contains("Apache License");
    assertThat(texts.resolve("NOTICE")).content().contains("FFmpeg 8.1.2");
    assertThat(texts.resolve("licences/LGPL-3.0.txt")).content().contains("LESSER GENERAL PUBLIC");
  }

  @Test
  @Tag("release")
  void bringsTheLicencesAndTheListOfAllParts() {
    Path texts = DISTRIBUTION.resolve("share/doc/mos-ingest");
    assertThat(texts.resolve("licences/THIRD-PARTY.txt"))
        .content()
        .contains("com.squareup.okhttp3:okhttp-jvm", "org.bytedeco:ffmpeg", "Logback");
    assertThat(texts).isDirectoryContaining("glob:**/mos-ingest-*.cdx.json");
  }

  /** Parquet's writer names types of Hadoop's, which do not come with it. */
  @Test
  void writesParquetWithoutHadoop() throws Exception {
    environment.put("INGEST_JAVA_HOME", REAL_JAVA_HOME.toString());
    Path rows = folder.resolve("rows.jsonl");
    Files.writeString(rows, ExportBed.row("a.mp4", new byte[] {1}, 3) + "\n");
    Path parquet = folder.resolve("rows.parquet");

    Result result =
        launch(
            "export",
            "--konvid-dir",
            folder.toString(),
            "--input",
            rows.toString(),
            "--format",
            "parquet",
            "--output",
            parquet.toString());

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(parquet).isNotEmptyFile();
  }

  @Test
  void takesJavaHomeNext() throws Exception {
    environment.put("INGEST_JAVA_HOME", jdk("one", "24.0.2").toString());
    environment.put("JAVA_HOME", jdk("two", "25.0.1").toString());
    jdk("jvm/three", "25");
    onPath(jdk("four", "25"));

    assertThat(launch().out()).startsWith("two ");
  }

  @Test
  void takesTheMachinesJdksNextAndPassesOverOlderOnes() throws Exception {
    environment.put("INGEST_JAVA_HOME", folder.resolve("not-there").toString());
    environment.put("JAVA_HOME", jdk("two", "1.8.0_392").toString());
    jdk("jvm/a-17", "17.0.15");
    jdk("jvm/b-26", "26-ea");
    onPath(jdk("four", "25"));

    assertThat(launch().out()).startsWith("jvm/b-26 ");
  }

  @Test
  void takesThePathLastAndPassesOverOlderOnes() throws Exception {
    environment.put("JAVA_HOME", jdk("two", "21").toString());
    jdk("jvm/a-17", "17.0.15");
    onPath(jdk("four", "25"));
    onPath(jdk("old", "11.0.2"));

    assertThat(launch().out()).startsWith("four ");
  }

  @Test
  void followsTheLinkOnThePathToItsJdk() throws Exception {
    Path links = Files.createDirectory(folder.resolve("links"));
    Files.createSymbolicLink(links.resolve("java"), jdk("four", "25").resolve("bin/java"));
    environment.merge("PATH", links + ":", (path, first) -> first + path);

    assertThat(launch().out()).startsWith("four ");
  }

  @Test
  void asksAJavaWithoutAReleaseFile() throws Exception {
    Path home = jdk("bare", "25.0.1");
    Files.delete(home.resolve("release"));
    environment.put("JAVA_HOME", home.toString());

    assertThat(launch().out()).startsWith("bare ");
  }

  @Test
  void saysInOneLineThatThereIsNoJdk() throws Exception {
    environment.put("JAVA_HOME", jdk("two", "21").toString());

    Result result = launch("--version");

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("ingest: no Java of version 25 or newer in INGEST_JAVA_HOME, JAVA_HOME, ")
        .contains("install a JDK 25")
        .hasLineCount(1);
  }

  @Test
  void putsTheUsersOptionsAfterItsOwnAndKeepsArgumentsWhole() throws Exception {
    environment.put("JAVA_HOME", jdk("two", "25").toString());
    environment.put("INGEST_JAVA_OPTS", "-Xmx1g -Da=*");

    Result result = launch("run", "a  b", "*");

    assertThat(result.out().lines().skip(1))
        .containsSubsequence("-XX:+ExitOnOutOfMemoryError", "-Xmx1g", "-Da=*", "-cp")
        .endsWith("org.mosingest.cli.Main", "run", "a  b", "*");
  }

  /** Java itself says no more than what is exhausted, and that on stdout. */
  @Test
  void saysWhatHeapToGiveItShouldAllOfItBeUsed() throws Exception {
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("INGEST_JAVA_OPTS", "-Xmx512m -Xmx3M");

    Result result = launch("--version");

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains(
            "error: more memory is needed than the 3M that this process may use: start it with"
                + " INGEST_JAVA_OPTS=-Xmx6M\n");
  }

  @Test
  void givesLongWorkAShareOfTheMachinesMemoryAndQuickWorkLittle() throws Exception {
    environment.put("JAVA_HOME", jdk("two", "25").toString());

    String given =
        launch("run").out().lines().filter(o -> o.startsWith("-Xmx")).findFirst().orElseThrow();

    assertThat(Integer.parseInt(given.replaceAll("\\D", ""))).isBetween(256, 4096);
    assertThat(launch("status").out().lines()).contains("-Xmx256m");
  }

  @Test
  void onlyTheServiceCollectsMemoryWithAllCores() throws Exception {
    environment.put("JAVA_HOME", jdk("two", "25").toString());

    assertThat(launch("daemon").out().lines())
        .contains("-XX:+UseParallelGC")
        .doesNotContain("-XX:+UseSerialGC");
    assertThat(launch("run").out().lines())
        .contains("-XX:+UseSerialGC")
        .doesNotContain("-XX:+UseParallelGC");
  }

  @Test
  void compilesLessInShortCommandsAndLaterInRuns() throws Exception {
    environment.put("JAVA_HOME", jdk("two", "25").toString());

    assertThat(launch("status").out().lines())
        .contains("-XX:TieredStopAtLevel=1")
        .noneMatch(option -> option.startsWith("-XX:Tier4"));
    assertThat(launch("run").out().lines())
        .contains("-XX:Tier4CompileThreshold=45000")
        .doesNotContain("-XX:TieredStopAtLevel=1");
    assertThat(launch("daemon").out().lines()).noneMatch(option -> option.startsWith("-XX:Tier"));
  }

  @Test
  void givesJavaALocaleThatCanNameAnyFile() throws Exception {
    environment.put("JAVA_HOME", jdk("two", "25").toString());
    environment.put("LC_ALL", "de_DE");

    program(folder.resolve("tools/locale"), "echo ISO-8859-1\n");
    assertThat(launch().out()).startsWith("two C.UTF-8\n");

    program(folder.resolve("tools/locale"), "echo UTF-8\n");
    assertThat(launch().out()).startsWith("two de_DE\n");
  }

  @Test
  void makesACacheForQuickStartsAndUsesIt() throws Exception {
    environment.put("INGEST_JAVA_HOME", REAL_JAVA_HOME.toString());
    environment.put("PATH", System.getenv("PATH"));
    Path copy = distribution();

    assertThat(noDaemon(copy).status()).isEqualTo(3);

    Path cache = awaitCache(copy.resolve("lib"));
    assertThat(cache).isNotEmptyFile();
    environment.put("INGEST_JAVA_OPTS", "-Xlog:class+load:file=../classes");
    Result second = noDaemon(copy);
    assertThat(second.err()).startsWith("error: no daemon answers").hasLineCount(2);
    assertThat(temporary.resolve("classes"))
        .content()
        .containsPattern(
            "org\\.mosingest\\.cli\\.client\\.DaemonClient source: shared objects file");
    environment.put("INGEST_JAVA_OPTS", "-Xlog:class+init:file=../initialised");
    assertThat(run(List.of(copy.resolve("bin/ingest").toString(), "--help")).status()).isZero();
    assertThat(temporary.resolve("initialised"))
        .content()
        .as("no jar is asked for a log that is to hear of the end")
        .contains("'org/mosingest/cli/Main'")
        .doesNotContain("'jdk/internal/logger/BootstrapLogger$DetectBackend'");
    assertThat(copy.resolve("lib")).isDirectoryNotContaining("glob:**.{making,new,config}");
  }

  /** Java looks for one list more than it needs, and would open a hundred jars if it came late. */
  @Test
  void findsWhatHearsJavasLogInTheFirstTwoJars() throws Exception {
    Path lib = DISTRIBUTION.resolve("lib");
    String next;
    try (JarFile ours = new JarFile(lib.resolve(OUR_JAR).toFile())) {
      assertThat(ours.getEntry(LOGGER_FINDERS)).isNotNull();
      next = ours.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    }
    try (JarFile second = new JarFile(lib.resolve(next.split(" ", 2)[0]).toFile())) {
      assertThat(second.getEntry(LOGGER_FINDERS)).as(second.getName()).isNotNull();
    }
  }

  @Test
  void startsAsEverWithACacheThatDoesNotFit() throws Exception {
    environment.put("INGEST_JAVA_HOME", REAL_JAVA_HOME.toString());
    environment.put("PATH", System.getenv("PATH"));
    Path copy = distribution();
    noDaemon(copy);
    Path cache = awaitCache(copy.resolve("lib"));

    // Of another build of the program.
    Path jar = copy.resolve("lib").resolve(OUR_JAR);
    Files.delete(jar);
    Files.copy(DISTRIBUTION.resolve("lib").resolve(OUR_JAR), jar);
    assertThat(noDaemon(copy).err()).startsWith("error: no daemon answers").hasLineCount(2);

    Files.writeString(cache, "no cache at all");
    assertThat(noDaemon(copy).err()).startsWith("error: no daemon answers").hasLineCount(2);

    Files.writeString(cache, "");
    assertThat(noDaemon(copy).err()).startsWith("error: no daemon answers").hasLineCount(2);
    assertThat(cache).as("one that could not be made is not tried again").isEmptyFile();
  }

  @Test
  void aTrainingThatWasKilledIsTriedAgain() throws Exception {
    Path copy = distribution();
    Path java = jdk("killed", "25");
    Files.writeString(
        java.resolve("release"), "JAVA_RUNTIME_VERSION=\"25\"\nJAVA_VERSION=\"25\"\n");
    program(java.resolve("bin/java"), "kill -9 $$\n");
    environment.put("INGEST_JAVA_HOME", java.toString());
    environment.put("PATH", System.getenv("PATH"));
    List<String> make = List.of(copy.resolve("bin/make-start-caches").toString());

    assertThat(run(make).status()).isNotZero();
    assertThat(copy.resolve("lib")).isDirectoryNotContaining("glob:**.{aot,making,new,config}");

    program(java.resolve("bin/java"), "exit 1\n");
    assertThat(run(make).status()).isNotZero();
    assertThat(copy.resolve("lib/start-25.aot")).as("this Java cannot").isEmptyFile();
  }

  /** The cache of the long commands, which a self-contained distribution brings. */
  @Test
  void longCommandsStartAsEverWithACacheThatDoesNotFit() throws Exception {
    environment.put("INGEST_JAVA_HOME", REAL_JAVA_HOME.toString());
    Path copy = distribution();
    Result without = noCorpus(copy);
    assertThat(without.err()).startsWith("error: ");
    Path cache = copy.resolve("lib").resolve("work-" + build() + ".aot");

    Files.writeString(cache, "no cache at all");
    assertThat(noCorpus(copy)).isEqualTo(without);

    Files.writeString(cache, "");
    assertThat(noCorpus(copy)).isEqualTo(without);

    Files.setPosixFilePermissions(
        Files.writeString(cache, "not to be read"), PosixFilePermissions.fromString("---------"));
    assertThat(noCorpus(copy)).isEqualTo(without);

    Files.delete(cache);
    Files.createDirectory(cache);
    assertThat(noCorpus(copy)).isEqualTo(without);
  }

  /** A real training takes a minute of a processor, so it is a matter of the release. */
  @Test
  @Tag("release")
  @Timeout(600)
  void longCommandsStartFromACacheOfARealPass() throws Exception {
    environment.put("INGEST_JAVA_HOME", REAL_JAVA_HOME.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("INGEST_CACHE_DIR", temporary.resolve("cache").toString());
    Path copy = distribution();
    Result without = noCorpus(copy);

    Result made = run(List.of(copy.resolve("bin/make-start-caches").toString()), 500);
    assertThat(made.status()).as(made.err()).isZero();
    Path cache = copy.resolve("lib").resolve("work-" + build() + ".aot");
    assertThat(cache).isNotEmptyFile();
    assertThat(copy.resolve("lib")).isDirectoryNotContaining("glob:**.{making,new,config}");

    environment.put("INGEST_JAVA_OPTS", "-Xlog:class+load:file=../classes");
    assertThat(noCorpus(copy)).isEqualTo(without);
    assertThat(temporary.resolve("classes"))
        .content()
        .containsPattern("org\\.mosingest\\.cli\\.RunCommand source: shared objects file");

    // Moved with its jars, as an archive is that is unpacked elsewhere: workers find theirs.
    environment.remove("INGEST_JAVA_OPTS");
    Path moved = Files.move(copy, folder.resolve("moved"));
    CorpusBed bed = new CorpusBed(folder.resolve("corpus"));
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();
    Result probed =
        run(
            List.of(
                moved.resolve("bin/ingest").toString(),
                "run",
                "--konvid-dir=" + bed.folder(),
                "--min-rows=0"));
    assertThat(probed.status()).as(probed.err()).isZero();
    Files.move(moved, copy);

    // Settings that it does not fit.
    for (String option :
        List.of("-XX:-UseCompactObjectHeaders", "--add-opens=java.base/java.io=ALL-UNNAMED")) {
      environment.put("INGEST_JAVA_OPTS", option);
      assertThat(noCorpus(copy)).isEqualTo(without);
    }
    environment.remove("INGEST_JAVA_OPTS");

    // Of another build of the program.
    Path jar = copy.resolve("lib").resolve(OUR_JAR);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
    assertThat(noCorpus(copy)).isEqualTo(without);

    try (FileChannel half = FileChannel.open(cache, StandardOpenOption.WRITE)) {
      assertThat(half.truncate(half.size() / 2).size()).isPositive();
    }
    assertThat(noCorpus(copy)).isEqualTo(without);
  }

  @Test
  void leavesTheWholeCompilerToTheWork() throws Exception {
    environment.put("JAVA_HOME", jdk("two", "25").toString());

    assertThat(launch("run").out()).doesNotContain("Tiered", "AOTCache");
    assertThat(launch("daemon").out()).doesNotContain("Tiered", "AOTCache");
    assertThat(launch("run", "--help").out()).contains("TieredStopAtLevel=1");
    assertThat(launch("status").out()).contains("TieredStopAtLevel=1");
  }

  /** A distribution of our own: the jars are the same, their folder is not. */
  private Path distribution() throws IOException {
    Path copy = folder.resolve("distribution");
    Files.createDirectories(copy.resolve("bin"));
    Files.createDirectories(copy.resolve("lib"));
    for (String part : List.of("bin", "lib")) {
      try (Stream<Path> files = Files.list(DISTRIBUTION.resolve(part))) {
        for (Path file : files.filter(file -> !file.toString().contains(".aot")).toList()) {
          Files.copy(
              file,
              copy.resolve(part).resolve(file.getFileName()),
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return copy;
  }

  private Result noCorpus(Path distribution) throws IOException, InterruptedException {
    return run(
        List.of(
            distribution.resolve("bin/ingest").toString(),
            "run",
            "--konvid-dir",
            folder.resolve("not-there").toString()));
  }

  /** What the launcher's caches are named after: which Java, for which machine. */
  private static String build() throws IOException {
    return Files.readAllLines(REAL_JAVA_HOME.resolve("release")).stream()
        .filter(line -> line.matches("(JAVA_RUNTIME_VERSION|OS_ARCH)=.*"))
        .map(line -> line.replaceAll(".*=|\"", ""))
        .collect(Collectors.joining("-"));
  }

  private Result noDaemon(Path distribution) throws IOException, InterruptedException {
    return run(
        List.of(
            distribution.resolve("bin/ingest").toString(),
            "status",
            "--url",
            "http://127.0.0.1:1"));
  }

  /** The cache, once the process in the background is done with it. */
  private static Path awaitCache(Path lib) throws IOException {
    AtomicReference<List<Path>> ours = new AtomicReference<>(List.of());
    CorpusBed.await(
        "the cache",
        Duration.ofMinutes(2),
        () -> {
          ours.set(caches(lib));
          return ours.get().size() == 1 && ours.get().getFirst().toString().endsWith(".aot");
        });
    return ours.get().getFirst();
  }

  private static List<Path> caches(Path lib) {
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.getFileName().toString().startsWith("start-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A JDK of which only the version is real: its java prints its name, the locale and its
   * arguments, one a line.
   */
  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"y\"\n");
    program(
        home.resolve("bin/java"),
        """
        if [ "$1" = -version ]; then
          echo 'openjdk version "%s" 2026-01-01' >&2
        else
          echo "%s $LC_ALL"
          printf '%%s\\n' "$@"
        fi
        """
            .formatted(version, name));
    return home;
  }

  private static String onlyJar() {
    try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("lib"))) {
      return jars.map(jar -> jar.getFileName().toString())
          .filter(name -> name.startsWith("ingest-cli-"))
          .findAny()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void onPath(Path home) {
    environment.merge("PATH", home + "/bin:", (path, first) -> first + path);
  }

  /**
   * A folder with the few programs that the launcher needs, so that the PATH has no java of this
   * machine.
   */
  private Path tools() throws IOException {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("dirname", "readlink", "sed", "locale")) {
      for (String place : List.of("/bin/", "/usr/bin/")) {
        if (Files.isExecutable(Path.of(place, tool))) {
          program(tools.resolve(tool), "exec " + place + tool + " \"$@\"\n");
        }
      }
    }
    return tools;
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Result launch(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(DISTRIBUTION.resolve("bin/ingest").toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private Result run(List<String> command) throws IOException, InterruptedException {
    return run(command, 60);
  }

  private Result run(List<String> command, long seconds) throws IOException, InterruptedException {
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(seconds, TimeUnit.SECONDS))
          .as("%s ends within %d s", command, seconds)
          .isTrue();
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  private record Result(int status, String out, String err) {}
}
