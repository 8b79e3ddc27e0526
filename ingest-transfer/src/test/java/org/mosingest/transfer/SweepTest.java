package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.transfer.http.Validator;
import org.mosingest.transfer.part.PartPaths;
import org.mosingest.transfer.part.PartRecord;
import org.mosingest.transfer.part.PartRecords;

final class SweepTest {

  @TempDir Path folder = Path.of("");

  @Test
  void removesWhatCannotBeContinuedAndNothingElse() throws Exception {
    Path sub = Files.createDirectories(folder.resolve("sub"));
    keep(sub, "kept.mp4", 10, 20);
    keep(folder, "whole.mp4", 20, 20);
    keep(folder, "too-long.mp4", 21, 20);
    keep(folder, "empty.mp4", 0, 20);
    write(folder, "no-record.mp4.part");
    write(sub, "no-part.mp4.part.json");
    write(folder, "torn.mp4.part");
    Files.writeString(folder.resolve("torn.mp4.part.json"), "{\"version\":1,\"url");
    write(folder, "kept.mp4.part.json.tmp");
    write(folder, "clip.mp4");
    write(folder, "part");
    write(folder, "notes.json");
    write(folder, "x.part.txt");
    Files.createDirectories(folder.resolve("folder.part"));
    Files.createSymbolicLink(folder.resolve("link.part"), folder.resolve("clip.mp4"));

    assertThat(Downloads.sweep(folder)).isEqualTo(9);

    assertThat(names())
        .containsExactly(
            "clip.mp4",
            "folder.part",
            "link.part",
            "notes.json",
            "part",
            "sub",
            "sub/kept.mp4.part",
            "sub/kept.mp4.part.json",
            "whole.mp4.part",
            "whole.mp4.part.json",
            "x.part.txt");
    assertThat(Downloads.sweep(folder)).isZero();
  }

  @Test
  void aFolderThatIsNotThereIsFine() throws Exception {
    assertThat(Downloads.sweep(folder.resolve("none"))).isZero();
  }

  private static void keep(Path in, String name, int size, long total) throws IOException {
    Files.write(in.resolve(name + ".part"), new byte[size]);
    PartRecords.write(
        PartPaths.of(in.resolve(name)),
        new PartRecord("http://h/a", new Validator("\"v1\"", "", total)));
  }

  private static void write(Path in, String name) throws IOException {
    Files.writeString(in.resolve(name), "x");
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all
          .filter(path -> !path.equals(folder))
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList()
          .stream();
    }
  }
}
