package org.mosingest.core.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.testkit.SmallDisk;

final class BundledFfmpegTest {

  @TempDir Path folder;

  @Test
  void threadsAtOnceGetTheSameWholeFolder() throws Exception {
    Path cache = folder.resolve("new").resolve("cache");
    try (var threads = Executors.newFixedThreadPool(3)) {
      List<Future<String>> versions = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        versions.add(threads.submit(() -> version(BundledFfmpeg.extractInto(cache).ffprobe())));
      }
      for (Future<String> version : versions) {
        assertThat(version.get()).startsWith("ffprobe version 8.1.2");
      }
    }
    assertThat(version(BundledFfmpeg.extractInto(cache).ffmpeg()))
        .startsWith("ffmpeg version 8.1.2");
    assertOnlyTheFolderIsIn(cache);
  }

  @Test
  void aFullCacheDiskIsSaidWithItsCureAndLeavesNothingHalfDone() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"), "1m")) {
      assertThatThrownBy(() -> BundledFfmpeg.extractInto(disk.folder()))
          .isInstanceOf(ProbeUnusableException.class)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("Free about 70 MB there");
      try (var left = Files.list(disk.folder())) {
        assertThat(left.map(path -> path.getFileName().toString()))
            .containsExactly("extracting.lock");
      }
    }
  }

  /**
   * Each process uses what it found while the others still extract: nobody's folder may be taken
   * away.
   */
  @Test
  void processesAtOnceGetTheSameWholeFolder() throws Exception {
    Path cache = folder.resolve("cache");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Extraction.class.getName(),
                  cache.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("process-" + i + ".log").toFile())
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertOnlyTheFolderIsIn(cache);
  }

  /** What each of those processes does; the exit status is 0 if every start of ffprobe worked. */
  static final class Extraction {
    private Extraction() {}

    public static void main(String[] arguments) throws Exception {
      for (int i = 0; i < 20; i++) {
        String version = version(BundledFfmpeg.extractInto(Path.of(arguments[0])).ffprobe());
        if (!version.startsWith("ffprobe version ")) {
          throw new IllegalStateException(version);
        }
      }
    }
  }

  /** As after a crash in the middle of an extraction. */
  @Test
  void whatACrashLeftIsCleared() throws Exception {
    Files.writeString(
        Files.createDirectory(folder.resolve("unfinished")).resolve("ffprobe"), "half");
    assertThat(version(BundledFfmpeg.extractInto(folder).ffprobe()))
        .startsWith("ffprobe version 8.1.2");
    assertOnlyTheFolderIsIn(folder);
  }

  @Test
  void aDamagedFolderIsMadeWhole() throws Exception {
    Path ffprobe = BundledFfmpeg.extractInto(folder).ffprobe();
    Files.delete(ffprobe.resolveSibling("ffmpeg"));
    Files.writeString(ffprobe, "cut");
    assertThat(version(BundledFfmpeg.extractInto(folder).ffprobe()))
        .startsWith("ffprobe version 8.1.2");
    assertOnlyTheFolderIsIn(folder);
  }

  /**
   * Servers have no sound, no screen and no hot-plug service; the executables must not ask for
   * their libraries.
   */
  @Test
  void noLibraryOfADesktopIsAskedFor() throws Exception {
    Path ffprobe = BundledFfmpeg.extract().ffprobe();
    try (Stream<Path> files = Files.list(ffprobe.resolveSibling(""))) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(ElfTrim.trimmed(bytes))
            .as("%s is trimmed, and once is enough", file)
            .isEqualTo(bytes);
      }
    }
  }

  @Test
  void whatIsNoElfFileStaysAsItIs() {
    byte[] text =
        "#!/bin/sh\nexec something that is longer than the header of an ELF file is\n"
            .getBytes(UTF_8);
    assertThat(ElfTrim.trimmed(text)).isSameAs(text);
    assertThat(ElfTrim.trimmed(new byte[3])).hasSize(3);
  }

  @Test
  void aCacheThatCannotBeWrittenIsUnusable() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> BundledFfmpeg.extractInto(file.resolve("cache")))
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessageContainingAll(
            "cannot extract", "cache", "INGEST_CACHE_DIR", "an ffprobe of your own");
  }

  @Test
  void aPlatformWithoutABuildIsUnusable() {
    assertThatThrownBy(() -> BundledFfmpeg.bundle("plan9-mips"))
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessageContainingAll("plan9-mips", "an ffprobe of your own");
  }

  @Test
  void theCacheFolderFollowsTheEnvironment() {
    Map<String, String> both = Map.of("INGEST_CACHE_DIR", "/i", "XDG_CACHE_HOME", "/x");
    assertThat(BundledFfmpeg.cacheFolder(both, "/")).isEqualTo(Path.of("/i"));
    assertThat(
            BundledFfmpeg.cacheFolder(Map.of("INGEST_CACHE_DIR", " ", "XDG_CACHE_HOME", "/x"), "/"))
        .isEqualTo(Path.of("/x/mos-ingest"));
    assertThat(BundledFfmpeg.cacheFolder(Map.of("XDG_CACHE_HOME", "relative"), folder.toString()))
        .isEqualTo(folder.resolve(".cache/mos-ingest"));
    assertThatThrownBy(() -> BundledFfmpeg.cacheFolder(Map.of(), "?"))
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessageContainingAll("no home folder", "INGEST_CACHE_DIR");
  }

  private static void assertOnlyTheFolderIsIn(Path cache) throws IOException {
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left.map(path -> String.valueOf(path.getFileName())))
          .hasSize(2)
          .contains("extracting.lock")
          .anyMatch(name -> name.startsWith("ffmpeg-"));
    }
  }

  private static String version(Path program) throws Exception {
    return ((ProcessRun.Ended)
            ProcessRun.of(List.of(program.toString(), "-version"), Duration.ofSeconds(20)))
        .output();
  }
}
