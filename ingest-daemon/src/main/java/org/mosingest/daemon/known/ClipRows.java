package org.mosingest.daemon.known;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.clip.ClipStamp;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

/** Reads and writes the rows of {@code clips}. For one thread at a time. */
final class ClipRows implements AutoCloseable {

  private final int engine;
  private final boolean believesEngine;
  private final PreparedStatement select;
  private final PreparedStatement insert;

  private ClipRows(
      int engine, boolean believesEngine, PreparedStatement select, PreparedStatement insert) {
    this.engine = engine;
    this.believesEngine = believesEngine;
    this.select = select;
    this.insert = insert;
  }

  /**
   * The rows of a database as a run with that engine sees them. One that does not tell its version
   * could be another one by the next run: nothing it ever found is believed.
   */
  static ClipRows of(Connection connection, ProbeEngine engine) throws SQLException {
    try (PreparedStatement begun =
        connection.prepareStatement(
            "INSERT INTO engines (name, runs) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET runs = runs + 1"
                + " RETURNING number")) {
      begun.setString(1, engine.name() + " " + engine.version() + " " + engine.binary());
      int number;
      try (ResultSet result = begun.executeQuery()) {
        number = result.getInt(1);
      }
      return new ClipRows(
          number,
          engine.isVersionKnown(),
          connection.prepareStatement(
              "SELECT size, modified_ns, changed_ns, inode, sha256, engine, broken, width, height, framerate,"
                  + " duration_s, pix_fmt, codec_name FROM clips WHERE path = ?"),
          connection.prepareStatement(
              "INSERT OR REPLACE INTO clips VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    }
  }

  /** What is known of the file of that stamp; empty if nothing is. */
  Optional<KnownClip> find(String path, ClipStamp stamp) throws SQLException {
    select.setString(1, path);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()
          || row.getLong(2) != stamp.modifiedNs()
          || row.getLong(3) != stamp.changedNs()
          || row.getLong(1) != stamp.size()
          || row.getLong(4) != stamp.inode()) {
        return Optional.empty();
      }
      ClipContent content = new ClipContent(Sha256.of(row.getBytes(5)), stamp.size());
      return Optional.of(new KnownClip(content, probed(row)));
    } catch (IllegalArgumentException e) {
      // No row that this program wrote.
      return Optional.empty();
    }
  }

  private Optional<ProbeOutcome> probed(ResultSet row) throws SQLException {
    if (!believesEngine || row.getInt(6) != engine) {
      return Optional.empty();
    }
    @Nullable String broken = row.getString(7);
    if (broken != null) {
      return Optional.of(new ProbeOutcome.Broken(Reason.parse(broken)));
    }
    return Optional.of(
        new ProbeOutcome.Video(
            new VideoFacts(
                row.getInt(8),
                row.getInt(9),
                row.getDouble(10),
                row.getDouble(11),
                row.getString(12),
                row.getString(13))));
  }

  /** Remembers a clip, in place of what was known of it. */
  void put(String path, ClipStamp stamp, KnownClip clip) throws SQLException {
    insert.setString(1, path);
    insert.setLong(2, stamp.size());
    insert.setLong(3, stamp.modifiedNs());
    insert.setLong(4, stamp.changedNs());
    insert.setLong(5, stamp.inode());
    insert.setBytes(6, clip.content().sha256().bytes());
    for (int column = 7; column <= 14; column++) {
      insert.setNull(column, Types.NULL);
    }
    if (clip.probed().isPresent()) {
      insert.setInt(7, engine);
      switch (clip.probed().get()) {
        case ProbeOutcome.Broken(Reason reason) -> insert.setString(8, reason.text());
        case ProbeOutcome.Video(VideoFacts facts) -> {
          insert.setInt(9, facts.width());
          insert.setInt(10, facts.height());
          insert.setDouble(11, facts.framerate());
          insert.setDouble(12, facts.durationS());
          insert.setString(13, facts.pixFmt());
          insert.setString(14, facts.codecName());
        }
      }
    }
    insert.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    select.close();
    insert.close();
  }
}
