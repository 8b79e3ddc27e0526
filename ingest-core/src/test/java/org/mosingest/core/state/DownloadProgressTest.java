package org.mosingest.core.state;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.testkit.ChildJvm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DownloadProgressTest {

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve(".download-progress.json");
  }

  @Test
  void fileHasTheShapeThatOperatorsKnow() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.failed(clip("b.mp4"), "http-404: Not Found");
      progress.done(clip("c.mp4"));
      progress.done(clip("a.mp4"));
    }

    JsonNode read = JsonMapper.shared().readTree(Files.readString(file));
    assertThat(read)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"a.mp4": {"state": "done"}, "b.mp4": {"state": "failed", "reason": "http-404: Not Found"},
                     "c.mp4": {"state": "done"}}
                    """));
    assertThat(read.propertyNames()).containsExactly("a.mp4", "b.mp4", "c.mp4");
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {
              "a.mp4": {"state": "done"},
              "b.mp4": {"state": "failed", "reason": "http-404: Not Found"},
              "c.mp4": {"state": "done"}
            }
            """);
    assertThat(names()).containsExactly(".download-progress.json");
  }

  @Test
  void namesAreWrittenSoThatAnOperatorFindsThem() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.failed(
          new Clip("k150kb_extracted", new ClipName("é🎬.mp4"), "", "k150kb_extracted/é🎬.mp4"),
          "tls: a/b");
    }

    assertThat(Files.readString(file)).contains("\"k150kb_extracted/é🎬.mp4\":", "\"tls: a/b\"");
  }

  @Test
  void absentFileIsAFreshStartInANewFolder() throws IOException {
    Path deep = folder.resolve("x/y/progress.json");
    try (DownloadProgress progress = DownloadProgress.open(deep)) {
      assertThat(progress.totals()).isEqualTo(new DownloadProgress.Totals(0, 0));
    }

    assertThat(deep).content().isEqualToIgnoringWhitespace("{}");
  }

  @Test
  void decisionsAreKnownAgain() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.failed(clip("a.mp4"), "timeout: é \"quoted\"\n");
      progress.failed(clip("b.mp4"), "reset");
      progress.done(clip("b.mp4"));
    }
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.failure(clip("a.mp4"))).contains("timeout: é \"quoted\"\n");
      assertThat(progress.failure(clip("b.mp4"))).isEmpty();
      assertThat(progress.failure(clip("never-seen.mp4"))).isEmpty();
      assertThat(progress.totals()).isEqualTo(new DownloadProgress.Totals(1, 1));
    }
  }

  @Test
  void fileIsAtMostFiftyDecisionsBehindInASmallCorpus() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      for (int i = 1; i <= 470; i++) {
        progress.done(clip(i + ".mp4"));
        assertThat(i - entriesInFile()).isBetween(0, 49);
      }
    }
    assertThat(entriesInFile()).isEqualTo(470);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 49, 50, 51, 99, 100, 777, 3_001})
  void deathOfTheProcessLosesNoDecision(int decisions) throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      for (int i = 0; i < decisions; i++) {
        progress.failed(clip(i + ".mp4"), "timeout " + i);
      }
      try (DownloadProgress reopened = DownloadProgress.open(crashImage("crash"))) {
        assertThat(reopened.totals()).isEqualTo(new DownloadProgress.Totals(0, decisions));
        if (decisions > 0) {
          assertThat(reopened.failure(clip((decisions - 1) + ".mp4")))
              .contains("timeout " + (decisions - 1));
        }
      }
    }
  }

  @Test
  void recoveryIsItselfSafeFromACrash() throws IOException {
    Path crashed = crashedWith("a.mp4", "b.mp4");
    try (DownloadProgress recovered = DownloadProgress.open(crashed)) {
      assertThat(recovered.totals().failed()).isEqualTo(2);
      file = crashed;
      folder = Objects.requireNonNull(crashed.getParent());
      try (DownloadProgress again = DownloadProgress.open(crashImage("again"))) {
        assertThat(again.totals().failed()).isEqualTo(2);
      }
    }
  }

  @Test
  void operatorsDeletionAfterACrashForgetsEverything() throws IOException {
    Path crashed = crashedWith("a.mp4", "b.mp4");
    Files.delete(crashed);
    try (DownloadProgress progress = DownloadProgress.open(crashed)) {
      assertThat(progress.totals()).isEqualTo(new DownloadProgress.Totals(0, 0));
    }
    try (DownloadProgress progress = DownloadProgress.open(crashed)) {
      assertThat(progress.totals()).isEqualTo(new DownloadProgress.Totals(0, 0));
    }
  }

  @Test
  void operatorsDeletionBetweenRunsForgetsEverything() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.failed(clip("a.mp4"), "timeout");
    }
    Files.delete(file);
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.failure(clip("a.mp4"))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "17",
        "null",
        "{\"a.mp4\": {\"state\": \"done\"}",
        "{} x",
        "{}{}",
        "{\"a.mp4\": {\"state\": \"done\"}}]",
        "{'a.mp4': 1}",
        "\0\0\0\0",
        "not json"
      })
  void fileThatMakesNoSenseIsSetAsideAndTheStartIsFresh(String content) throws IOException {
    Files.writeString(file, content);
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.totals()).isEqualTo(new DownloadProgress.Totals(0, 0));
      progress.done(clip("b.mp4"));
    }

    assertThat(Files.readString(folder.resolve(".download-progress.json.unreadable")))
        .isEqualTo(content);
    assertThat(entriesInFile()).isEqualTo(1);
  }

  @Test
  void fileThatIsNotUtf8IsSetAside() throws IOException {
    byte[] latin1 = "{\"caf\u00e9.mp4\": {\"state\": \"done\"}}".getBytes(ISO_8859_1);
    Files.write(file, latin1);
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.totals()).isEqualTo(new DownloadProgress.Totals(0, 0));
    }

    assertThat(Files.readAllBytes(folder.resolve(".download-progress.json.unreadable")))
        .isEqualTo(latin1);
  }

  @Test
  void secondUnreadableFileDoesNotReplaceTheFirst() throws IOException {
    for (String content : List.of("one", "two", "three")) {
      Files.writeString(file, content);
      DownloadProgress.open(file).close();
    }

    assertThat(folder.resolve(".download-progress.json.unreadable")).hasContent("one");
    assertThat(folder.resolve(".download-progress.json.unreadable.2")).hasContent("two");
    assertThat(folder.resolve(".download-progress.json.unreadable.3")).hasContent("three");
  }

  @Test
  void statesThatAreUnknownAndEntriesThatAreNoneAreTriedAgain() throws IOException {
    Files.writeString(
        file,
        """
        {"a.mp4": {"state": "pending"}, "b.mp4": {}, "c.mp4": 17, "d.mp4": null, "e.mp4": ["failed"],
         "f.mp4": {"state": 1}, "g.mp4": {"state": "FAILED", "reason": "x"}, "h.mp4": {"reason": "x"},
         "ok.mp4": {"more": {"state": "done", "deep": [1]}, "reason": "gone", "state": "failed"},
         "bare.mp4": {"state": "failed"}}
        """);
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      for (String name : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
        assertThat(progress.failure(clip(name + ".mp4"))).as(name).isEmpty();
      }
      assertThat(progress.failure(clip("ok.mp4"))).contains("gone");
      assertThat(progress.failure(clip("bare.mp4"))).contains("");
    }
  }

  @Test
  void fileOfTheOldScriptIsUnderstood() throws IOException {
    Files.writeString(
        file,
        "{\n  \"caf\\u00e9.mp4\": {\n    \"reason\": \"curl-rc=22\",\n    \"state\": \"failed\"\n  }\n}\n");
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.failure(clip("café.mp4"))).contains("curl-rc=22");
    }
  }

  @Test
  void reasonOfAnyTextIsKept() throws IOException {
    String reason = "tls: \ud83c \udce9 🎬 \u0000\u001b[31m\u2028 \"\\ from a server";
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.failed(clip("b.mp4"), reason);
      try (DownloadProgress reopened = DownloadProgress.open(crashImage("crash"))) {
        assertThat(reopened.failure(clip("b.mp4"))).contains(reason);
      }
    }
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.failure(clip("b.mp4"))).contains(reason);
    }
  }

  @Test
  void byteOrderMarkOfAnEditorIsNoFault() throws IOException {
    Files.writeString(file, "\uFEFF{\"a.mp4\": {\"state\": \"failed\", \"reason\": \"x\"}}\r\n");
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.failure(clip("a.mp4"))).contains("x");
    }
  }

  @Test
  void entriesOfClipsThatARunDoesNotTouchStay() throws IOException {
    Files.writeString(
        file,
        "{\"other.mp4\": {\"state\": \"failed\", \"reason\": \"http-410\"}, \"z.mp4\": {\"state\": \"done\"}}");
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.done(clip("a.mp4"));
    }

    assertThat(JsonMapper.shared().readTree(Files.readString(file)).propertyNames())
        .containsExactly("a.mp4", "other.mp4", "z.mp4");
  }

  @Test
  void bareNameSpeaksForEveryClipOfThatName() throws IOException {
    Files.writeString(file, "{\"x.mp4\": {\"state\": \"failed\", \"reason\": \"http-404\"}}");
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.failure(qualified("a", "x.mp4"))).contains("http-404");
      assertThat(progress.failure(qualified("b", "x.mp4"))).contains("http-404");
      progress.done(qualified("a", "x.mp4"));
      assertThat(progress.failure(qualified("a", "x.mp4"))).isEmpty();
      assertThat(progress.failure(qualified("b", "x.mp4"))).contains("http-404");
    }
  }

  @Test
  void clipsThatShareANameHaveEachTheirOwnState() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.done(qualified("a", "x.mp4"));
      progress.failed(qualified("b", "x.mp4"), "timeout");
    }
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.failure(qualified("a", "x.mp4"))).isEmpty();
      assertThat(progress.failure(qualified("b", "x.mp4"))).contains("timeout");
    }
  }

  @Test
  void matchingFailuresAreForgottenAndNothingElse() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.failed(clip("a.mp4"), "timeout: 120 s");
      progress.failed(clip("b.mp4"), "http-404");
      progress.done(clip("c.mp4"));

      assertThat(progress.forgetFailures(reason -> reason.startsWith("timeout"))).isEqualTo(1);
      assertThat(progress.forgetFailures(reason -> reason.startsWith("timeout"))).isZero();
    }
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.failure(clip("a.mp4"))).isEmpty();
      assertThat(progress.failure(clip("b.mp4"))).contains("http-404");
      assertThat(progress.totals()).isEqualTo(new DownloadProgress.Totals(1, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 49, 50, 51, 200})
  void whatIsForgottenStaysForgottenThroughACrash(int failures) throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.done(clip("c.mp4"));
      for (int i = 0; i < failures; i++) {
        progress.failed(clip(i + ".mp4"), "timeout");
      }
      progress.forgetFailures(reason -> true);
      progress.failed(clip("later.mp4"), "reset");

      try (DownloadProgress reopened = DownloadProgress.open(crashImage("crash"))) {
        assertThat(reopened.totals()).isEqualTo(new DownloadProgress.Totals(1, 1));
        assertThat(reopened.failure(clip("later.mp4"))).contains("reset");
      }
    }
  }

  /**
   * A crash may fall between the new snapshot and the end of the old journal. Where forgetting
   * brings the snapshot back to the bytes that the old journal continues, that journal is applied
   * once more: it must not bring anything back.
   */
  @Test
  void forgottenFailureIsNotBroughtBackByAnOldJournal() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.done(clip("c.mp4"));
    }
    byte[] snapshot = Files.readAllBytes(file);
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.failed(clip("a.mp4"), "timeout");
      byte[] journalBefore = Files.readAllBytes(journal());
      progress.forgetFailures(reason -> true);

      assertThat(Files.readAllBytes(journal()))
          .as("the forgetting is in the journal, behind what it takes back")
          .startsWith(journalBefore)
          .hasSizeGreaterThan(journalBefore.length);
      Path image = crashImage("window");
      assertThat(Files.readAllBytes(image)).isEqualTo(snapshot);
      try (DownloadProgress reopened = DownloadProgress.open(image)) {
        assertThat(reopened.totals()).isEqualTo(new DownloadProgress.Totals(1, 0));
      }
    }
  }

  @Test
  void crashBetweenSnapshotAndJournalLosesAndBringsBackNothing() throws IOException {
    byte[] journalBefore;
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      for (int i = 0; i < 49; i++) {
        progress.failed(clip(i + ".mp4"), "timeout");
      }
      journalBefore = Files.readAllBytes(journal());
      progress.done(clip("0.mp4"));
      assertThat(entriesInFile()).isEqualTo(49);
      Path image = crashImage("window");
      for (byte[] left : List.of(journalBefore, new byte[0], new byte[] {'0'})) {
        Files.write(image.resolveSibling(image.getFileName() + ".journal"), left);
        byte[] snapshot = Files.readAllBytes(image);
        try (DownloadProgress reopened = DownloadProgress.open(image)) {
          assertThat(reopened.totals()).isEqualTo(new DownloadProgress.Totals(1, 48));
        }
        Files.write(image, snapshot);
      }
    }
  }

  @Test
  void tornLastLineOfTheJournalIsIgnored() throws IOException {
    Path crashed = crashedWith("a.mp4", "b.mp4");
    Path journal = crashed.resolveSibling(crashed.getFileName() + ".journal");
    byte[] whole = Files.readAllBytes(journal);
    byte[] snapshot = Files.readAllBytes(crashed);
    for (int cut = 0; cut <= whole.length; cut++) {
      Files.write(crashed, snapshot);
      Files.write(journal, Arrays.copyOf(whole, cut));
      try (DownloadProgress progress = DownloadProgress.open(crashed)) {
        int lines = (int) new String(whole, 0, cut, UTF_8).lines().count();
        boolean ended = cut > 0 && whole[cut - 1] == '\n';
        int expected = Math.max(0, (ended ? lines : lines - 1) - 1);
        assertThat(progress.totals().failed()).as("cut after %d bytes", cut).isEqualTo(expected);
      }
    }
  }

  @Test
  void spoiltLineInTheMiddleOfTheJournalCostsItsOwnDecisionOnly() throws IOException {
    Path crashed = crashedWith("a.mp4", "b.mp4", "c.mp4");
    Path journal = crashed.resolveSibling(crashed.getFileName() + ".journal");
    Files.writeString(journal, Files.readString(journal).replace("{\"b.mp4\"", "\0\0\0\0\0\0\0\0"));
    try (DownloadProgress progress = DownloadProgress.open(crashed)) {
      assertThat(progress.failure(clip("a.mp4"))).isPresent();
      assertThat(progress.failure(clip("b.mp4"))).isEmpty();
      assertThat(progress.failure(clip("c.mp4"))).isPresent();
    }
  }

  @Test
  void recordersOnManyThreadsLoseNothing() throws Exception {
    int threads = 32;
    int each = 100;
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
          int thread = t;
          running.add(executor.submit(() -> recordSome(progress, thread, each)));
        }
        for (Future<?> future : running) {
          future.get();
        }
      }
      assertThat(progress.totals().done() + progress.totals().failed()).isEqualTo(threads * each);
      try (DownloadProgress reopened = DownloadProgress.open(crashImage("crash"))) {
        assertThat(reopened.totals()).isEqualTo(progress.totals());
      }
    }
    assertThat(entriesInFile()).isEqualTo(threads * each);
  }

  private static boolean recordSome(DownloadProgress progress, int thread, int count)
      throws IOException {
    Random random = new Random(thread);
    for (int i = 0; i < count; i++) {
      Clip clip = clip(thread + "-" + i + ".mp4");
      if (random.nextBoolean()) {
        progress.done(clip);
      } else {
        progress.failed(clip, "timeout");
      }
    }
    return true;
  }

  /** Stopping a run interrupts its workers, and some of them have just made a decision. */
  @Test
  void recorderThatIsInterruptedSpoilsNothing() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      for (int i = 0; i < 120; i++) {
        Thread.currentThread().interrupt();
        progress.done(clip(i + ".mp4"));
        assertThat(Thread.interrupted()).as("the interrupt is passed on").isTrue();
      }
      progress.done(clip("after.mp4"));
      Thread.currentThread().interrupt();
      progress.flush();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(entriesInFile()).isEqualTo(121);
    }
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.totals().done()).isEqualTo(121);
    }
  }

  @Test
  void costOfADecisionDoesNotGrowWithTheCorpus() throws IOException {
    double small = bytesPerDecision(1_000, 1_000);
    double large = bytesPerDecision(30_000, 6_500);

    assertThat(small).isLessThan(1_500);
    assertThat(large).isLessThan(1_500).isLessThan(small * 2);
  }

  private double bytesPerDecision(int entries, int decisions) throws IOException {
    StringBuilder known = new StringBuilder("{");
    for (int i = 0; i < entries; i++) {
      known.append("\"known-%06d.mp4\": {\"state\": \"done\"},\n".formatted(i));
    }
    Files.writeString(file, known + "\"z\": {\"state\": \"done\"}}");
    long written = 0;
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      Object identity = identity();
      long journalSize = 0;
      for (int i = 0; i < decisions; i++) {
        progress.done(clip("fresh-%06d.mp4".formatted(i)));
        if (!identity.equals(identity())) {
          identity = identity();
          written += Files.size(file);
          journalSize = 0;
        }
        long size = Files.size(journal());
        written += size - journalSize;
        journalSize = size;
      }
    }
    return (double) written / decisions;
  }

  /** A replaced file is another file. */
  private Object identity() throws IOException {
    return Objects.requireNonNull(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  @Test
  void unchangedDecisionCostsNothing() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.done(clip("a.mp4"));
      long size = Files.size(journal());
      for (int i = 0; i < 1_000; i++) {
        progress.done(clip("a.mp4"));
      }
      assertThat(Files.size(journal())).isEqualTo(size);
    }
  }

  @Test
  void snapshotThatCannotBeWrittenLosesNothingAndIsTriedAgain() throws IOException {
    DownloadProgress progress = DownloadProgress.open(file);
    Path blocker = Files.createDirectories(folder.resolve(".download-progress.json.tmp/x"));
    for (int i = 0; i < 49; i++) {
      progress.done(clip(i + ".mp4"));
    }
    assertThatThrownBy(() -> progress.done(clip("49.mp4"))).isInstanceOf(IOException.class);
    assertThatThrownBy(progress::flush).isInstanceOf(IOException.class);
    Files.delete(blocker);
    Files.delete(folder.resolve(".download-progress.json.tmp"));
    try (DownloadProgress reopened = DownloadProgress.open(crashImage("crash"))) {
      assertThat(reopened.totals().done()).isEqualTo(50);
    }
    assertThatCode(progress::close).doesNotThrowAnyException();
    assertThat(entriesInFile()).isEqualTo(50);
  }

  @Test
  void decisionThatTheDiskRefusesLeavesTheJournalWhole() throws IOException, InterruptedException {
    try (ChildJvm child = ChildJvm.startWithFileLimit(2, Recorder.class, file.toString())) {
      assertThat(child.line()).isEqualTo("refused");
      assertThat(child.line()).isEqualTo("short.mp4");
      assertThat(child.exitCode()).isZero();
    }
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      assertThat(progress.failure(clip("short.mp4"))).contains("reset");
      assertThat(progress.failure(clip("long.mp4"))).isEmpty();
      assertThat(progress.totals()).isEqualTo(new DownloadProgress.Totals(10, 1));
    }
  }

  /** Has a decision refused by the disk, makes a smaller one, and dies. */
  static final class Recorder {
    private Recorder() {}

    public static void main(String[] args) throws IOException {
      DownloadProgress progress = DownloadProgress.open(Path.of(args[0]));
      for (int i = 0; i < 10; i++) {
        progress.done(clip(i + ".mp4"));
      }
      try {
        progress.failed(clip("long.mp4"), "x".repeat(3_000));
      } catch (IOException e) {
        System.out.println("refused");
      }
      progress.failed(clip("short.mp4"), "reset");
      System.out.println("short.mp4");
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }
  }

  @Test
  void journalIsGoneAfterAnOrderlyEnd() throws IOException {
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.done(clip("a.mp4"));
      assertThat(journal()).exists();
    }

    assertThat(names()).containsExactly(".download-progress.json");
  }

  /** The files of a process that failed these clips and died, with one clip done before that. */
  private Path crashedWith(String... failed) throws IOException {
    Files.writeString(file, "{\"done.mp4\": {\"state\": \"done\"}}");
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      for (String name : failed) {
        progress.failed(clip(name), "timeout");
      }
      return crashImage("crashed");
    }
  }

  /** A copy of the files as they are now, which is what a process that died now would leave. */
  private Path crashImage(String name) throws IOException {
    Path image = Files.createDirectories(folder.resolve(name));
    for (Path part : List.of(file, journal())) {
      if (Files.exists(part)) {
        Files.write(
            image.resolve(part.getFileName()),
            Files.readAllBytes(part),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
      }
    }
    return image.resolve(file.getFileName());
  }

  private Path journal() {
    return file.resolveSibling(file.getFileName() + ".journal");
  }

  private int entriesInFile() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ProgressJson.read(in).orElseThrow().size();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static Clip clip(String name) {
    return new Clip("clips", new ClipName(name), "", name);
  }

  private static Clip qualified(String clips, String name) {
    return new Clip(clips, new ClipName(name), "", clips + "/" + name);
  }
}
