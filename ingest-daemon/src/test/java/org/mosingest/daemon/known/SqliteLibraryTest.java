package org.mosingest.daemon.known;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.testkit.ChildJvm;

/** One library for all starts, whole, and nothing left by a process that was killed. */
@Timeout(180)
class SqliteLibraryTest {

  @TempDir Path folder = Path.of("");

  @Test
  void isUnpackedOnce() throws IOException {
    Path library = library(SqliteLibrary.unpackInto(folder));
    FileTime longAgo = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.setLastModifiedTime(library, longAgo);

    assertThat(library(SqliteLibrary.unpackInto(folder))).isEqualTo(library);
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(longAgo);
  }

  @Test
  void oneThatIsTornOrChangedIsReplaced() throws IOException {
    Path library = library(SqliteLibrary.unpackInto(folder));
    byte[] whole = Files.readAllBytes(library);
    byte[] changed = whole.clone();
    changed[whole.length / 2] ^= 1;
    for (byte[] wrong : List.of(new byte[0], changed)) {
      Files.write(library, wrong);
      SqliteLibrary.unpackInto(folder);
      assertThat(library).hasBinaryContent(whole);
    }
  }

  @Test
  void aProcessThatIsKilledLeavesNothingAmongTheTemporaryFiles() throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    try (ChildJvm child = ChildJvm.start(Opened.class, folder.toString(), temporary.toString())) {
      assertThat(child.line()).isEqualTo("open");
      child.kill();
    }
    assertThat(folder.resolve(KnownClips.FILE_NAME)).exists();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  private static Path library(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.filter(file -> file.toString().contains("sqlitejdbc")).findFirst().orElseThrow();
    }
  }

  /** Opens a corpus's memory and waits to be killed. */
  static final class Opened {
    public static void main(String[] args) throws IOException {
      System.setProperty("java.io.tmpdir", args[1]);
      try (KnownClips _ =
          ClipMemory.open(Path.of(args[0]), new ProbeEngine("fake", "1", ""), Trust.ALL)) {
        System.out.println("open");
        var _ = System.in.read();
      }
    }
  }
}
