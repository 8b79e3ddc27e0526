package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosingest.core.state.DiskFullException;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.TransferSettings;

/**
 * A disk that fails is never the clip's fault, wherever it fails; and afterwards the clip comes,
 * with the right bytes.
 */
final class DiskFaultTest extends DownloadTestBase {

  private static final byte[] CLIP = HttpFaults.CLIP;
  private static final String SITES =
      """
      MAKE_FOLDER, /new,           0
      CREATE,      .part.json.tmp, 0
      WRITE,       .part.json.tmp, 0
      RENAME,      .part.json.tmp, 0
      CREATE,      .part,          0
      WRITE,       .part,          0
      WRITE,       .part,          60000
      SYNC,        .part,          0
      RENAME,      .part,          0
      SYNC,        /new/,          0
      DELETE,      .part.json,     0
      """;

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings);
  }

  @ParameterizedTest(name = "{0} {1} after {2} bytes, then the same process goes on")
  @CsvSource(textBlock = SITES)
  void aFullDiskIsTheMachinesFault(FullDisk.Operation operation, String ending, long after)
      throws Exception {
    fullThenRoom(operation, ending, after, true);
  }

  @ParameterizedTest(name = "{0} {1} after {2} bytes, then another process goes on")
  @CsvSource(textBlock = SITES)
  void aFullDiskIsTheMachinesFaultInAnotherProcessToo(
      FullDisk.Operation operation, String ending, long after) throws Exception {
    fullThenRoom(operation, ending, after, false);
  }

  private void fullThenRoom(
      FullDisk.Operation operation, String ending, long after, boolean sameProcess)
      throws Exception {
    server.on("/a", HttpFaults.whole());
    FullDisk disk = new FullDisk(operation, ending.replace("/new/", "new"), after);
    Path real = folder.resolve("new/a.mp4");
    Path target = disk.at(real);
    ClipDownload first = downloads.begin(url(server.url("/a")), target, POLICY, meter);
    for (int i = 0; i < 2 * POLICY.retries(); i++) {
      assertThatThrownBy(() -> attempt(first))
          .isInstanceOf(DiskFullException.class)
          .hasMessageContaining(
              "No space left on device; free space on that disk; the download continues where it was");
    }
    disk.room();
    if (!sameProcess) {
      int _ = Downloads.sweep(real.resolveSibling(""));
    }
    ClipDownload next =
        sameProcess ? first : downloads.begin(url(server.url("/a")), target, POLICY, meter);
    assertFetched(attempt(next), CLIP, real);
  }

  @Test
  void bytesThatWereWrittenBeforeTheDiskWasFullAreNotFetchedAgain() throws Exception {
    server.on("/a", HttpFaults.whole());
    FullDisk disk = new FullDisk(FullDisk.Operation.WRITE, ".part", 60_000);
    assertThatThrownBy(
            () -> attempt(downloads.begin(url(server.url("/a")), disk.at(target()), POLICY, meter)))
        .isInstanceOf(MachineFaultException.class);
    long held = Files.size(part());
    assertThat(held).isGreaterThan(60_000);
    assertFetched(attempt(begin("/a")), CLIP);
    assertThat(server.requests().getLast().header("Range")).contains("bytes=" + held + "-");
  }

  @Test
  void bytesThatCouldNotBeSyncedAreFetchedAgain() throws Exception {
    server.on("/a", HttpFaults.whole());
    FullDisk disk = new FullDisk(FullDisk.Operation.SYNC, ".part", 0);
    ClipDownload download =
        downloads.begin(url(server.url("/a")), disk.at(target()), POLICY, meter);
    assertThatThrownBy(() -> attempt(download)).isInstanceOf(MachineFaultException.class);
    assertThat(part()).doesNotExist();
    disk.room();
    assertFetched(attempt(download), CLIP);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().getLast().header("Range")).isEmpty();
  }

  @Test
  void aFileSystemThatIsReallyFull() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk.toString()),
        "may not mount here");
    try {
      Path target = disk.resolve("a.mp4");
      Path ballast = disk.resolve("ballast");
      server.on("/a", HttpFaults.whole());
      for (int room : new int[] {0, 4096, 8192, 60_000}) {
        fill(ballast, room);
        assertThatThrownBy(
                () -> attempt(downloads.begin(url(server.url("/a")), target, POLICY, meter)))
            .as("room for " + room + " bytes")
            .isInstanceOf(MachineFaultException.class)
            .hasMessageContaining("cannot write ");
        assertThat(target).doesNotExist();
        Files.delete(ballast);
      }
      assertFetched(
          attempt(downloads.begin(url(server.url("/a")), target, POLICY, meter)), CLIP, target);
    } finally {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void aFileSystemThatIsReadOnly() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "ro,size=512k", "tmpfs", disk.toString()),
        "may not mount here");
    try {
      Path target = disk.resolve("a.mp4");
      server.on("/a", HttpFaults.whole());
      ClipDownload download = downloads.begin(url(server.url("/a")), target, POLICY, meter);
      assertThatThrownBy(() -> attempt(download))
          .isInstanceOf(MachineFaultException.class)
          .hasMessageContaining("make that folder writable for this user");
      assertThat(run("mount", "-o", "remount,rw", disk.toString())).isTrue();
      assertFetched(attempt(download), CLIP, target);
    } finally {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void aNameThatTheFileSystemRefusesIsTheMachinesFault() throws Exception {
    // A manifest's name has 255 bytes at most; some file systems take fewer.
    server.on("/a", HttpFaults.whole());
    Path longer = folder.resolve("longer").resolve("x".repeat(252) + ".mp4");
    assertThatThrownBy(() -> attempt(downloads.begin(url(server.url("/a")), longer, POLICY, meter)))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("cannot rename to its final name");
    Path longest = folder.resolve("x".repeat(251) + ".mp4");
    assertFetched(
        attempt(downloads.begin(url(server.url("/a")), longest, POLICY, meter)), CLIP, longest);
  }

  /** Leaves that much room, in whole pages, on a disk of 128 KiB. */
  private static void fill(Path ballast, int room) throws IOException {
    byte[] bytes = new byte[(128 << 10) - room];
    Arrays.fill(bytes, (byte) 1);
    try {
      Files.write(ballast, bytes);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
