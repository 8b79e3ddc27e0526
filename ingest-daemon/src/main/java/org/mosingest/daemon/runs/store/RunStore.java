package org.mosingest.daemon.runs.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.options.BadOptionsException;
import org.mosingest.core.paths.Guard;
import org.mosingest.core.paths.OpenedFile;
import org.mosingest.daemon.known.SqliteLibrary;
import org.mosingest.daemon.runs.FailureFilter;
import org.mosingest.daemon.runs.HostFailures;
import org.mosingest.daemon.runs.Runs.FailurePage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs on disk: an SQLite database. Whatever is stored has outlived a power loss when the call
 * returns.
 *
 * <p>Every call throws an {@link IOException} that names the file where that cannot be read or
 * written.
 *
 * <p>Safe for many threads. The one lock is held over the database's work: there is one connection.
 */
public final class RunStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunStore.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Path file;
  private final OpenedFile opened;
  private volatile Guard guard = () -> {};

  @GuardedBy("lock")
  private Connection connection;

  private RunStore(Path file, OpenedFile opened, Connection connection) {
    this.file = file;
    this.opened = opened;
    this.connection = connection;
  }

  /**
   * Opens the database, and makes it if need be.
   *
   * @throws IOException if it cannot be read or written, or is of a newer program
   */
  public static RunStore open(Path file) throws IOException {
    SqliteLibrary.prepare();
    try {
      Connection connection = RunDatabase.connect(file);
      return new RunStore(file, OpenedFile.at("the service's database", file), connection);
    } catch (SQLException e) {
      throw fault("open", file, e);
    }
  }

  /** Has something else looked at whenever runs are read or stored. */
  public void guardedBy(Guard other) {
    guard = other;
  }

  /** Adds a run and gives it its number. */
  public RunRecord insert(RunRecord run) throws IOException {
    return write(
        "add a run to",
        db -> {
          try (PreparedStatement insert = db.prepareStatement(RunColumns.INSERT)) {
            RunColumns.fill(insert, run);
            insert.executeUpdate();
          }
          try (Statement statement = db.createStatement();
              ResultSet result = statement.executeQuery("SELECT last_insert_rowid()")) {
            return run.numbered(result.getLong(1));
          }
        });
  }

  /** Stores a run as it stands, and failures that came since. */
  public void save(RunRecord run, List<ClipFailure> more) throws IOException {
    write(
        "store a run in",
        db -> {
          update(db, run);
          FailureRows.insert(db, run.number(), more);
          return run;
        });
  }

  /** Stores a run whose pass begins anew or takes up rows again; their failures are forgotten. */
  public void begin(RunRecord run) throws IOException {
    write(
        "store a run in",
        db -> {
          update(db, run);
          FailureRows.deleteUnsettled(db, run);
          return run;
        });
  }

  /** Forgets a run and its failures. */
  public void delete(long run) throws IOException {
    write(
        "delete a run from",
        db -> {
          for (String lines : List.of("failures WHERE run = ?", "runs WHERE number = ?")) {
            try (PreparedStatement delete = db.prepareStatement("DELETE FROM " + lines)) {
              delete.setLong(1, run);
              delete.executeUpdate();
            }
          }
          return run;
        });
  }

  private static void update(Connection db, RunRecord run) throws SQLException {
    try (PreparedStatement update = db.prepareStatement(RunColumns.UPDATE)) {
      RunColumns.fill(update, run);
      update.setLong(RunColumns.COUNT + 1, run.number());
      if (update.executeUpdate() != 1) {
        throw new SQLException("there is no run " + run.number());
      }
    }
  }

  /** All runs, by number. One whose options this program cannot read is left out, and reported. */
  public List<RunRecord> load() throws IOException {
    return read(
        db -> {
          List<RunRecord> runs = new ArrayList<>();
          try (Statement statement = db.createStatement();
              ResultSet result = statement.executeQuery(RunColumns.SELECT)) {
            while (result.next()) {
              try {
                runs.add(RunColumns.read(result));
              } catch (BadOptionsException e) {
                LOG.error(
                    "run {} in {} is left out: {}", result.getLong("number"), file, e.getMessage());
              }
            }
          }
          return runs;
        });
  }

  /** How many failures a run has, by the reason's word. */
  public Map<String, Integer> failureCounts(long run) throws IOException {
    return read(db -> new TreeMap<>(FailureRows.counts(db, run)));
  }

  /** All failures of a run, in manifest order. */
  public List<ClipFailure> failures(long run) throws IOException {
    return read(db -> FailureRows.page(db, run, FailureFilter.NONE, Integer.MAX_VALUE, 0));
  }

  /** Shows all failures of a run one after the other, in manifest order. */
  public void eachFailure(long run, Consumer<ClipFailure> each) throws IOException {
    read(
        db -> {
          FailureRows.each(db, run, FailureFilter.NONE, Integer.MAX_VALUE, 0, each);
          return run;
        });
  }

  /** How many failures each host has, the worst first. */
  public List<HostFailures> failuresByHost(long run) throws IOException {
    return read(db -> FailureRows.byHost(db, run));
  }

  /**
   * Some failures of a run, in manifest order.
   *
   * @param limit how many at most
   * @param offset how many to pass over
   */
  public FailurePage failures(long run, FailureFilter filter, int limit, int offset)
      throws IOException {
    return read(
        db ->
            new FailurePage(
                FailureRows.total(db, run, filter),
                FailureRows.page(db, run, filter, limit, offset)));
  }

  /** Work on the database, under the lock. */
  @FunctionalInterface
  private interface Work<T> {
    T run(Connection db) throws SQLException;
  }

  private <T> T read(Work<T> work) throws IOException {
    return write("read", work);
  }

  private <T> T write(String what, Work<T> work) throws IOException {
    lock.lock();
    try {
      opened.check();
      guard.check();
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(e);
        throw e;
      }
    } catch (SQLException e) {
      throw fault(what, file, e);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void rollBack(Exception because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
      renew(because);
    }
  }

  /**
   * A full disk has SQLite roll back by itself, of which its driver hears nothing: it never begins
   * a transaction again on that connection (sqlite.org/lang_transaction.html, section 3).
   */
  @GuardedBy("lock")
  private void renew(Exception because) {
    try {
      Connection fresh = RunDatabase.connect(file);
      connection.close();
      connection = fresh;
    } catch (SQLException | IOException e) {
      // The next call fails as well, and tries again.
      because.addSuppressed(e);
    }
  }

  private static IOException fault(String what, Path file, SQLException e) {
    return new IOException("cannot " + what + " " + file + ": " + e.getMessage(), e);
  }

  /** Closes the database; gives up where it hangs. */
  @Override
  public void close() throws IOException {
    try {
      if (!lock.tryLock(1, TimeUnit.SECONDS)) {
        LOG.warn("{} is busy and stays open; stored data is safe", file);
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      throw fault("close", file, e);
    } finally {
      lock.unlock();
    }
  }
}
