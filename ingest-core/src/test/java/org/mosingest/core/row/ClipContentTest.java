package org.mosingest.core.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClipContentTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 131_071, 131_072, 131_073, 1_000_003})
  void hashAndSizeAreThoseOfAllBytes(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Path file = Files.write(folder.resolve("a.mp4"), bytes);

    assertThat(ClipContent.read(file))
        .isEqualTo(new ClipContent(Sha256.of(Sha256.newDigest().digest(bytes)), size));
  }

  @Test
  void missingFileAndFolderAreFaults() {
    assertThatThrownBy(() -> ClipContent.read(folder.resolve("none.mp4")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> ClipContent.read(folder)).isInstanceOf(IOException.class);
  }

  @Test
  void interruptEndsTheReadingAndStaysSet() throws IOException {
    Path file = Files.write(folder.resolve("a.mp4"), new byte[10]);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> ClipContent.read(file)).isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
