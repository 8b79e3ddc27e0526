package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.state.DownloadProgress;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.ManyClips;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.json.JsonMapper;

/** Runs as processes that are stopped or killed, and the runs after them. */
@Timeout(300)
final class InterruptedRunTest {

  /**
   * The contract's two seconds from the signal to the prompt are those of a machine that has
   * nothing else to do. Whatever these runs wait for takes longer than this.
   */
  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  @TempDir Path temporary = Path.of("");

  private FaultServer server = unset();
  private CorpusBed bed = unset();
  private final List<String> expected = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = FaultServer.start();
    bed = new CorpusBed(temporary.resolve("corpus"));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void servedClips(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      server.on("/" + i, Replies.file(large(i), "ETag: \"" + i + "\""));
      bed.row(i + ".mp4", server.url("/" + i), "1.5");
      expected.add(
          CorpusBed.line(i + ".mp4", large(i), "160,96,25.0,0.4,yuv420p,h264", "1.5", "0.5", "7"));
    }
    bed.write();
  }

  private static byte[] large(int number) {
    return Arrays.copyOf(CorpusBed.fake(number), 100_000);
  }

  private String[] arguments(Path ffprobe, String... more) {
    return Stream.concat(
            Stream.of(
                "run",
                "--konvid-dir",
                bed.folder().toString(),
                "--min-rows=0",
                "--ffprobe-bin",
                ffprobe.toString()),
            Arrays.stream(more))
        .toArray(String[]::new);
  }

  private Child.Setup child() {
    return new Child.Setup(temporary);
  }

  private Child.Setup childInOwnGroup() {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/setsid")), "no setsid on this machine");
    return child().inOwnGroup();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalInTheMiddleOfADownloadKeepsItsBytesAndTheNextRunGoesOnFromThere(String signal)
      throws Exception {
    Path ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");
    servedClips(6);
    Replies.FileReply whole = Replies.file(large(3), "ETag: \"3\"");
    server.on("/3", whole.stallAfter(60_000), whole);

    try (Child child = child().start(arguments(ffprobe))) {
      CorpusBed.await(
          "half a clip, and the rows before it",
          () -> size(bed.clip("3.mp4.part")) == 60_000 && written() == 3);
      Child.Ended ended = interrupt(child, signal);
      assertThat(ended.lastLine()).startsWith("[konvid-150k-jsonl] interrupted at 3 of 6 rows");
      assertThat(ended.out()).isEmpty();
    }

    String progress = Files.readString(bed.progress());
    assertThat(JsonMapper.shared().readTree(progress).at("/0.mp4/state").asString())
        .isEqualTo("done");
    assertThat(progress).doesNotContain("failed");
    assertThat(bed.folder().resolve(".download-progress.json.journal")).doesNotExist();
    assertThat(bed.lines()).isEqualTo(expected.subList(0, 3));
    int asked = server.requests().size();
    Child.Ended next = child().run(arguments(ffprobe, "--json"));
    assertThat(next.status()).isZero();
    assertThat(next.out()).contains("\"bytes_resumed\":60000");
    assertThat(server.requests().subList(asked, server.requests().size()))
        .singleElement()
        .satisfies(request -> assertThat(request.header("Range")).contains("bytes=60000-"));
    assertThat(bed.lines()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalToTheWholeGroupInTheMiddleOfAProbeBreaksNoClip(String signal) throws Exception {
    // As Ctrl-C at a terminal does it: ffprobe is killed by the same signal.
    Path hang = Files.createFile(temporary.resolve("hang"));
    Path hanging = temporary.resolve("hanging");
    Path ffprobe =
        Scripts.ffprobe(
            temporary.resolve("ffprobe"),
            "case $clip in */1.mp4) [ -e "
                + hang
                + " ] && { : > "
                + hanging
                + "; exec sleep 100; };; esac");
    servedClips(6);

    try (Child child = childInOwnGroup().start(arguments(ffprobe))) {
      CorpusBed.await(
          "a probe that hangs, and the row before it",
          () -> Files.exists(hanging) && written() == 1);
      interrupt(child, signal);
    }

    assertThat(bed.lines()).isEqualTo(expected.subList(0, 1));
    Files.delete(hang);
    assertThat(child().run(arguments(ffprobe)).status()).isZero();
    assertThat(bed.lines()).isEqualTo(expected);
  }

  @Test
  void aSignalToTheWholeGroupInTheMiddleOfACurlFailsNoClip() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "no curl on this machine");
    Path ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");
    servedClips(3);
    Replies.FileReply whole = Replies.file(large(1));
    server.on("/1", whole.stallAfter(60_000), whole);

    try (Child child =
        childInOwnGroup().start(arguments(ffprobe, "--curl-bin=curl", "--retries=0"))) {
      CorpusBed.await("some of a clip", () -> size(bed.clip("1.mp4.part")) > 0 && written() == 1);
      interrupt(child, "INT");
    }

    assertThat(Files.readString(bed.progress())).doesNotContain("failed");
    assertThat(child().run(arguments(ffprobe, "--curl-bin=curl")).status()).isZero();
    assertThat(bed.lines()).isEqualTo(expected);
  }

  @Test
  void aSecondOfTwoKillsLaterEveryRowIsThereOnceAndInOrder() throws Exception {
    Path ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");
    servedClips(150);
    AtomicBoolean held = new AtomicBoolean(true);
    server.on(
        "/140",
        (request, socket) -> {
          // No run ends before it is killed.
          (held.get() ? Replies.file(large(140)).stallAfter(0) : Replies.file(large(140)))
              .answer(request, socket);
        });
    for (int rows : List.of(37, 90)) {
      try (Child child = child().start(arguments(ffprobe))) {
        CorpusBed.await(rows + " rows", () -> written() >= rows || !child.isAlive());
        assertThat(child.isAlive()).as(child.errSoFar()).isTrue();
        child.signal("KILL");
        assertThat(child.await(Duration.ofSeconds(60)).status()).isEqualTo(137);
      }
      // What the next run will know, asked of copies.
      Path copy = Files.createDirectory(temporary.resolve("copy-" + rows));
      for (String name : List.of(".download-progress.json", ".download-progress.json.journal")) {
        Files.copy(bed.folder().resolve(name), copy.resolve(name));
      }
      try (DownloadProgress known =
          DownloadProgress.open(copy.resolve(".download-progress.json"))) {
        assertThat(known.totals().done()).isGreaterThanOrEqualTo(bed.lines().size() - 50);
        assertThat(known.totals().failed()).isZero();
      }
    }

    held.set(false);
    assertThat(child().run(arguments(ffprobe)).status()).isZero();

    assertThat(bed.lines()).isEqualTo(expected);
    assertThat(server.requests().size())
        .as("few clips were fetched twice")
        .isLessThan(150 + 2 * 50);
  }

  @Test
  void fiveThousandClipsFitIntoASmallHeap() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.5");
      expected.add(CorpusBed.fakeLine(i + ".mp4", i, "1.5"));
    }
    bed.write();

    Child.Ended ended = child().main(ManyClips.class).run(bed.folder().toString());

    assertThat(ended.err()).doesNotContain("OutOfMemory");
    assertThat(ended.status()).isZero();
    assertThat(ended.out()).contains("Books[rows=5000, written=5000,");
    assertThat(bed.lines()).isEqualTo(expected);
  }

  @Test
  @Tag("soak")
  @Timeout(1200)
  void aHundredAndFiftyThousandClipsFitIntoASmallHeap() throws Exception {
    for (int i = 0; i < 150_000; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.5");
    }
    bed.write();

    Child.Ended first = soak();
    assertThat(first.out()).contains("Books[rows=150000, written=150000,");
    Child.Ended second = soak();
    assertThat(second.out()).contains("Books[rows=150000, written=0, dedups=150000,");

    try (Stream<String> lines = Files.lines(bed.output())) {
      assertThat(lines.map(line -> line.substring(0, line.indexOf(','))).toList())
          .isEqualTo(
              IntStream.range(0, 150_000).mapToObj(i -> "{\"src\":\"" + i + ".mp4\"").toList());
    }
  }

  @Test
  @Tag("soak")
  @Timeout(1200)
  void thirtyThousandDownloadsBehindASlowOneFitIntoASmallHeap() throws Exception {
    int rows = 30_000;
    for (int i = 0; i < rows; i++) {
      server.on("/" + i, Replies.file(CorpusBed.fake(i), "ETag: \"" + i + "\""));
      bed.row(i + ".mp4", i % 2 == 0 ? server.url("/" + i) : server.urlByName("/" + i), "1.5");
      expected.add(CorpusBed.fakeLine(i + ".mp4", i, "1.5"));
    }
    bed.write();
    server.on(
        "/0",
        Replies.file(CorpusBed.fake(0), "ETag: \"0\"").stallAfter(10),
        Replies.file(CorpusBed.fake(0), "ETag: \"0\""));

    Child.Ended ended = soak();

    assertThat(ended.out()).contains("Books[rows=30000, written=30000,");
    assertThat(bed.lines()).isEqualTo(expected);
  }

  @SuppressWarnings("SystemOut")
  private Child.Ended soak() throws IOException, InterruptedException {
    try (Child child = child().main(ManyClips.class).start(bed.folder().toString())) {
      Child.Ended ended = child.await(Duration.ofMinutes(9));
      System.out.print(ended.out());
      assertThat(ended.status()).as(ended.err()).isZero();
      return ended;
    }
  }

  private static Child.Ended interrupt(Child child, String signal)
      throws IOException, InterruptedException {
    assertThat(child.isAlive()).as(child.errSoFar()).isTrue();
    child.signal(signal);
    Child.Ended ended = child.await(AT_ONCE);
    assertThat(ended.status()).as(ended.err()).isEqualTo(130);
    return ended;
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int written() {
    try {
      return bed.lines().size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T unset() {
    return null;
  }
}
