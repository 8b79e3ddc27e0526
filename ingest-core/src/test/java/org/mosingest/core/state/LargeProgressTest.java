package org.mosingest.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.testkit.ChildJvm;

/** A download progress takes some 40 bytes of the heap for each clip, whatever is done with it. */
class LargeProgressTest {

  private static final int CLIPS = 80_000;
  private static final int DECIDED = CLIPS / 4;

  /** What Java takes by itself, and what the entries do four times over. */
  private static final int HEAP_MEGABYTES = 16 + 4 * CLIPS * 40 / 1_000_000;

  @TempDir Path folder = Path.of("");

  private Path file;

  @BeforeEach
  void writeWhatACrashLeaves() throws IOException {
    file = folder.resolve(DownloadProgress.FILE_NAME);
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      for (int i = 0; i < CLIPS; i++) {
        out.write((i == 0 ? "{\n" : ",\n") + entry(i, "server-5xx: 503"));
      }
      out.write("\n}\n");
    }
  }

  private static String entry(int clip, String reason) {
    return "\"orig_%09d_540_5s.mp4\": %s".formatted(clip, failed(reason));
  }

  private static String failed(String reason) {
    return "{\"state\": \"failed\", \"reason\": \"%s\"}".formatted(reason);
  }

  private void writeJournal(Sha256 continued) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(DownloadProgress.journalOf(file), UTF_8)) {
      out.write(ProgressJournal.header(continued));
      for (int i = 0; i < DECIDED; i++) {
        String reason = "timeout: no byte for " + i + " s";
        out.write("{%s, \"was\": %s}\n".formatted(entry(i, reason), failed("server-5xx: 503")));
      }
    }
  }

  @Test
  void whatACrashLeftIsReadCountedAndForgottenInASmallHeap() throws Exception {
    writeJournal(ProgressEntries.Snapshot.read(file).sha256());

    assertThat(outcome()).isEqualTo("failed " + CLIPS + ", forgotten " + CLIPS);
  }

  @Test
  void anEditAfterACrashIsMergedInASmallHeap() throws Exception {
    writeJournal(ProgressEntries.Snapshot.read(file).sha256());
    Files.writeString(file, Files.readString(file).replace("{\n", "{\n\"mine.mp4\": \"?\",\n"));

    assertThat(outcome()).isEqualTo("failed " + CLIPS + ", forgotten " + CLIPS);
    assertThat(Files.readString(file)).contains("\"mine.mp4\": \"?\"", "no byte for 19999 s");
  }

  @Test
  void theyAreCountedWithoutAnObjectForEach() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      // What is loaded at the first time counts no clip.
      assertThat(progress.totals().failed()).isEqualTo(CLIPS);
      long before = threads.getCurrentThreadAllocatedBytes();

      DownloadProgress.Totals totals = progress.totals();

      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(CLIPS / 4);
      assertThat(totals).isEqualTo(new DownloadProgress.Totals(0, CLIPS));
    }
  }

  private String outcome() throws Exception {
    try (ChildJvm child =
        ChildJvm.startWithHeap(HEAP_MEGABYTES, Forgetting.class, file.toString())) {
      String line = child.line();
      assertThat(child.exitCode()).isZero();
      return line;
    }
  }

  /** Opens a download progress, counts what has failed, and lets all of it be tried again. */
  static final class Forgetting {
    private Forgetting() {}

    public static void main(String[] args) throws IOException {
      try (DownloadProgress progress = DownloadProgress.open(Path.of(args[0]))) {
        int failed = progress.totals().failed();
        int forgotten = progress.forgetFailures(_ -> true);
        System.out.println("failed " + failed + ", forgotten " + forgotten);
      }
    }
  }
}
