package org.mosingest.daemon.machine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds downloads back while the disk has less room than its reserve, or has just been full. A full
 * disk is this machine's fault: no clip is blamed, and the downloads go on when there is room
 * again.
 *
 * <p>Safe for many threads. The lock is held while the disk is asked, at most once in a while: all
 * the others want the same answer.
 */
public final class DiskWatch {

  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

  private static final String FULL = "waiting for disk: it is full";

  private final ReentrantLock lock = new ReentrantLock();
  private final Path folder;
  private final DiskReserve reserve;

  @GuardedBy("lock")
  private boolean room = true;

  @GuardedBy("lock")
  private long nextLook = System.nanoTime();

  private volatile String note = "";

  /**
   * A disk taken to have room until it is first asked.
   *
   * @param folder a folder on it
   */
  public DiskWatch(Path folder, DiskReserve reserve) {
    this.folder = folder;
    this.reserve = reserve;
  }

  /** Whether a download may begin now. */
  public boolean hasRoom() {
    lock.lock();
    try {
      if (System.nanoTime() - nextLook >= 0) {
        look();
      }
      return room;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The disk was full in the middle of a download: nothing begins before it has been looked at
   * again.
   */
  public void full() {
    lock.lock();
    try {
      if (room) {
        LOG.warn(
            "the disk of {} is full: downloads wait until there is space; no clip is marked failed for this",
            folder);
      }
      room = false;
      note = FULL;
      nextLook = System.nanoTime() + reserve.every().toNanos();
    } finally {
      lock.unlock();
    }
  }

  /** How soon to ask again where there was no room. */
  public Duration again() {
    return reserve.every();
  }

  /** What is waited for, in words; empty while there is room. */
  public String note() {
    return note;
  }

  @GuardedBy("lock")
  private void look() {
    nextLook = System.nanoTime() + reserve.every().toNanos();
    try {
      FreeSpace.Room now = reserve.space().of(folder);
      long least = reserve.on(now);
      boolean enough = now.free() >= least && now.free() > 0;
      if (enough) {
        note = "";
      } else {
        note =
            now.free() == 0
                ? FULL
                : "waiting for disk: " + size(now.free()) + " free of " + size(least) + " reserve";
      }
      if (enough != room) {
        LOG.warn(
            "{}",
            enough
                ? "there is space on the disk of " + folder + " again; continuing"
                : note + ", on " + folder);
      }
      room = enough;
    } catch (IOException e) {
      // Whoever writes there will be told better.
      LOG.debug("cannot determine the free space on the disk of {}", folder, e);
      note = "";
      room = true;
    }
  }

  private static String size(long bytes) {
    return bytes < 100_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
