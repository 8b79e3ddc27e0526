package org.mosingest.daemon.known;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** The database file: opened, or begun anew where what is there cannot be used. */
final class MemoryFile {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryFile.class);

  private static final int VERSION = 1;

  /** Marks a database as this one: "MOSk". */
  private static final int APPLICATION_ID = 0x4D4F536B;

  /** SQLite's own files beside a database. Left behind, they would be taken for the next one's. */
  private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

  private MemoryFile() {}

  /**
   * Opens the database, for this connection alone.
   *
   * @throws SQLException if it is in use, or can be neither read nor replaced
   * @throws IOException likewise
   */
  static Connection open(Path file) throws SQLException, IOException {
    for (String companion : COMPANIONS) {
      refuseOddFile(companion(file, companion));
    }
    refuseOddFile(file);
    try {
      return connected(file);
    } catch (SQLException e) {
      if (!isUnusable(e)) {
        throw e;
      }
      setAside(file, e);
      return connected(file);
    }
  }

  /** Renames a database that cannot be used, and reports it, so that the next one begins empty. */
  static void setAside(Path file, SQLException why) throws IOException {
    Path aside = DurableFiles.setAside(file, "unreadable");
    for (String companion : COMPANIONS) {
      Files.deleteIfExists(companion(file, companion));
    }
    LOG.warn(
        "{} cannot be used ({}); kept as {}. All clips are read again",
        Text.printable(file.toString()),
        why.getMessage(),
        Text.printable(aside.toString()));
  }

  /** Of a link or a pipe nothing good comes: what is written to it would go elsewhere. */
  private static void refuseOddFile(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(Text.printable(file.toString()) + " is not a regular file");
    }
  }

  private static Path companion(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static Connection connected(Path file) throws SQLException, IOException {
    SqliteLibrary.prepare();
    SQLiteConfig config = new SQLiteConfig();
    // A corpus is one run's, so there is nobody to share with: no file for it, and no lock to be
    // taken at each look.
    config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // Whole after a power loss, if not up to date: all that a cache needs.
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(0);
    // In KiB: a path's place in the tree is found without reading, for a corpus of any usual size.
    config.setCacheSize(-8192);
    // Nobody asks for the key of a row that was written, and each would be a query of its own.
    config.setGetGeneratedKeys(false);
    // As a URL: a question mark in a folder's name would be taken for the beginning of parameters.
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath().toUri());
    try {
      connection.setAutoCommit(false);
      prepare(connection);
      connection.commit();
      return connection;
    } catch (SQLException | IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void prepare(Connection connection) throws SQLException, IOException {
    List<String> commands = schema();
    try (Statement statement = connection.createStatement()) {
      List<String> found = new ArrayList<>();
      try (ResultSet result =
          statement.executeQuery(
              "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")) {
        while (result.next()) {
          found.add(result.getString(1));
        }
      }
      if (found.isEmpty() && pragma(statement, "application_id") == 0) {
        for (String command : commands) {
          statement.executeUpdate(command);
        }
        statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
        statement.executeUpdate("PRAGMA user_version = " + VERSION);
      } else if (pragma(statement, "application_id") != APPLICATION_ID
          || pragma(statement, "user_version") != VERSION
          || !found.equals(commands)) {
        throw new SQLException(
            "it is another program's, or another version's",
            "",
            SQLiteErrorCode.SQLITE_NOTADB.code);
      }
    }
  }

  private static int pragma(Statement statement, String name) throws SQLException {
    try (ResultSet result = statement.executeQuery("PRAGMA " + name)) {
      return result.getInt(1);
    }
  }

  /** The commands as SQLite keeps them: without the comments between them. */
  private static List<String> schema() throws IOException {
    try (InputStream in = MemoryFile.class.getResourceAsStream("schema-" + VERSION + ".sql")) {
      if (in == null) {
        throw new IOException("the schema is missing from the program");
      }
      String text = new String(in.readAllBytes(), UTF_8).replaceAll("(?m)^--.*\n", "");
      return Splitter.on(';').trimResults().omitEmptyStrings().splitToList(text);
    }
  }

  /**
   * Whether the file itself is to blame, rather than the disk or another program that has it open.
   */
  static boolean isUnusable(SQLException e) {
    int primary = e.getErrorCode() & 0xFF;
    return primary == SQLiteErrorCode.SQLITE_NOTADB.code
        || primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_FORMAT.code;
  }
}
