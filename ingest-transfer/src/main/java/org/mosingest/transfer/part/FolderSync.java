package org.mosingest.transfer.part;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.state.DurableFiles;

/**
 * Makes renames last, many at a time: whoever comes while a folder is being synced is served by the
 * next sync, together with all others who came meanwhile. Thread-safe.
 */
public final class FolderSync {

  /** Syncs a folder. */
  @FunctionalInterface
  interface Disk {
    void sync(Path folder) throws IOException;
  }

  private final Disk disk;
  private final ConcurrentHashMap<Path, Folder> busy = new ConcurrentHashMap<>();

  /** Syncs the real disk. */
  public FolderSync() {
    this(DurableFiles::syncFolder);
  }

  FolderSync(Disk disk) {
    this.disk = disk;
  }

  /**
   * Returns when a sync of the folder has ended that began after this call. An interrupt waits.
   *
   * @throws IOException if that sync failed, for each who waited for it
   */
  void sync(Path path) throws IOException {
    Folder folder =
        busy.compute(
            path,
            (_, known) -> {
              Folder found = known == null ? new Folder() : known;
              found.users++;
              return found;
            });
    try {
      folder.sync(path);
    } finally {
      busy.compute(path, (_, _) -> --folder.users == 0 ? null : folder);
    }
  }

  /** Those who wait for one and the same sync. */
  private static final class Round {
    private boolean over;
    private @Nullable IOException fault;
  }

  private final class Folder {

    /** How many are in here; only touched within the map's compute. */
    private int users;

    /** Held while the disk works. */
    private final ReentrantLock syncing = new ReentrantLock();

    private @Nullable Round next;

    void sync(Path path) throws IOException {
      Round mine = join();
      syncing.lock();
      try {
        if (!mine.over) {
          begin();
          try {
            disk.sync(path);
          } catch (IOException e) {
            mine.fault = e;
          } finally {
            mine.over = true;
          }
        }
      } finally {
        syncing.unlock();
      }
      if (mine.fault != null) {
        throw mine.fault;
      }
    }

    private synchronized Round join() {
      if (next == null) {
        next = new Round();
      }
      return next;
    }

    /** Who comes from now on is too late for this sync. */
    private synchronized void begin() {
      next = null;
    }
  }
}
