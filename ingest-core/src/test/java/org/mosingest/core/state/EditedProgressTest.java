package org.mosingest.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;

/** What a hand leaves in the download progress: what it took away is away, all else is kept. */
final class EditedProgressTest {

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve(".download-progress.json");
  }

  @Test
  void anEditAfterACrashIsMergedWithTheJournal() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.failed(clip("away.mp4"), "http-404: old");
      progress.failed(clip("kept.mp4"), "http-404: old");
      progress.failed(clip("refetched.mp4"), "timeout");
      progress.failed(clip("mine.mp4"), "timeout");
    }
    DownloadProgress killed = DownloadProgress.open(file);
    killed.failed(clip("away.mp4"), "http-404: new");
    killed.done(clip("refetched.mp4"));
    killed.failed(clip("mine.mp4"), "reset");
    killed.failed(clip("fresh.mp4"), "http-410");
    killed.failed(clip("by-hand.mp4"), "http-410");
    Path crashed = image();

    String edited =
        Files.readString(crashed)
            .replace(
                "  \"away.mp4\": {\"state\": \"failed\", \"reason\": \"http-404: old\"},\n", "")
            .replace("\"reason\": \"timeout\"}\n", "\"reason\": \"timeout\"}\n")
            .replace(
                "\"mine.mp4\": {\"state\": \"failed\", \"reason\": \"timeout\"}",
                "\"mine.mp4\": {\"state\": \"failed\", \"reason\": \"never again\"}")
            .replace("{\n", "{\n  \"by-hand.mp4\": {\"state\": \"done\"},\n");
    Files.writeString(crashed, edited);
    try (DownloadProgress progress = DownloadProgress.open(crashed)) {
      assertThat(progress.lastReason(clip("away.mp4"))).as("taken away").isEmpty();
      assertThat(progress.failure(clip("kept.mp4"))).contains("http-404: old");
      assertThat(progress.isDone(clip("refetched.mp4"))).as("decided, not touched").isTrue();
      assertThat(progress.failure(clip("mine.mp4"))).contains("never again");
      assertThat(progress.failure(clip("fresh.mp4")))
          .as("only in the journal")
          .contains("http-410");
      assertThat(progress.isDone(clip("by-hand.mp4"))).as("put there by hand").isTrue();
    }
    killed.close();
  }

  @Test
  void anEditOfASnapshotThatTheJournalIsOlderThanHolds() throws IOException {
    DownloadProgress killed = DownloadProgress.open(file);
    for (int i = 0; i < 49; i++) {
      killed.failed(clip(i + ".mp4"), "timeout");
    }
    byte[] journal = Files.readAllBytes(DownloadProgress.journalOf(file));
    killed.failed(clip("49.mp4"), "timeout");
    Path crashed = image();
    Files.write(DownloadProgress.journalOf(crashed), journal);
    Files.writeString(
        crashed,
        Files.readString(crashed)
            .replace("  \"7.mp4\": {\"state\": \"failed\", \"reason\": \"timeout\"},\n", ""));
    try (DownloadProgress progress = DownloadProgress.open(crashed)) {
      assertThat(progress.failure(clip("7.mp4"))).isEmpty();
      assertThat(progress.totals().failed()).isEqualTo(49);
    }
    killed.close();
  }

  @Test
  void anEmptyFileForgetsTheJournalToo() throws IOException {
    DownloadProgress killed = DownloadProgress.open(file);
    killed.failed(clip("a.mp4"), "timeout");
    Path crashed = image();
    Files.writeString(crashed, "{ }");
    try (DownloadProgress progress = DownloadProgress.open(crashed)) {
      assertThat(progress.lastReason(clip("a.mp4"))).isEmpty();
    }
    killed.close();
  }

  @Test
  void aJournalOfAnEarlierVersionIsReadWithItsSnapshot() throws IOException {
    DownloadProgress killed = DownloadProgress.open(file);
    killed.failed(clip("a.mp4"), "timeout");
    Path crashed = image();
    Path journal = DownloadProgress.journalOf(crashed);
    Files.writeString(journal, Files.readString(journal).replace(" 2\n", "\n"));
    try (DownloadProgress progress = DownloadProgress.open(crashed)) {
      assertThat(progress.failure(clip("a.mp4"))).contains("timeout");
    }
    killed.close();
  }

  @Test
  void whatIsNotOursIsKept() throws IOException {
    Files.writeString(
        file,
        """
        {"// of the lab": "do not delete, Ann", "a.mp4": {"state": "pending", "since": [2019, 1.50]},
         "b.mp4": {"note": "odd\\nsound", "state": "failed", "reason": "http-404"},
         "c.mp4": {"state": "done", "by": {"hand": true}}, "d.mp4": null, "e.mp4": {"state": 1}}
        """);
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.failed(clip("new.mp4"), "dns");
      progress.done(clip("b.mp4"));
    }
    assertThat(file)
        .hasContent(
            """
            {
              "// of the lab": "do not delete, Ann",
              "a.mp4": {"state": "pending", "since":[2019,1.50]},
              "b.mp4": {"state": "done", "note": "odd\\u000asound"},
              "c.mp4": {"state": "done", "by": {"hand":true}},
              "d.mp4": null,
              "e.mp4": {"state": 1},
              "new.mp4": {"state": "failed", "reason": "dns"}
            }
            """
                .replace("\"since\":[", "\"since\": ["));
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.failure(clip("a.mp4"))).isEmpty();
      progress.done(clip("a.mp4"));
    }
    assertThat(Files.readString(file))
        .contains("\"a.mp4\": {\"state\": \"done\", \"since\": [2019,1.50]}");
  }

  @Test
  void reasonsOfWhatIsToBeTriedAgainAreKeptUntilItIs() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.failed(clip("a.mp4"), "http-404");
      progress.failed(clip("b.mp4"), "timeout");
      assertThat(progress.forgetFailures(reason -> true)).isEqualTo(2);
      progress.failed(clip("a.mp4"), "http-404");
    }
    assertThat(Files.readString(file))
        .contains("\"a.mp4\": {\"state\": \"failed\", \"reason\": \"http-404\"},")
        .contains("\"b.mp4\": {\"state\": \"failed\", \"reason\": \"timeout\", \"retry\": true}");
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.failure(clip("b.mp4"))).isEmpty();
      assertThat(progress.lastReason(clip("b.mp4"))).contains("timeout");
      progress.done(clip("b.mp4"));
    }
    assertThat(Files.readString(file)).contains("\"b.mp4\": {\"state\": \"done\"}");
  }

  private static Clip clip(String name) {
    return new Clip("clips", new ClipName(name), "", name);
  }

  /** The files as a crash leaves them now. */
  private Path image() throws IOException {
    Path crashed =
        Files.createDirectory(folder.resolve("crashed"))
            .resolve(Objects.requireNonNull(file.getFileName()));
    Files.copy(file, crashed);
    Files.copy(DownloadProgress.journalOf(file), DownloadProgress.journalOf(crashed));
    return crashed;
  }
}
