package org.mosingest.daemon.runs.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.ledger.OutcomeCount;
import org.mosingest.core.options.BadOptionsException;
import org.mosingest.core.packed.Indexes;
import org.mosingest.core.row.Sha256;
import org.mosingest.daemon.run.ClipOrder;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.runs.RunOptionsJson;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.WordingJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** A run as a line of the database. */
final class RunColumns {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final List<String> NAMES =
      List.of(
          "turn",
          "state",
          "options",
          "row_count",
          "submitted_at",
          "started_at",
          "finished_at",
          "only_rows",
          "done",
          "written",
          "dedups",
          "already_in_output",
          "skipped_download",
          "skipped_broken",
          "output_bytes",
          "clip_order",
          "began_at_bytes",
          "ahead",
          "ahead_download_failed",
          "ahead_broken",
          "bytes_downloaded",
          "bytes_resumed",
          "active_ms",
          "note",
          "note_parts");

  static final int COUNT = NAMES.size();

  static final String INSERT =
      "INSERT INTO runs ("
          + String.join(", ", NAMES)
          + ") VALUES ("
          + "?, ".repeat(COUNT - 1)
          + "?)";

  static final String UPDATE =
      "UPDATE runs SET "
          + NAMES.stream().map(name -> name + " = ?").collect(Collectors.joining(", "))
          + " WHERE number = ?";

  static final String SELECT = "SELECT * FROM runs ORDER BY number";

  private RunColumns() {}

  static void fill(PreparedStatement statement, RunRecord run) throws SQLException {
    Books books = run.books();
    Optional<Pass> pass = run.pass();
    List<@Nullable Object> values =
        Stream.<@Nullable Object>of(
                run.turn(),
                run.state().name(),
                RunOptionsJson.write(run.options()).toString(),
                run.rows(),
                run.submittedAt().toString(),
                pass.map(p -> p.startedAt().toString()).orElse(null),
                run.finishedAt().map(Instant::toString).orElse(null),
                pass.flatMap(Pass::only).map(RunColumns::joined).orElse(null),
                pass.map(Pass::done).orElse(0),
                books.written(),
                books.dedups(),
                books.alreadyInOutput(),
                books.skippedDownload(),
                books.skippedBroken(),
                pass.map(Pass::outputBytes).orElse(Pass.NO_ROWS_YET),
                pass.flatMap(p -> p.order().clips()).map(Sha256::hex).orElse(null),
                pass.map(p -> p.order().beganAt()).orElse(Pass.NO_ROWS_YET),
                run.figures().ahead().rows(),
                run.figures().ahead().downloadFailed(),
                run.figures().ahead().broken(),
                run.figures().bytesDownloaded(),
                run.figures().bytesResumed(),
                run.figures().active().toMillis(),
                run.note().text(),
                Optional.ofNullable(WordingJson.parts(run.note()))
                    .map(ArrayNode::toString)
                    .orElse(null))
            .toList();
    for (int i = 0; i < COUNT; i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }

  static RunRecord read(ResultSet line) throws SQLException, BadOptionsException {
    int rows = line.getInt("row_count");
    Books books =
        new Books(
            rows,
            line.getInt("written"),
            line.getInt("dedups"),
            line.getInt("skipped_download"),
            line.getInt("skipped_broken"),
            line.getInt("already_in_output"));
    String startedAt = line.getString("started_at");
    String finishedAt = line.getString("finished_at");
    Optional<List<Integer>> only =
        Optional.ofNullable(line.getString("only_rows")).map(RunColumns::split);
    int done = line.getInt("done");
    long outputBytes = line.getLong("output_bytes");
    ClipOrder order =
        new ClipOrder(
            Optional.ofNullable(line.getString("clip_order")).flatMap(Sha256::parse),
            line.getLong("began_at_bytes"));
    return new RunRecord(
        line.getLong("number"),
        line.getLong("turn"),
        RunState.valueOf(line.getString("state")),
        RunOptionsJson.readStored(line.getString("options").getBytes(UTF_8)),
        new RunRecord.Figures(
            rows,
            Optional.ofNullable(startedAt)
                .map(
                    started ->
                        new Pass(
                            Instant.parse(started),
                            only,
                            done,
                            Optional.of(books),
                            outputBytes,
                            order)),
            new OutcomeCount(
                line.getInt("ahead"),
                line.getInt("ahead_download_failed"),
                line.getInt("ahead_broken")),
            line.getLong("bytes_downloaded"),
            line.getLong("bytes_resumed"),
            Duration.ofMillis(line.getLong("active_ms"))),
        Instant.parse(line.getString("submitted_at")),
        Optional.ofNullable(finishedAt).map(Instant::parse),
        WordingJson.of(
            line.getString("note"),
            Optional.ofNullable(line.getString("note_parts")).map(JSON::readTree).orElse(null)));
  }

  private static String joined(List<Integer> rows) {
    return rows.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Integer> split(String rows) {
    return rows.isEmpty()
        ? List.of()
        : Indexes.of(Splitter.on(',').splitToStream(rows).mapToInt(Integer::parseInt).toArray());
  }
}
