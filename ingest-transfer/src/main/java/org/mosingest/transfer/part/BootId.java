package org.mosingest.transfer.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which life of this machine it is. What a process wrote outlives the process, but not the machine:
 * after a power loss, bytes that were not synced may be gone, or zeros under the right length.
 */
public final class BootId {

  /** Where Linux tells it; another at each start of the kernel (random(4)). */
  private static final Path SOURCE = Path.of("/proc/sys/kernel/random/boot_id");

  private static final String CURRENT = read();

  private BootId() {}

  /** The present one; empty where the system tells none. */
  public static String current() {
    return CURRENT;
  }

  /**
   * Whether the machine has surely been up ever since; never said where the system tells no boot
   * id.
   */
  static boolean isCurrent(String bootId) {
    return !bootId.isEmpty() && bootId.equals(CURRENT);
  }

  private static String read() {
    try {
      return Files.readString(SOURCE).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
