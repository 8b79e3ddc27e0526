package org.mosingest.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFilesTest {

  @TempDir Path folder;

  @Test
  void fileIsReplacedAndNoTemporaryFileStays() throws IOException {
    Path file = Files.writeString(folder.resolve("state.json"), "old");

    DurableFiles.replace(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("state.json");
  }

  @Test
  void leftoverOfACrashDoesNotMatter() throws IOException {
    Files.writeString(folder.resolve("state.json.tmp"), "half of something longer");

    DurableFiles.replace(folder.resolve("state.json"), "new".getBytes(UTF_8));

    assertThat(folder.resolve("state.json")).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("state.json");
  }

  @Test
  void refusedRenameLeavesWhatWasThereAndNoTemporaryFile() throws IOException {
    Path occupied = Files.createDirectories(folder.resolve("state.json"));
    Files.writeString(occupied.resolve("inside"), "x");

    assertThatThrownBy(() -> DurableFiles.replace(occupied, "new".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);

    assertThat(occupied.resolve("inside")).hasContent("x");
    assertThat(folder.toFile().list()).containsExactly("state.json");
  }

  @Test
  void refusedWriteLeavesTheOldFileAndWhatStoodInTheWay() throws IOException {
    Path file = Files.writeString(folder.resolve("state.json"), "old");
    Path foreign = Files.createDirectory(folder.resolve("state.json.tmp"));

    assertThatThrownBy(() -> DurableFiles.replace(file, "new".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);

    assertThat(file).hasContent("old");
    assertThat(foreign).isDirectory();
  }

  @Test
  void missingFolderIsAFault() {
    assertThatThrownBy(() -> DurableFiles.replace(folder.resolve("none/x"), new byte[0]))
        .isInstanceOf(IOException.class);
  }

  @Test
  void interruptDoesNotStopAReplacementAndStaysSet() throws IOException {
    Path file = folder.resolve("state.json");
    Thread.currentThread().interrupt();

    DurableFiles.replace(file, "new".getBytes(UTF_8));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasContent("new");
  }

  @Test
  void filesThatAreSetAsideAreNumbered() throws IOException {
    Path file = folder.resolve("state.json");
    for (String content : new String[] {"a", "b", "c"}) {
      Files.writeString(file, content);
      DurableFiles.setAside(file, "bad");
      assertThat(file).doesNotExist();
    }

    assertThat(folder.resolve("state.json.bad")).hasContent("a");
    assertThat(folder.resolve("state.json.bad.2")).hasContent("b");
    assertThat(folder.resolve("state.json.bad.3")).hasContent("c");
  }

  @Test
  void nameTakenByADeadLinkIsNotUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("state.json"), "a");
    Files.createSymbolicLink(folder.resolve("state.json.bad"), folder.resolve("none"));

    assertThat(DurableFiles.setAside(file, "bad")).isEqualTo(folder.resolve("state.json.bad.2"));
  }
}
