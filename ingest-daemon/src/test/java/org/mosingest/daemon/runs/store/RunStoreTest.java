package org.mosingest.daemon.runs.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.ledger.OutcomeCount;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.Wording;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.runs.FailureFilter;
import org.mosingest.daemon.runs.RunState;

class RunStoreTest {

  private static final Instant NOW = Instant.parse("2026-05-08T12:00:00Z");

  @TempDir Path folder = Path.of("");

  private RunStore open() throws Exception {
    return RunStore.open(folder.resolve("runs.db"));
  }

  private RunRecord submitted(long turn) {
    RunOptions options =
        RunOptions.of(KnownCorpora.standard(), folder.resolve("c" + turn)).build().absolute();
    return RunRecord.submitted(turn, options, 100, NOW);
  }

  private static ClipFailure failure(int row, String reason) {
    OptionalInt attempts = row % 2 == 0 ? OptionalInt.of(row) : OptionalInt.empty();
    return new ClipFailure(
        row,
        row + ".mp4",
        "http://h/" + row,
        ClipFailure.Kind.DOWNLOAD,
        Reason.parse(reason),
        NOW,
        attempts,
        row * 10L);
  }

  @Test
  void givesBackWhatItWasGiven() throws Exception {
    RunRecord begun;
    RunRecord retried;
    RunRecord fresh;
    try (RunStore store = open()) {
      fresh = store.insert(submitted(1));
      Pass pass =
          new Pass(NOW, Optional.empty(), 60, Optional.of(new Books(100, 50, 1, 6, 3)), 1234);
      begun =
          store
              .insert(submitted(2))
              .reached(pass, OutcomeCount.NONE, 9_000_000_000L, 17)
              .noted(Wording.of("a note with min_rows that is no key"));
      store.save(begun, List.of());
      Pass retry =
          new Pass(
              NOW,
              Optional.of(List.of(3, 99)),
              1,
              Optional.of(new Books(100, 98, 0, 1, 0)),
              Pass.NO_ROWS_YET);
      retried =
          store
              .insert(submitted(3))
              .reached(retry, OutcomeCount.NONE, 1, 2)
              .noted(
                  Wording.of("a 'note'; with ? and -- signs (")
                      .and(Wording.ofKeys(List.of("corpus", "min_rows")))
                      .and(")"));
      store.save(retried, List.of());
    }
    try (RunStore store = open()) {
      assertThat(store.load()).containsExactly(fresh, begun, retried);
      assertThat(store.insert(submitted(4)).number()).isEqualTo(4);
    }
  }

  @Test
  void filtersFailuresByTheStartOfTheirReasonAsItIsWritten() throws Exception {
    try (RunStore store = open()) {
      RunRecord run = store.insert(submitted(1));
      RunRecord other = store.insert(submitted(2));
      store.save(
          run,
          List.of(failure(7, "http-404"), failure(2, "http-404: gone"), failure(9, "100%_of")));
      store.save(other, List.of(failure(7, "dns: x")));
      assertThat(store.failures(1, FailureFilter.NONE, 10, 0).failures())
          .extracting(ClipFailure::row)
          .containsExactly(2, 7, 9);
      assertThat(store.failures(1, FailureFilter.ofReason("http-404"), 1, 1).failures())
          .containsExactly(failure(7, "http-404"));
      assertThat(store.failures(1, FailureFilter.ofReason("http-404"), 1, 1).total()).isEqualTo(2);
      assertThat(store.failures(1, FailureFilter.ofReason("%"), 10, 0).total()).isZero();
      assertThat(store.failures(1, FailureFilter.ofReason("100%_"), 10, 0).total()).isEqualTo(1);
      assertThat(store.failureCounts(1)).isEqualTo(Map.of("http-404", 2, "100%_of", 1));
    }
  }

  @Test
  void aPassThatBeginsForgetsTheFailuresOfItsRowsOnly() throws Exception {
    try (RunStore store = open()) {
      RunRecord run = store.insert(submitted(1));
      store.save(run, List.of(failure(1, "dns"), failure(2, "dns"), failure(3, "tls")));
      Pass retry = new Pass(NOW, Optional.of(List.of(1, 3, 50)), 1, Optional.empty(), 0);
      store.begin(run.reached(retry, OutcomeCount.NONE, 0, 0));
      assertThat(store.failures(1)).extracting(ClipFailure::row).containsExactly(1, 2);
    }
  }

  @Test
  void aCopyTakenInTheMiddleOfTheWorkIsWholeUpToTheLastStore() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (RunStore store = open()) {
      RunRecord run = store.insert(submitted(1));
      for (int done = 1; done <= 50; done++) {
        Books books = new Books(100, 0, 0, done, 0);
        store.save(
            run.reached(
                new Pass(NOW, Optional.empty(), done, Optional.of(books), 0),
                OutcomeCount.NONE,
                done,
                0),
            List.of(failure(done - 1, "dns: " + done)));
      }
      // What kill -9 leaves: the database and its log, nothing closed.
      for (String name : List.of("runs.db", "runs.db-wal")) {
        Files.copy(folder.resolve(name), copy.resolve(name));
      }
    }
    try (RunStore store = RunStore.open(copy.resolve("runs.db"))) {
      assertThat(store.load())
          .singleElement()
          .satisfies(run -> assertThat(run.books().settled()).isEqualTo(50));
      assertThat(store.failures(1)).hasSize(50);
    }
  }

  @Test
  void takesOverTheFilesOfTheFirstVersion() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("runs.db"));
        Statement statement = connection.createStatement()) {
      String schema =
          Resources.toString(Resources.getResource(RunStore.class, "schema-1.sql"), UTF_8);
      for (String command : Splitter.on(';').trimResults().omitEmptyStrings().split(schema)) {
        statement.executeUpdate(command);
      }
      statement.executeUpdate(
          "INSERT INTO runs VALUES (1, 1, 'COMPLETED', '{}', 1, '"
              + NOW
              + "', NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, '')");
      statement.executeUpdate(
          "INSERT INTO failures VALUES (1, 7, '7.mp4', 'http://h/7', 'DOWNLOAD', 'dns', 'dns: x', '"
              + NOW
              + "')");
      statement.executeUpdate("PRAGMA user_version = 1");
    }
    try (RunStore store = open()) {
      assertThat(store.failures(1))
          .containsExactly(
              new ClipFailure(
                  7,
                  "7.mp4",
                  "http://h/7",
                  ClipFailure.Kind.DOWNLOAD,
                  Reason.parse("dns: x"),
                  NOW,
                  OptionalInt.empty(),
                  0));
    }
    open().close();
  }

  /** What schemas 5 and 6 add is worked out from what is there, which stays. */
  @Test
  void takesOverTheFilesOfVersion4() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("runs.db"));
        Statement statement = connection.createStatement()) {
      for (int step = 1; step <= 4; step++) {
        String schema =
            Resources.toString(
                Resources.getResource(RunStore.class, "schema-" + step + ".sql"), UTF_8);
        for (String command : Splitter.on(';').trimResults().omitEmptyStrings().split(schema)) {
          statement.executeUpdate(command);
        }
      }
      statement.executeUpdate(
          """
          INSERT INTO runs VALUES
            (1, 3, 'COMPLETED', '{}', 100, '2026-01-01T00:00:00Z', '2026-01-01T00:00:10Z',
              '2026-01-01T00:01:40.500Z', NULL, 100, 90, 4, 5, 1, 777, 12, 34, 'said', NULL, 5, 0, 0, 0),
            (2, 4, 'PAUSED', '{}', 100, '2026-01-01T00:00:00Z', '2026-01-01T00:00:10Z',
              NULL, '7,9', 1, 1, 0, 0, 0, 55, 6, 7, '', NULL, 5, 3, 2, 1)
          """);
      statement.executeUpdate("PRAGMA user_version = 4");
    }
    try (RunStore store = open()) {
      List<RunRecord> runs = store.load();

      RunRecord completed = runs.getFirst();
      assertThat(completed.state()).isEqualTo(RunState.COMPLETED);
      assertThat(completed.turn()).isEqualTo(3);
      assertThat(completed.books()).isEqualTo(new Books(100, 90, 4, 5, 1));
      assertThat(completed.figures().bytesDownloaded()).isEqualTo(12);
      assertThat(completed.figures().bytesResumed()).isEqualTo(34);
      assertThat(completed.figures().active()).isEqualTo(Duration.ofMillis(90_500));
      assertThat(completed.finishedAt()).contains(Instant.parse("2026-01-01T00:01:40.500Z"));
      assertThat(completed.note()).isEqualTo(Wording.of("said"));
      RunRecord paused = runs.getLast();
      assertThat(paused.pass().orElseThrow().only()).contains(List.of(7, 9));
      assertThat(paused.pass().orElseThrow().outputBytes()).isEqualTo(55);
      assertThat(paused.figures().ahead()).isEqualTo(new OutcomeCount(3, 2, 1));
      assertThat(paused.figures().active()).isZero();
    }
  }

  @Test
  void refusesTheFilesOfANewerProgram() throws Exception {
    open().close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("runs.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA user_version = 99");
    }
    assertThatIOException().isThrownBy(this::open).withMessageContaining("newer version");
  }

  @Test
  void saysWhatItCannotOpen() throws Exception {
    Files.writeString(
        folder.resolve("runs.db"), "this is no database at all, whatever its name says".repeat(40));
    assertThatIOException().isThrownBy(this::open).withMessageContaining("runs.db");
  }
}
