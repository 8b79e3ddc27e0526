package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.clip.RefusedNames;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.paths.PathClashException;
import org.mosingest.core.testkit.SmallDisk;
import org.mosingest.core.testkit.StrictDisk;
import org.mosingest.transfer.Replies;

/** Disks that are no ext4: those that refuse names, know no attributes, or lie over another. */
final class OddDisksTest extends RunTestBase {

  private final List<Runnable> undo = new ArrayList<>();

  @AfterEach
  void unmount() {
    undo.reversed().forEach(Runnable::run);
  }

  /** As exFAT does it by the kernel, and by FUSE. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNameThatTheDiskRefusesIsItsRowsFaultAndEndsNoRun(boolean saysInvalid) throws Exception {
    bed = new CorpusBed(new StrictDisk(saysInvalid).at(temporary.resolve("strict")));
    comesAsItShould(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tmpfs", "overlay", "exfat", "vfat"})
  void aWholeRunOnADiskOfThatKind(String kind) throws Exception {
    Path disk = Files.createDirectories(temporary.resolve("disk"));
    boolean mounted =
        switch (kind) {
          case "tmpfs" -> succeeds("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk + "");
          case "overlay" -> overlay(disk);
          default -> image(kind, disk);
        };
    Assumptions.assumeTrue(mounted, "this machine mounts no " + kind);
    undo.add(() -> succeeds("umount", "-l", disk + ""));
    bed = new CorpusBed(disk.resolve("corpus"));
    comesAsItShould(kind.equals("exfat") || kind.equals("vfat"));
  }

  @Test
  void whatHoldsForAllNamesIsStillTheMachinesFault() throws Exception {
    Path folder = Files.createDirectories(temporary.resolve("some"));
    assertThat(RefusedNames.at(folder.resolve("a.mp4"))).isEmpty();
    assertThat(RefusedNames.at(folder.resolve("missing/a.mp4"))).isEmpty();
    assertThat(RefusedNames.at(folder.resolve("x".repeat(300)))).isPresent();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aCorpusThatIsOnlyReadWithItsFilesElsewhere() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temporary.resolve("read-only"), "4m")) {
      bed = new CorpusBed(disk.folder());
      bed.local("a.mp4", CorpusBed.fake(1), "1.0").row("b.mp4", "", "2.0").write();
      disk.remount("ro");
      Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
      RunOptions options =
          options()
              .output(elsewhere.resolve("rows.jsonl"))
              .progressPath(elsewhere.resolve("progress.json"))
              .build();

      assertThat(books(run(options, fake))).isEqualTo(new Books(2, 1, 0, 1, 0));
      assertThat(books(run(options, fake))).isEqualTo(new Books(2, 0, 1, 1, 0, 1));

      assertThat(fake.calls())
          .as("what is known of the clips is kept beside the output")
          .isEqualTo(1);
      Path known = elsewhere.resolve(".rows.jsonl.known-clips.db");
      assertThat(known).exists();
      for (String suffix : List.of("", "-wal")) {
        Path beside = known.resolveSibling(known.getFileName() + suffix);
        RunOptions clash =
            options().output(elsewhere.resolve("rows.jsonl")).progressPath(beside).build();
        assertThatExceptionOfType(PathClashException.class)
            .isThrownBy(() -> run(clash, fake))
            .withMessageContaining("the cache of known clips");
      }
    }
  }

  private void comesAsItShould(boolean refuses) throws Exception {
    List<String> names = List.of("plain.mp4", "why?.mp4", "caf\u00e9.mp4", "sub/1.mp4", "a:b.mp4");
    for (int i = 0; i < names.size(); i++) {
      server.on("/" + i, Replies.file(CorpusBed.fake(i), "ETag: \"" + i + "\"").cutAfter(40));
      bed.row(names.get(i), server.url("/" + i), "1.0");
    }
    bed.local("here.mp4", CorpusBed.fake(9), "2.0").write();
    int lost = refuses ? 2 : 0;

    assertThat(books(run())).isEqualTo(new Books(6, 6 - lost, 0, lost, 0));
    assertThat(books(run())).isEqualTo(new Books(6, 0, 6 - lost, lost, 0, 6 - lost));

    assertThat(bed.lines()).hasSize(6 - lost);
    String failures = Files.readString(bed.folder().resolve("konvid_150k.jsonl.failures.ndjson"));
    assertThat(failures.lines().filter(line -> line.contains("\"reason\":\"name-refused: ")))
        .hasSize(lost);
  }

  private static boolean overlay(Path disk) throws IOException {
    // Neither layer may be an overlay itself.
    Path layers = disk.resolveSibling("layers");
    for (String layer : List.of("lower", "upper", "work")) {
      Files.createDirectories(layers.resolve(layer));
    }
    String options =
        "lowerdir=%s/lower,upperdir=%s/upper,workdir=%s/work".formatted(layers, layers, layers);
    return succeeds("mount", "-t", "overlay", "-o", options, "overlay", disk + "");
  }

  private boolean image(String kind, Path disk) throws Exception {
    Path image = temporary.resolve(kind + ".img");
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(16 << 20);
    }
    if (!succeeds("mkfs." + kind, image + "")) {
      return false;
    }
    if (succeeds("mount", "-o", "loop", "-t", kind, image + "", disk + "")) {
      return true;
    }
    // By FUSE, where the kernel has none.
    Path told = temporary.resolve("loop");
    Process loop = started(told.toFile(), "losetup", "-f", "--show", image + "");
    if (loop == null || loop.waitFor() != 0) {
      return false;
    }
    String device = Files.readString(told).strip();
    undo.add(() -> succeeds("losetup", "-d", device));
    return succeeds("mount." + kind + "-fuse", device, disk + "");
  }

  private static boolean succeeds(String... words) {
    try {
      Process process = started(new File("/dev/null"), words);
      return process != null && process.waitFor() == 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Process started(File out, String... words) {
    try {
      return new ProcessBuilder(words)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .redirectOutput(out)
          .start();
    } catch (IOException e) {
      return null;
    }
  }
}
