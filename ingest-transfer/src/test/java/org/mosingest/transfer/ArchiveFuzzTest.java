package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.archive.ArchiveMember;
import org.mosingest.transfer.archive.ArchiveOpening;
import org.mosingest.transfer.archive.Archives;
import org.mosingest.transfer.archive.ZipArchive;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.part.ByteCheck;

/** Archives that lie: whatever their bytes are, what comes out of them is whole or nothing. */
@Timeout(120)
final class ArchiveFuzzTest {

  private static final int MUTANTS = 60;
  private static final DownloadPolicy POLICY =
      new DownloadPolicy(Duration.ofSeconds(20), 1, retry -> Duration.ZERO);

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMutatedArchiveGivesTheClipOrAReason(boolean wide) throws Exception {
    Map<String, Long> sums = new HashMap<>();
    ZipMaker zip = new ZipMaker();
    for (int i = 0; i < 6; i++) {
      byte[] bytes = new byte[300 + i * 50];
      new Random(i).nextBytes(bytes);
      String name = "c" + i + ".mp4";
      CRC32 crc = new CRC32();
      crc.update(bytes);
      sums.put(name, crc.getValue());
      if (i % 2 == 0) {
        zip.stored("a/" + name, bytes);
      } else {
        zip.deflated("a/" + name, bytes);
      }
    }
    byte[] honest = (wide ? zip.wide() : zip).bytes();
    Random random = new Random(wide ? 1 : 2);
    int came = 0;
    int failed = 0;
    try (Downloads downloads = Downloads.overOkHttp(TransferSettings.standard("test"))) {
      for (int i = 0; i < MUTANTS; i++) {
        byte[] mutant = mutated(honest, random);
        Path file = folder.resolve("m.zip");
        Files.write(file, mutant);
        Optional<ZipArchive> archive = opened(downloads, file);
        if (archive.isEmpty()) {
          failed++;
          continue;
        }
        for (Map.Entry<String, Long> clip : sums.entrySet()) {
          Path target = folder.resolve(clip.getKey());
          if (isFetched(downloads, archive.get(), clip.getKey(), target)) {
            came++;
            assertThat(target).exists();
            Files.delete(target);
          } else {
            failed++;
            assertThat(target).doesNotExist();
          }
        }
      }
    }
    assertThat(came).isPositive();
    assertThat(failed).isPositive();
  }

  private static byte[] mutated(byte[] honest, Random random) {
    byte[] mutant = honest.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      // Most of the structure is at the end.
      int at =
          random.nextBoolean()
              ? random.nextInt(mutant.length)
              : mutant.length - 1 - random.nextInt(Math.min(600, mutant.length));
      mutant[at] = random.nextInt(4) == 0 ? (byte) 0xff : (byte) random.nextInt(256);
    }
    return random.nextInt(20) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
  }

  private static Optional<ZipArchive> opened(Downloads downloads, Path file) throws Exception {
    try {
      return Optional.of(
          downloads.open(
              new ArchivePlace.Local(file),
              new ArchiveOpening(name -> true, Optional.empty(), false),
              POLICY));
    } catch (MachineFaultException e) {
      assertThat(e).hasMessageStartingWith("cannot read the archive ");
      return Optional.empty();
    }
  }

  private static boolean isFetched(
      Downloads downloads, ZipArchive archive, String name, Path target) throws Exception {
    Clip clip = new Clip("clips", new ClipName(name), "", name);
    if (!(new Archives(List.of(archive)).find(clip)
        instanceof Archives.Found.In(ArchiveMember member))) {
      return false;
    }
    ClipDownload download =
        downloads.begin(
            member, target, POLICY, new DownloadTestBase.CountingMeter(), () -> {}, ByteCheck.NONE);
    return switch (download.toTheEnd(host -> {})) {
      case AttemptOutcome.Fetched _ -> true;
      case AttemptOutcome.Failed(var reason, boolean _) -> {
        assertThat(reason.text()).matches("(archive-|too-large|empty-body|truncated)[\\s\\S]*");
        yield false;
      }
    };
  }

  @Test
  void anArchiveThatContradictsItselfIsRefusedAsAWhole() throws Exception {
    byte[] clip = new byte[1000];
    refused(zip -> zip.end(end -> end.putShort(8, (short) 9).putShort(10, (short) 9)), clip, "");
    refused(zip -> zip.wide().end(end -> end.putInt(12, 77)), clip, "");
    refused(zip -> zip.end(end -> end.putInt(12, 0x7fffffff)), clip, "beyond the archive");
    refused(zip -> zip.end(end -> end.putShort(4, (short) 1)), clip, "one of several volumes");
    byte[] inner = new ZipMaker().stored("b.mp4", clip).bytes();
    refused(zip -> zip.comment(inner), clip, "two end records");
  }

  @Test
  void fourThousandMillionEntriesAreNotBelieved() throws Exception {
    byte[] archive = new ZipMaker().wide().stored("a.mp4", new byte[1000]).bytes();
    int end64 = archive.length - 22 - 20 - 56;
    ByteBuffer.wrap(archive)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(end64 + 24, 1L << 32)
        .putLong(end64 + 32, 1L << 32);

    refused(archive, "4294967296 members");
  }

  private void refused(UnaryOperator<ZipMaker> how, byte[] clip, String why) throws Exception {
    refused(how.apply(new ZipMaker().stored("a.mp4", clip)).bytes(), why);
  }

  private void refused(byte[] archive, String why) throws Exception {
    Path file = folder.resolve("r.zip");
    Files.write(file, archive);
    try (Downloads downloads = Downloads.overOkHttp(TransferSettings.standard("test"))) {
      Optional<ZipArchive> opened = Optional.empty();
      String said = "";
      try {
        opened =
            Optional.of(
                downloads.open(
                    new ArchivePlace.Local(file),
                    new ArchiveOpening(name -> true, Optional.empty(), false),
                    POLICY));
      } catch (MachineFaultException e) {
        said = String.valueOf(e.getMessage());
      }
      assertThat(opened).isEmpty();
      assertThat(said).contains(why);
    }
  }
}
