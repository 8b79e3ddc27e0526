package org.mosingest.daemon.machine;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks a disk how much room it has. */
@FunctionalInterface
public interface FreeSpace {

  /** What the operating system says. */
  FreeSpace SYSTEM =
      folder -> {
        FileStore store = Files.getFileStore(folder);
        return new Room(store.getUsableSpace(), store.getTotalSpace());
      };

  /**
   * How much room there is.
   *
   * @param free bytes that may be written
   * @param total bytes that the disk holds
   */
  record Room(long free, long total) {}

  /**
   * The room on the disk that holds a folder.
   *
   * @throws IOException if it cannot be told
   */
  Room of(Path folder) throws IOException;
}
