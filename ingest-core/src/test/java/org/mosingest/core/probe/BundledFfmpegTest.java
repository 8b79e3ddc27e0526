package org.mosingest.core.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

final class BundledFfmpegTest {

  @TempDir Path folder;

  @Test
  void threadsAtOnceGetTheSameWholeFolder() throws Exception {
    Path cache = folder.resolve("new").resolve("cache");
    try (var threads = Executors.newFixedThreadPool(3)) {
      List<Future<BundledFfmpeg>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(threads.submit(() -> BundledFfmpeg.extractInto(cache)));
      }
      for (Future<BundledFfmpeg> one : all) {
        assertThat(version(one.get().ffprobe())).startsWith("ffprobe version 8.1.2");
        assertThat(version(one.get().ffmpeg())).startsWith("ffmpeg version 8.1.2");
      }
    }
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left).as("nothing unfinished is left").hasSize(1);
    }
  }

  @Test
  void aDamagedFolderIsMadeWhole() throws Exception {
    Path ffprobe = BundledFfmpeg.extractInto(folder).ffprobe();
    Files.delete(ffprobe.resolveSibling("ffmpeg"));
    Files.writeString(ffprobe, "cut");
    assertThat(version(BundledFfmpeg.extractInto(folder).ffprobe())).startsWith("ffprobe version 8.1.2");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(1);
    }
  }

  /** Servers have no sound, no screen and no hot-plug service; the executables must not ask for their libraries. */
  @Test
  void noLibraryOfADesktopIsAskedFor() throws Exception {
    Path ffprobe = BundledFfmpeg.extract().ffprobe();
    try (Stream<Path> files = Files.list(ffprobe.resolveSibling(""))) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(ElfTrim.trimmed(bytes)).as("%s is trimmed, and once is enough", file).isEqualTo(bytes);
      }
    }
  }

  @Test
  void whatIsNoElfFileStaysAsItIs() {
    byte[] text = "#!/bin/sh\nexec something that is longer than the header of an ELF file is\n".getBytes(UTF_8);
    assertThat(ElfTrim.trimmed(text)).isSameAs(text);
    assertThat(ElfTrim.trimmed(new byte[3])).hasSize(3);
  }

  @Test
  void aCacheThatCannotBeWrittenIsUnusable() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> BundledFfmpeg.extractInto(file.resolve("cache")))
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessageContainingAll("cannot extract", "cache", "INGEST_CACHE_DIR", "--ffprobe-bin");
  }

  @Test
  void aPlatformWithoutABuildIsUnusable() {
    assertThatThrownBy(() -> BundledFfmpeg.bundle("plan9-mips"))
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessageContainingAll("plan9-mips", "--ffprobe-bin");
  }

  @Test
  void theCacheFolderFollowsTheEnvironment() {
    Map<String, String> both = Map.of("INGEST_CACHE_DIR", "/i", "XDG_CACHE_HOME", "/x");
    assertThat(BundledFfmpeg.cacheFolder(both, "/")).isEqualTo(Path.of("/i"));
    assertThat(BundledFfmpeg.cacheFolder(Map.of("INGEST_CACHE_DIR", " ", "XDG_CACHE_HOME", "/x"), "/"))
        .isEqualTo(Path.of("/x/mos-ingest"));
    assertThat(BundledFfmpeg.cacheFolder(Map.of("XDG_CACHE_HOME", "relative"), folder.toString()))
        .isEqualTo(folder.resolve(".cache/mos-ingest"));
    assertThatThrownBy(() -> BundledFfmpeg.cacheFolder(Map.of(), "?"))
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessageContainingAll("no home folder", "INGEST_CACHE_DIR");
  }

  private static String version(Path program) throws Exception {
    return ((ProcessRun.Ended) ProcessRun.of(List.of(program.toString(), "-version"), Duration.ofSeconds(20))).output();
  }
}
