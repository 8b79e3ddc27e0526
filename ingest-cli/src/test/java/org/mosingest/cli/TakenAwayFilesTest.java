package org.mosingest.cli;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.Replies;

/** What a run has open is deleted, replaced or changed by somebody else while it is at work. */
@Timeout(300)
final class TakenAwayFilesTest extends WeaknessTestBase {

  private static final int LOCAL = 60;

  /** What somebody does to a file of a run at work, and what the run then says of it. */
  enum Deed {
    OUTPUT_DELETED("the output", "was deleted or moved away"),
    OUTPUT_REPLACED_BY_AN_EDITOR("the output", "was replaced by another file"),
    OUTPUT_CUT("the output", "was truncated from"),
    OUTPUT_LESS_ONE_BYTE("the output", "was truncated from"),
    OUTPUT_REPLACED_BY_A_LINK("the output", "was replaced by another file"),
    OUTPUT_REPLACED_BY_A_HARD_LINK("the output", "was replaced by another file"),
    OUTPUT_REPLACED_BY_A_FOLDER("the output", "was replaced by another file"),
    OUTPUT_REPLACED_BY_A_PIPE("the output", "was replaced by another file"),
    OUTPUT_APPENDED_TO("the output", "was written to by another program"),
    PROGRESS_DELETED("the download progress", "was deleted or moved away"),
    PROGRESS_EDITED("the download progress", "was replaced by another file"),
    JOURNAL_DELETED("the journal of the download progress", "was deleted or moved away"),
    LOCK_DELETED("the lock file", "was deleted or moved away"),
    LOCK_MADE_ANEW("the lock file", "was replaced by another file");

    private final String role;
    private final String what;

    Deed(String role, String what) {
      this.role = role;
      this.what = what;
    }

    void done(CorpusBed bed) throws IOException {
      Path lock = bed.folder().resolve(".ingest.lock");
      switch (this) {
        case OUTPUT_DELETED -> Files.delete(bed.output());
        case OUTPUT_REPLACED_BY_AN_EDITOR -> {
          List<String> lines = Files.readAllLines(bed.output());
          Path fresh = bed.folder().resolve("fresh");
          Files.writeString(fresh, String.join("\n", lines.subList(0, LOCAL / 4)) + "\n");
          Files.move(fresh, bed.output(), REPLACE_EXISTING);
        }
        case OUTPUT_CUT -> cut(bed.output(), Files.size(bed.output()) / 2);
        case OUTPUT_LESS_ONE_BYTE -> cut(bed.output(), Files.size(bed.output()) - 1);
        case OUTPUT_REPLACED_BY_A_LINK -> {
          Path copy = Files.copy(bed.output(), bed.folder().resolve("copy"));
          Files.delete(bed.output());
          Files.createSymbolicLink(bed.output(), copy);
        }
        case OUTPUT_REPLACED_BY_A_HARD_LINK -> {
          Path copy = Files.copy(bed.output(), bed.folder().resolve("copy"));
          Files.delete(bed.output());
          Files.createLink(bed.output(), copy);
        }
        case OUTPUT_REPLACED_BY_A_FOLDER -> {
          Files.delete(bed.output());
          Files.createDirectory(bed.output());
        }
        case OUTPUT_REPLACED_BY_A_PIPE -> {
          Files.delete(bed.output());
          try {
            new ProcessBuilder("mkfifo", bed.output().toString()).start().waitFor();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
        case OUTPUT_APPENDED_TO -> Files.writeString(bed.output(), "{}\n", APPEND);
        case PROGRESS_DELETED -> Files.delete(bed.progress());
        case PROGRESS_EDITED -> {
          Path fresh = bed.folder().resolve("fresh");
          Files.writeString(fresh, "{}\n");
          Files.move(fresh, bed.progress(), REPLACE_EXISTING);
        }
        case JOURNAL_DELETED ->
            Files.delete(bed.folder().resolve(".download-progress.json.journal"));
        case LOCK_DELETED -> Files.delete(lock);
        case LOCK_MADE_ANEW -> {
          Files.delete(lock);
          Files.writeString(lock, "pid 1\n");
        }
      }
    }
  }

  private static void cut(Path file, long length) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.truncate(length);
    }
  }

  private void corpus(Deed deed) throws IOException {
    for (int i = 0; i < LOCAL; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.0");
    }
    server.on(
        "/z",
        (request, socket) -> {
          CorpusBed.await("the rows before", () -> lines() == LOCAL);
          deed.done(bed);
          Replies.file(CorpusBed.fake(LOCAL)).answer(request, socket);
        },
        Replies.file(CorpusBed.fake(LOCAL)));
    bed.row("z.mp4", server.url("/z"), "2.0").write();
  }

  private int lines() {
    try {
      return bed.lines().size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRunStopsAndSaysWhatHappenedAndTheNextWritesWhatIsMissing(Deed deed) throws Exception {
    corpus(deed);

    Ended ended = run();

    assertThat(ended.status()).as(ended.err()).isEqualTo(3);
    assertThat(ended.err()).contains("error: " + deed.role + " ").contains(deed.what);

    if (!Files.isRegularFile(bed.output()) && Files.exists(bed.output())) {
      // No file to append to, and nothing that a run would take away.
      assertThat(run().status()).isEqualTo(2);
      Files.delete(bed.output());
    }
    assertThat(run().status()).isZero();
    assertThat(bed.lines().stream().filter(line -> !line.equals("{}")))
        .hasSize(LOCAL + 1)
        .doesNotHaveDuplicates();
    assertThat(progress("z.mp4")).isEqualTo("done");
  }

  /** A cache: the run goes on without, and says so once. */
  @Test
  void aCacheThatIsTakenAwayIsGivenUp() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0");
    server.on(
        "/z",
        (request, socket) -> {
          CorpusBed.await("the row before", () -> lines() == 1);
          Files.delete(bed.folder().resolve(".known-clips.db"));
          Replies.file(CorpusBed.fake(2)).answer(request, socket);
        });
    bed.row("z.mp4", server.url("/z"), "2.0").write();

    assertThat(run().status()).isZero();

    assertThat(warnings())
        .anyMatch(
            line -> line.contains("the cache of known clips") && line.contains("was deleted"));
    assertThat(sources()).containsExactly("a.mp4", "z.mp4");
  }
}
