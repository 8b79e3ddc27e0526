package org.mosingest.core.jsonl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.core.testkit.ChildJvm;

final class JsonlFileTest {

  @TempDir Path folder;

  @Test
  void absentFileIsMadeWithItsFolder() throws IOException {
    Path output = folder.resolve("new/deep/rows.jsonl");

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(0, 0, 0, 0));
    assertThat(output).isEmptyFile();
  }

  @Test
  void emptyFileHasNothing() throws IOException {
    assertThat(open(output(""))).isEqualTo(new JsonlFile.Found(0, 0, 0, 0));
  }

  @Test
  void wholeRowsAreLeftAsTheyAre() throws IOException {
    Path output = output(row(0) + row(1));

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(2, 0, 0, 0));
    assertThat(output).hasContent(row(0) + row(1));
    assertThat(JsonlFile.tornFile(output)).doesNotExist();
  }

  @Test
  void wholeLastRowGetsItsLineFeed() throws IOException {
    Path output = output(row(0) + row(1).strip());

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(2, 0, 0, 0));
    assertThat(Files.readString(output)).isEqualTo(row(0) + row(1));
    assertThat(JsonlFile.tornFile(output)).doesNotExist();
  }

  @Test
  void tornLastLineIsMovedAside() throws IOException {
    String torn = row(1).substring(0, 100);
    Path output = output(row(0) + torn);

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(1, 0, 0, 100));
    assertThat(Files.readString(output)).isEqualTo(row(0));
    assertThat(Files.readString(folder.resolve("rows.jsonl.torn"))).isEqualTo(torn + "\n");
  }

  @Test
  void secondTornLineIsKeptBesideTheFirst() throws IOException {
    Path output = output("{\"first");
    open(output);
    Files.writeString(output, row(0) + "{\"second");
    open(output);

    assertThat(Files.readString(JsonlFile.tornFile(output))).isEqualTo("{\"first\n{\"second\n");
    assertThat(Files.readString(output)).isEqualTo(row(0));
  }

  @Test
  void tailThatAPowerLossFilledWithNulsIsTorn() throws IOException {
    Path output = output(row(0) + "\0".repeat(5_000));

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(1, 0, 0, 5_000));
    assertThat(Files.readString(output)).isEqualTo(row(0));
  }

  @Test
  void lastLinesWithNulsAreTornTogether() throws IOException {
    String zeros = "\0".repeat(700);
    String spoilt = row(1).substring(0, 40) + zeros + "\n" + zeros + row(2).substring(90) + zeros;
    Path output = output(row(0) + spoilt);

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(1, 0, 0, spoilt.length()));
    assertThat(output).hasContent(row(0));
    assertThat(Files.readString(JsonlFile.tornFile(output))).isEqualTo(spoilt + "\n");
  }

  @Test
  void linesWithNulsThatEndWithALineFeedAreTornToo() throws IOException {
    String spoilt = "\0".repeat(200_000) + "\"}\n\0\n";
    Path output = output(row(0) + spoilt);

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(1, 0, 0, spoilt.length()));
    assertThat(output).hasContent(row(0));
  }

  @Test
  void aRowThatLosesItsLineFeedToNulsIsWrittenAgain() throws IOException {
    Path output = output(row(0) + row(1).strip() + "\0\0\0");

    assertThat(open(output).rows()).isEqualTo(1);
    assertThat(output).hasContent(row(0));
  }

  @Test
  void linesWithNulsBeforeARowStayAndAreCounted() throws IOException {
    String content = row(0) + "bad\n" + "\0\0\n\0\n" + row(1);
    Path output = output(content);

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(2, 3, 2, 0));
    assertThat(Files.readString(output)).isEqualTo(content);
  }

  @Test
  void aWholeLastRowAfterLinesWithNulsGetsItsLineFeed() throws IOException {
    String content = row(0) + "\0\n" + row(1).strip();
    Path output = output(content);

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(2, 1, 2, 0));
    assertThat(Files.readString(output)).isEqualTo(content + "\n");
  }

  @Test
  void tornLineMayBeLongerThanAMebibyte() throws IOException {
    String torn = "{\"src\":\"" + "x".repeat(3_000_000);
    Path output = output(row(0) + torn);

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(1, 0, 0, torn.length()));
    assertThat(Files.readString(output)).isEqualTo(row(0));
    assertThat(JsonlFile.tornFile(output)).hasSize(torn.length() + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "17",
        "[1]",
        "\"text\"",
        "null",
        "{\"a\":1} {\"b\":2}",
        "{\"a\":1}x",
        "{'a':1}",
        "garbage"
      })
  void lineThatIsNoObjectStaysAndIsCounted(String bad) throws IOException {
    String content = row(0) + "\n" + bad + "\n" + row(1) + bad + "\n";
    Path output = output(content);

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(2, 2, 3, 0));
    assertThat(Files.readString(output)).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "[1]", "{\"a\":1} {\"b\":2}", "{", "\uFEFF", "  "})
  void lastLineThatIsNoObjectIsMovedAside(String bad) throws IOException {
    Path output = output(row(0) + bad);

    assertThat(open(output).tornBytes()).isEqualTo(bad.getBytes(UTF_8).length);
    assertThat(Files.readString(output)).isEqualTo(row(0));
  }

  @Test
  void bytesThatAreNotUtf8AreAMalformedLine() throws IOException {
    Path output = folder.resolve("rows.jsonl");
    Files.write(
        output,
        (row(0) + "{\"src\":\"caf\u00e9\"}\n\u00ff\u00fe\u00fd\n" + row(1)).getBytes(ISO_8859_1));

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(2, 2, 2, 0));
  }

  @Test
  void lineOfAbsurdLengthOrDepthIsMalformed() throws IOException {
    String deep = "{\"a\":".repeat(200) + "1" + "}".repeat(200);
    String text = "{\"src\":\"" + "x".repeat(2_000_000) + "\"}\n" + deep + "\n" + row(0);

    assertThat(open(output(text))).isEqualTo(new JsonlFile.Found(1, 2, 1, 0));
  }

  @Test
  void noBytesWhateverMakeTheReaderFail() throws IOException {
    Random random = new Random(11);
    byte[] alphabet = "{}[]\":,\\u0 \r\t\nabé\ufeff\0tn1e-.".getBytes(UTF_8);
    for (int round = 0; round < 2_000; round++) {
      byte[] line = new byte[random.nextInt(60)];
      for (int i = 0; i < line.length; i++) {
        line[i] =
            random.nextInt(4) == 0
                ? (byte) random.nextInt(256)
                : alphabet[random.nextInt(alphabet.length)];
      }
      assertThat(JsonlLine.read(line, line.length)).isNotNull();
      byte[] spoilt = row(0).getBytes(UTF_8);
      spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
      spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
      assertThat(JsonlLine.read(spoilt, spoilt.length - 1)).isNotNull();
    }
  }

  @Test
  void blankLinesAndCarriageReturnsAreNoFault() throws IOException {
    String content = "\n" + row(0).strip() + "\r\n\r\n   \n\t\n" + row(1).strip() + "\r\n";
    Path output = output(content);

    assertThat(open(output)).isEqualTo(new JsonlFile.Found(2, 0, 0, 0));
    assertThat(Files.readString(output)).isEqualTo(content);
  }

  @Test
  void hashesAreThoseOfTheRows() throws IOException {
    try (JsonlFile file =
        fresh(output(row(0) + "{\"src\":\"no hash\"}\nbad\n" + row(2) + row(0)))) {
      assertThat(file.hashes()).containsExactlyInAnyOrder(sha(0), sha(2));
      assertThat(file.found().rows()).isEqualTo(4);
    }
  }

  @Test
  void rowsFromAnOffsetOnAreThePassesOwn() throws IOException {
    Path output = output(row(0) + "bad\n" + row(1) + row(2) + row(3).strip());
    long ownFrom = (row(0) + "bad\n" + row(1)).length();
    try (JsonlFile file = JsonlFile.open(output, ownFrom, Long.MAX_VALUE)) {
      assertThat(file.hashes()).containsExactlyInAnyOrder(sha(0), sha(1));
      assertThat(file.own()).containsOnlyKeys(sha(2), sha(3));
      assertThat(file.found()).isEqualTo(new JsonlFile.Found(4, 1, 2, 0));
      assertThat(file.length()).isEqualTo(Files.size(output));
    }
  }

  @Test
  void rowsOfTheOldScriptAreUnderstood() throws IOException {
    String hash = sha(4).hex();
    String sorted =
        "{\"corpus\": \"konvid-150k\", \"mos\": 3.42, \"src\": \"caf\\udce9.mp4\", \"src_sha256\": \""
            + hash
            + "\"}\n";

    assertHash(sorted);
  }

  @Test
  void upperCaseHashIsTheSameHash() throws IOException {
    assertHash("{\"src_sha256\":\"" + sha(4).hex().toUpperCase(Locale.ROOT) + "\"}\n");
  }

  @Test
  void hashBelowTheTopLevelIsNotTheRows() throws IOException {
    assertHash(
        "{\"x\":{\"src_sha256\":\""
            + sha(1).hex()
            + "\"},\"src_sha256\":\""
            + sha(4).hex()
            + "\",\"y\":[{\"src_sha256\":\""
            + sha(2).hex()
            + "\"}]}\n");
  }

  @Test
  void lastOfTwoHashesCounts() throws IOException {
    assertHash(
        "{\"src_sha256\":\"" + sha(1).hex() + "\",\"src_sha256\":\"" + sha(4).hex() + "\"}\n");
    try (JsonlFile file =
        fresh(output("{\"src_sha256\":\"" + sha(1).hex() + "\",\"src_sha256\":null}\n"))) {
      assertThat(file.hashes()).isEmpty();
      assertThat(file.found().rows()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "null", "\"\"", "\"ab12\"", "[\"x\"]", "{}"})
  void unusableHashMakesARowThatNothingMatches(String value) throws IOException {
    try (JsonlFile file = fresh(output("{\"src_sha256\":" + value + "}\n"))) {
      assertThat(file.hashes()).isEmpty();
      assertThat(file.found()).isEqualTo(new JsonlFile.Found(1, 0, 0, 0));
    }
  }

  @Test
  void rowsLongerThanTheReadersChunksAreFound() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append(row(i).replace("yuv420p", "y".repeat(i * 1_777)));
    }
    try (JsonlFile file = fresh(output(text.toString()))) {
      assertThat(file.found()).isEqualTo(new JsonlFile.Found(40, 0, 0, 0));
      assertThat(file.hashes()).hasSize(40);
    }
  }

  @Test
  void rowsAreAppendedAfterWhatIsThere() throws IOException {
    Path output = output(row(0));
    try (JsonlFile file = fresh(output)) {
      file.append(bytes(row(1) + row(2)));
      assertThat(Files.readString(output)).isEqualTo(row(0) + row(1) + row(2));
      file.append(bytes(row(3)));
      file.sync();
    }

    assertThat(Files.readString(output)).isEqualTo(row(0) + row(1) + row(2) + row(3));
  }

  /**
   * Whatever byte a crash cuts the file at, the next run makes it whole again: each row once, none
   * glued to another.
   */
  @Test
  void fileCutAnywhereIsMadeWholeAgain() throws IOException {
    List<String> rows =
        IntStream.range(0, 5)
            .mapToObj(i -> "{\"src\":\"é\",\"src_sha256\":\"" + sha(i) + "\"}\n")
            .toList();
    byte[] whole = String.join("", rows).getBytes(UTF_8);
    Path output = folder.resolve("rows.jsonl");
    ByteArrayOutputStream torn = new ByteArrayOutputStream();
    for (int cut = 0; cut <= whole.length; cut++) {
      Files.write(output, Arrays.copyOf(whole, cut));
      try (JsonlFile file = fresh(output)) {
        assertThat(file.found().malformedLines()).isZero();
        for (int i = 0; i < rows.size(); i++) {
          if (!file.hashes().contains(sha(i))) {
            file.append(bytes(rows.get(i)));
          }
        }
        if (file.found().tornBytes() > 0) {
          torn.write(whole, cut - (int) file.found().tornBytes(), (int) file.found().tornBytes());
          torn.write('\n');
        }
      }
      assertThat(Files.readAllBytes(output)).as("cut after %d bytes", cut).isEqualTo(whole);
    }
    assertThat(whole.length).isGreaterThan(400);
    assertThat(Files.readAllBytes(JsonlFile.tornFile(output))).isEqualTo(torn.toByteArray());
  }

  @Test
  void appendThatTheDiskRefusesHalfWayLeavesNoTornLine() throws IOException, InterruptedException {
    Path output = output(row(0));
    try (ChildJvm child = ChildJvm.startWithFileLimit(4, Appender.class, output.toString())) {
      assertThat(child.line()).isEqualTo("refused");
      assertThat(child.exitCode()).isZero();
    }

    String content = Files.readString(output);
    assertThat(content).startsWith(row(0)).endsWith("}\n");
    assertThat(open(output).malformedLines()).isZero();
    assertThat(JsonlFile.tornFile(output)).doesNotExist();
  }

  /** Appends rows of odd length until the disk refuses one. */
  static final class Appender {
    private Appender() {}

    public static void main(String[] args) throws IOException {
      try (JsonlFile file = fresh(Path.of(args[0]))) {
        for (int i = 1; i < 1_000; i++) {
          try {
            file.append(bytes(row(i)));
          } catch (IOException e) {
            System.out.println("refused");
            return;
          }
        }
      }
    }
  }

  @Test
  void folderInTheOutputsPlaceIsAFault() {
    assertThatThrownBy(() -> fresh(folder)).isInstanceOf(IOException.class);
  }

  private void assertHash(String text) throws IOException {
    try (JsonlFile file = fresh(output(text))) {
      assertThat(file.hashes()).containsExactly(sha(4));
      assertThat(file.found()).isEqualTo(new JsonlFile.Found(1, 0, 0, 0));
    }
  }

  private static JsonlFile fresh(Path output) throws IOException {
    return JsonlFile.open(output, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private static JsonlFile.Found open(Path output) throws IOException {
    try (JsonlFile file = fresh(output)) {
      return file.found();
    }
  }

  private Path output(String content) throws IOException {
    return Files.writeString(folder.resolve("rows.jsonl"), content);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static Sha256 sha(int i) {
    return Sha256.of(Sha256.newDigest().digest(new byte[] {(byte) i, (byte) (i >> 8)}));
  }

  private static String row(int i) {
    return new String(
        RowJson.line(
            new CorpusRow(
                "clip-" + i + ".mp4",
                new ClipContent(sha(i), 1_000 + i),
                new VideoFacts(960, 540, 30, 8, "yuv420p", "h264"),
                new Opinion(3.5, 0.5, 7),
                "konvid-150k",
                "konvid-150k-2019",
                Instant.EPOCH)),
        UTF_8);
  }
}
