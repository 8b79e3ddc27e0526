package org.mosingest.daemon.known;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.mosingest.core.probe.BundledFfmpeg;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.state.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's own library, unpacked once for all starts. Left to itself, the driver unpacks it anew at
 * each start into the folder for temporary files, and a process that is killed leaves a megabyte
 * there each time.
 *
 * <p>It lies in the user's cache folder, as ffprobe does, and is used only if it has the bytes that
 * come with this program.
 */
public final class SqliteLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);

  /** Where the driver looks first. */
  private static final String FOLDER = "org.sqlite.lib.path";

  private SqliteLibrary() {}

  /**
   * Shows the driver the unpacked library. To be called before the first connection; where nothing
   * can be unpacked, the driver is left to itself. A library that the operator names stays.
   */
  public static synchronized void prepare() {
    if (System.getProperty(FOLDER) != null) {
      return;
    }
    try {
      System.setProperty(
          FOLDER, unpackInto(BundledFfmpeg.cacheFolder().toAbsolutePath()).toString());
    } catch (IOException | ProbeUnusableException e) {
      LOG.debug("SQLite's library goes to the folder for temporary files", e);
    }
  }

  /** Sees to it that the library lies whole in a folder of the cache, and returns that folder. */
  static Path unpackInto(Path cache) throws IOException {
    byte[] bytes = bundled();
    String name = LibraryLoaderUtil.getNativeLibName();
    Path folder =
        cache.resolve(
            "sqlite-" + Sha256.of(Sha256.newDigest().digest(bytes)).hex().substring(0, 16));
    Path library = folder.resolve(name);
    if (!holds(library, bytes)) {
      Files.createDirectories(folder);
      try (FileChannel lockFile =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = lockFile.lock()) {
        // The one that was waited for may have done it.
        if (!holds(library, bytes)) {
          DurableFiles.replace(library, bytes);
        }
      }
    }
    return folder;
  }

  private static byte[] bundled() throws IOException {
    String path =
        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
    try (InputStream in = LibraryLoaderUtil.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("no SQLite for this platform: " + path);
      }
      return in.readAllBytes();
    }
  }

  private static boolean holds(Path file, byte[] bytes) throws IOException {
    try {
      return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
