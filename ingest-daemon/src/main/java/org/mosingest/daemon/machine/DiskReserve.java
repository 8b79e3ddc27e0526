package org.mosingest.daemon.machine;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How much room downloads leave on the disk for everything else.
 *
 * @param bytes the reserve; empty for the smaller of 5 GiB and 2 % of the disk
 * @param space asks for the room
 * @param every how often to look, and how soon to look again where there was no room
 */
public record DiskReserve(OptionalLong bytes, FreeSpace space, Duration every) {

  private static final long STANDARD = 5L << 30;
  private static final int STANDARD_SHARE = 50;

  public DiskReserve {
    if (bytes.isPresent() && bytes.getAsLong() < 0) {
      throw new IllegalArgumentException("the disk reserve is negative: " + bytes.getAsLong());
    }
    if (!every.isPositive()) {
      throw new IllegalArgumentException(
          "the time between two looks at the disk is not above 0: " + every);
    }
  }

  /** The smaller of 5 GiB and 2 % of the disk, looked at every two seconds. */
  public static DiskReserve standard() {
    return new DiskReserve(OptionalLong.empty(), FreeSpace.SYSTEM, Duration.ofSeconds(2));
  }

  /** The same with a reserve of that many bytes; 0 to use the disk up. */
  public DiskReserve withBytes(long reserve) {
    return new DiskReserve(OptionalLong.of(reserve), space, every);
  }

  /** The reserve on a disk of that size. */
  public long on(FreeSpace.Room room) {
    return bytes.orElse(Math.min(STANDARD, room.total() / STANDARD_SHARE));
  }
}
