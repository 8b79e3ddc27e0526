package org.mosingest.core.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A disk in memory that can be as small as a test needs it. Where this user may not mount, the test
 * is skipped.
 */
public final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one.
   *
   * @param folder made if need be
   * @param size as mount takes it: {@code 400k}, in whole pages of 4 KiB
   */
  public static SmallDisk mount(Path folder, String size) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean mounted =
        command("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    Assumptions.assumeTrue(mounted, "this user may not mount");
    return new SmallDisk(folder);
  }

  /**
   * Mounts a folder once more, at another place.
   *
   * @param at made if need be
   */
  public static SmallDisk again(Path folder, Path at) throws IOException, InterruptedException {
    Files.createDirectories(at);
    Assumptions.assumeTrue(
        command("mount", "--bind", folder.toString(), at.toString()), "this user may not mount");
    return new SmallDisk(at);
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /** Gives it another size. */
  public void grow(String size) throws IOException, InterruptedException {
    remount("size=" + size);
  }

  /** Remounts it with these options: {@code ro}. */
  public void remount(String options) throws IOException, InterruptedException {
    if (!command("mount", "-o", "remount," + options, folder.toString())) {
      throw new IOException("cannot remount " + folder + " with " + options);
    }
  }

  /** Takes all room there is; the file is to be deleted. */
  public Path fill() throws IOException {
    Path ballast = folder.resolve("ballast");
    byte[] page = new byte[4096];
    page[0] = 1;
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      return ballast;
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (!command("umount", "-l", folder.toString())) {
      throw new IOException("cannot unmount " + folder);
    }
  }

  private static boolean command(String... words) throws InterruptedException {
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
