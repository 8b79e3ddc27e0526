package org.mosingest.daemon.known;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.clip.ClipStamp;
import org.mosingest.core.row.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The hashes in a corpus's memory, looked at without touching it or anything beside it: a corpus
 * that is only read has them too. A memory that cannot be read holds none. Safe for many threads;
 * the lock is held over the database's work, some microseconds for a clip.
 */
public final class RecordedHashes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecordedHashes.class);

  private final ReentrantLock lock = new ReentrantLock();

  /** Null, as the next one is, where nothing is recorded. */
  @GuardedBy("lock")
  private @Nullable Connection connection;

  @GuardedBy("lock")
  private @Nullable PreparedStatement select;

  private RecordedHashes() {}

  /** No hashes. */
  public static RecordedHashes none() {
    return new RecordedHashes();
  }

  /**
   * Those of a memory that no run has open. What a run that was killed did not bring into the
   * database is not waited for: none are recorded then.
   */
  public static RecordedHashes in(Path memory) {
    RecordedHashes hashes = new RecordedHashes();
    hashes.open(memory);
    return hashes;
  }

  private void open(Path memory) {
    lock.lock();
    try {
      if (!memory.getFileSystem().equals(FileSystems.getDefault())
          || !Files.isRegularFile(memory, LinkOption.NOFOLLOW_LINKS)
          || isAhead(memory.resolveSibling(memory.getFileName() + "-wal"))) {
        return;
      }
      SqliteLibrary.prepare();
      SQLiteConfig config = new SQLiteConfig();
      config.setOpenMode(SQLiteOpenMode.OPEN_URI);
      config.setReadOnly(true);
      // Without locks and without the files that SQLite would otherwise make beside it.
      Connection opened =
          config.createConnection(
              "jdbc:sqlite:" + memory.toAbsolutePath().toUri() + "?immutable=1");
      connection = opened;
      select =
          opened.prepareStatement(
              "SELECT sha256 FROM clips WHERE path = ? AND size = ? AND modified_ns = ? AND changed_ns = ?"
                  + " AND inode = ?");
    } catch (SQLException | IOException e) {
      giveUp(e);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the database's log holds what the database does not. */
  private static boolean isAhead(Path log) throws IOException {
    return Files.exists(log) && Files.size(log) > 0;
  }

  /**
   * The hash of the clip with that stamp; empty if none is recorded of just this file.
   *
   * @param path the clip's path below the corpus folder
   */
  public Optional<Sha256> of(String path, ClipStamp stamp) {
    lock.lock();
    try {
      if (select == null) {
        return Optional.empty();
      }
      select.setString(1, path);
      select.setLong(2, stamp.size());
      select.setLong(3, stamp.modifiedNs());
      select.setLong(4, stamp.changedNs());
      select.setLong(5, stamp.inode());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(Sha256.of(row.getBytes(1))) : Optional.empty();
      }
    } catch (SQLException | IllegalArgumentException e) {
      giveUp(e);
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void giveUp(Exception why) {
    LOG.debug("the cache of known clips cannot be read", why);
    closeQuietly();
  }

  @GuardedBy("lock")
  private void closeQuietly() {
    try {
      if (select != null) {
        select.close();
      }
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("closing the memory of clips", e);
    }
    select = null;
    connection = null;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closeQuietly();
    } finally {
      lock.unlock();
    }
  }
}
