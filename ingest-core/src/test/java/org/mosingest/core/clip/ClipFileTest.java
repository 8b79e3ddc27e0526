package org.mosingest.core.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands at a clip's place, without opening it; and what is no clip's fault at all. */
final class ClipFileTest {

  @TempDir Path folder = Path.of("");
  private Path root = folder;

  @BeforeEach
  void findRoot() throws IOException {
    root = Files.createDirectories(folder.resolve("clips")).toRealPath();
  }

  @Test
  void tellsFilesFromOtherThings() throws Exception {
    Files.writeString(root.resolve("a.mp4"), "x");
    Files.createDirectories(root.resolve("b.mp4"));
    assertThat(look("a.mp4")).isEqualTo(ClipFile.REGULAR);
    assertThat(look("b.mp4")).isEqualTo(ClipFile.FOLDER);
    assertThat(look("c.mp4")).isEqualTo(ClipFile.ABSENT);
    assertThat(look("sub/c.mp4")).isEqualTo(ClipFile.ABSENT);
    assertThat(look("a.mp4/c.mp4")).isEqualTo(ClipFile.SPECIAL);
  }

  @Test
  void followsLinksAsFarAsTheyMayBe() throws Exception {
    Files.writeString(root.resolve("a.mp4"), "x");
    Files.writeString(folder.resolve("outside"), "x");
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(folder.resolve("elsewhere/a.mp4"), "x");
    Files.createSymbolicLink(root.resolve("inside.mp4"), Path.of("a.mp4"));
    Files.createSymbolicLink(root.resolve("out.mp4"), folder.resolve("outside"));
    Files.createSymbolicLink(root.resolve("sub"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(root.resolve("device.mp4"), Path.of("/dev/zero"));
    Files.createSymbolicLink(root.resolve("folder.mp4"), folder.resolve("elsewhere"));

    assertThat(look("inside.mp4")).isEqualTo(ClipFile.REGULAR);
    assertThat(look("out.mp4")).isEqualTo(ClipFile.REGULAR);
    assertThat(look("sub/a.mp4")).isEqualTo(ClipFile.REGULAR);
    assertThat(look("sub/none.mp4"))
        .as("nothing is written there")
        .isEqualTo(ClipFile.STRAY_FOLDER);
    assertThat(look("device.mp4")).isEqualTo(ClipFile.SPECIAL);
    assertThat(look("folder.mp4")).isEqualTo(ClipFile.FOLDER);

    LinkReach elsewhere = LinkReach.below(List.of(folder.resolve("elsewhere")));
    assertThat(look(elsewhere, "inside.mp4")).isEqualTo(ClipFile.REGULAR);
    assertThat(look(elsewhere, "out.mp4")).isEqualTo(ClipFile.STRAY_LINK);
    assertThat(look(elsewhere, "sub/a.mp4")).isEqualTo(ClipFile.REGULAR);
    assertThat(ClipFile.STRAY_LINK.at(root.resolve("out.mp4")))
        .endsWith("to " + folder.resolve("outside"));
  }

  @Test
  void aLinkThatLeadsNowhereEndsNoRun() throws Exception {
    Files.writeString(root.resolve("a.mp4"), "x");
    Files.createSymbolicLink(root.resolve("nowhere.mp4"), Path.of("none"));
    Files.createSymbolicLink(root.resolve("below-file.mp4"), Path.of("a.mp4/x"));
    Files.createSymbolicLink(root.resolve("self.mp4"), Path.of("self.mp4"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    assertThat(look("nowhere.mp4")).isEqualTo(ClipFile.DEAD_LINK);
    assertThat(look("below-file.mp4")).isEqualTo(ClipFile.DEAD_LINK);
    assertThat(look("self.mp4")).isEqualTo(ClipFile.DEAD_LINK);
    assertThat(look("loop/a.mp4")).isEqualTo(ClipFile.STRAY_FOLDER);
    assertThat(ClipFile.DEAD_LINK.at(root.resolve("nowhere.mp4")))
        .isEqualTo("a dangling link, to none");
  }

  @Test
  void aNameThatTheFileSystemCannotHoldIsNoBrokenClip() throws Exception {
    assertThat(look("x".repeat(255))).isEqualTo(ClipFile.ABSENT);
    assertThatThrownBy(() -> look("x".repeat(256))).isInstanceOf(IOException.class);
    Files.createDirectories(root.resolve("sub"));
    assertThatThrownBy(() -> look("sub/" + "x".repeat(256))).isInstanceOf(IOException.class);
  }

  private ClipFile look(String name) throws IOException {
    return look(LinkReach.ANYWHERE, name);
  }

  private ClipFile look(LinkReach links, String name) throws IOException {
    return ClipFile.look(links, root, root.resolve(name), name.contains("/"));
  }
}
