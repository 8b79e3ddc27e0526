package org.mosingest.daemon.runs.store;

import com.google.common.collect.Lists;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.Reason;
import org.mosingest.daemon.runs.FailureFilter;
import org.mosingest.daemon.runs.HostFailures;

/** Failed clips as lines of the database. */
final class FailureRows {

  /** Compared byte for byte: {@code LIKE} would give {@code %} and {@code _} a meaning. */
  private static final String OF_RUN =
      " FROM failures WHERE run = ? AND substr(reason, 1, length(?)) = ? AND (instr(name, ?) OR"
          + " instr(url, ?))";

  /** So many lines the driver holds as objects at a time: the fewer, the shorter a collection. */
  private static final int BATCH = 500;

  private FailureRows() {}

  static void insert(Connection connection, long run, List<ClipFailure> failures)
      throws SQLException {
    if (failures.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (List<ClipFailure> batch : Lists.partition(failures, BATCH)) {
        for (ClipFailure failure : batch) {
          fill(insert, run, failure);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  private static void fill(PreparedStatement insert, long run, ClipFailure failure)
      throws SQLException {
    insert.setLong(1, run);
    insert.setInt(2, failure.row());
    insert.setString(3, failure.name());
    insert.setString(4, failure.url());
    insert.setString(5, failure.kind().name());
    insert.setString(6, failure.word());
    insert.setString(7, failure.reason().text());
    insert.setString(8, failure.at().toString());
    if (failure.attempts().isPresent()) {
      insert.setInt(9, failure.attempts().getAsInt());
    } else {
      insert.setNull(9, Types.INTEGER);
    }
    insert.setLong(10, failure.bytesKept());
  }

  /** Forgets the failures of rows that the run's pass has yet to settle. */
  static void deleteUnsettled(Connection connection, RunRecord run) throws SQLException {
    List<Integer> stored = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT row_index FROM failures WHERE run = ?")) {
      select.setLong(1, run.number());
      try (ResultSet lines = select.executeQuery()) {
        while (lines.next()) {
          stored.add(lines.getInt(1));
        }
      }
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM failures WHERE run = ? AND row_index = ?")) {
      for (int row : stored) {
        if (!run.pass().map(pass -> pass.settled(row)).orElse(false)) {
          delete.setLong(1, run.number());
          delete.setInt(2, row);
          delete.addBatch();
        }
      }
      delete.executeBatch();
    }
  }

  static int total(Connection connection, long run, FailureFilter filter) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT count(*)" + OF_RUN)) {
      fill(select, run, filter);
      try (ResultSet line = select.executeQuery()) {
        return line.getInt(1);
      }
    }
  }

  static List<ClipFailure> page(
      Connection connection, long run, FailureFilter filter, int limit, int offset)
      throws SQLException {
    List<ClipFailure> failures = new ArrayList<>();
    each(connection, run, filter, limit, offset, failures::add);
    return failures;
  }

  static void each(
      Connection connection,
      long run,
      FailureFilter filter,
      int limit,
      int offset,
      Consumer<ClipFailure> each)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT *" + OF_RUN + " ORDER BY row_index LIMIT ? OFFSET ?")) {
      fill(select, run, filter);
      select.setInt(6, limit);
      select.setInt(7, offset);
      try (ResultSet line = select.executeQuery()) {
        while (line.next()) {
          each.accept(read(line));
        }
      }
    }
  }

  private static ClipFailure read(ResultSet line) throws SQLException {
    int attempts = line.getInt("attempts");
    boolean known = !line.wasNull();
    return new ClipFailure(
        line.getInt("row_index"),
        line.getString("name"),
        line.getString("url"),
        ClipFailure.Kind.valueOf(line.getString("kind")),
        Reason.parse(line.getString("reason")),
        Instant.parse(line.getString("at")),
        known ? OptionalInt.of(attempts) : OptionalInt.empty(),
        line.getLong("bytes_kept"));
  }

  static List<HostFailures> byHost(Connection connection, long run) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT url, word FROM failures WHERE run = ?")) {
      select.setLong(1, run);
      HostTally tally = new HostTally();
      try (ResultSet line = select.executeQuery()) {
        while (line.next()) {
          tally.add(line.getString(1), line.getString(2));
        }
      }
      return tally.worstFirst();
    }
  }

  static Map<String, Integer> counts(Connection connection, long run) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT word, count(*) FROM failures WHERE run = ? GROUP BY word")) {
      select.setLong(1, run);
      Map<String, Integer> counts = new HashMap<>();
      try (ResultSet line = select.executeQuery()) {
        while (line.next()) {
          counts.put(line.getString(1), line.getInt(2));
        }
      }
      return counts;
    }
  }

  private static void fill(PreparedStatement select, long run, FailureFilter filter)
      throws SQLException {
    select.setLong(1, run);
    select.setString(2, filter.reason());
    select.setString(3, filter.reason());
    select.setString(4, filter.text());
    select.setString(5, filter.text());
  }
}
