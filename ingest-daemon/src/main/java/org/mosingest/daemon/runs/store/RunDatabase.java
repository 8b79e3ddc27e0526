package org.mosingest.daemon.runs.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** How the database of the runs is opened, and what its tables are. */
final class RunDatabase {

  private static final int VERSION = 7;

  private RunDatabase() {}

  /**
   * A connection to the database, which is made or brought up to date if need be; each change is
   * within a transaction.
   *
   * @throws SQLException if it cannot be read or written
   * @throws IOException if it is of a newer program
   */
  static Connection connect(Path file) throws SQLException, IOException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // A commit a second for each run: the sync costs nothing that anybody would notice.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try {
      prepare(file, connection);
      return connection;
    } catch (SQLException | IOException e) {
      connection.close();
      throw e;
    }
  }

  private static void prepare(Path file, Connection connection) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      int version;
      try (ResultSet result = statement.executeQuery("PRAGMA user_version")) {
        version = result.getInt(1);
      }
      if (version > VERSION) {
        throw new IOException(
            file
                + " was written by a newer version of this program (format "
                + version
                + "): use that version");
      }
      connection.setAutoCommit(false);
      for (int step = version + 1; step <= VERSION; step++) {
        for (String command :
            Splitter.on(';').trimResults().omitEmptyStrings().split(schema(step))) {
          statement.executeUpdate(command);
        }
      }
      if (version < VERSION) {
        statement.executeUpdate("PRAGMA user_version = " + VERSION);
      }
      connection.commit();
    }
  }

  private static String schema(int step) throws IOException {
    try (InputStream in = RunDatabase.class.getResourceAsStream("schema-" + step + ".sql")) {
      if (in == null) {
        throw new IOException("the schema is missing from the program");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
