package org.mosingest.cli.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosingest.daemon.run.CorpusBed;

/** A corpus folder under a storm, and what must be true of it after each kill and at the end. */
final class Corpus {

  private static final String INSTANT = "\"ingested_at_utc\"";

  private final ClipServer server;
  private final CorpusBed bed;
  private final List<String> expected;

  /**
   * A new one.
   *
   * @param expected the rows of an undisturbed run, their instant as {@code T}
   */
  Corpus(Path folder, ClipServer server, List<String> expected) throws IOException {
    this.server = server;
    this.expected = expected;
    this.bed = new CorpusBed(folder);
    for (int i = 0; i < server.count(); i++) {
      bed.row(i + ".mp4", server.url(i), (1 + i % 4) + ".25");
    }
    bed.write();
  }

  Path folder() {
    return bed.folder();
  }

  List<String> lines() throws IOException {
    return bed.lines();
  }

  private Path clip(int number) {
    return bed.clip(number + ".mp4");
  }

  /**
   * How much of each clip is there and can be continued.
   *
   * @return for each clip its length, or that of its part if that has a record
   */
  long[] held() throws IOException {
    long[] held = new long[server.count()];
    for (int i = 0; i < held.length; i++) {
      Path part = bed.clip(i + ".mp4.part");
      if (Files.exists(clip(i))) {
        held[i] = server.clip(i).length;
      } else if (Files.exists(part) && hasRecord(part)) {
        held[i] = Files.size(part);
      }
    }
    return held;
  }

  private static boolean hasRecord(Path part) throws IOException {
    return Files.exists(part.resolveSibling(part.getFileName() + ".json"))
        || Files.getFileAttributeView(part, UserDefinedFileAttributeView.class)
            .list()
            .contains("mosingest.part");
  }

  /** What is there is right, as far as it goes. */
  void assertSoFar() throws IOException {
    for (int i = 0; i < server.count(); i++) {
      assertStarts(clip(i), server.clip(i), true);
      assertStarts(bed.clip(i + ".mp4.part"), server.clip(i), false);
    }
    if (Files.exists(bed.output())) {
      String rows = CorpusBed.withoutInstant(Files.readString(bed.output()));
      List<String> whole = new ArrayList<>(rows.lines().toList());
      if (!rows.isEmpty() && !rows.endsWith("\n")) {
        assertThat(isTornRow(whole.removeLast()))
            .as("the last line is the beginning of a row")
            .isTrue();
      }
      assertThat(whole).isEqualTo(expected.subList(0, whole.size()));
    }
    if (Files.exists(bed.progress())) {
      assertThat(Files.readString(bed.progress())).doesNotContain("failed");
    }
  }

  private static void assertStarts(Path file, byte[] clip, boolean whole) throws IOException {
    if (Files.exists(file)) {
      byte[] bytes = Files.readAllBytes(file);
      assertThat(whole ? bytes.length == clip.length : bytes.length <= clip.length)
          .as("length of " + file)
          .isTrue();
      assertThat(Arrays.mismatch(bytes, Arrays.copyOf(clip, bytes.length)))
          .as("first wrong byte of " + file)
          .isEqualTo(-1);
    }
  }

  private boolean isTornRow(String torn) {
    int instant = torn.indexOf(INSTANT);
    String known = instant < 0 ? torn : torn.substring(0, instant);
    return expected.stream().anyMatch(row -> row.startsWith(known));
  }

  /**
   * It is as an undisturbed run leaves it.
   *
   * @param tears how many lines may have been torn
   */
  void assertDone(int tears) throws IOException {
    assertSoFar();
    assertThat(CorpusBed.withoutInstant(Files.readString(bed.output())))
        .isEqualTo(String.join("\n", expected) + "\n");
    String entries =
        IntStream.range(0, server.count())
            .mapToObj(i -> "\n  \"" + i + ".mp4\": {\"state\": \"done\"}")
            .sorted()
            .collect(Collectors.joining(","));
    assertThat(bed.progress()).hasContent("{" + entries + "\n}\n");
    Path torn = bed.folder().resolve("konvid_150k.jsonl.torn");
    List<String> tornLines = Files.exists(torn) ? Files.readAllLines(torn) : List.of();
    assertThat(tornLines).hasSizeLessThanOrEqualTo(tears).allMatch(this::isTornRow);
    Set<String> left = names(bed.folder());
    left.remove("konvid_150k.jsonl.torn");
    assertThat(left)
        .containsExactlyInAnyOrder(
            ".download-progress.json",
            ".ingest.lock",
            ".known-clips.db",
            ".konvid_150k.jsonl.lock",
            "clips",
            "konvid_150k.jsonl",
            "konvid_150k.jsonl.failures.ndjson",
            "konvid_150k.jsonl.manifest.json",
            "manifest.csv");
    assertThat(bed.folder().resolve("konvid_150k.jsonl.failures.ndjson")).isEmptyFile();
    assertThat(names(bed.folder().resolve("clips")))
        .hasSize(server.count())
        .allMatch(name -> name.endsWith(".mp4"));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(path -> String.valueOf(path.getFileName()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
