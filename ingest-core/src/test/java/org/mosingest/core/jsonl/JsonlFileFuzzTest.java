package org.mosingest.core.jsonl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.collect.Sets;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.testkit.ParserFuzz;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An output of any bytes can be opened and appended to: every byte up to its last line feed stays,
 * but for lines with zeros at the end; a last line without a line feed is completed if it is a JSON
 * object and moved aside with all its bytes otherwise, and what is opened again is as it was left.
 */
class JsonlFileFuzzTest extends ParserFuzz {

  private static final Sha256 NEW = new Sha256(1, 2, 3, 4);

  private static final JsonMapper TREES =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path output = scratch().resolve("rows.jsonl");
  private final Path torn = JsonlFile.tornFile(output);

  JsonlFileFuzzTest() throws IOException {}

  @DictionaryEntries({
    "\"src_sha256\":",
    "{\"src_sha256\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}",
    "{}",
    "{",
    "}",
    "\"",
    "NaN",
    "\u0000",
    "\ufeff",
    "[",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "1e999999999",
    "\\ud800"
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected void holds(byte[] input) throws Exception {
    Files.write(output, input);
    Files.deleteIfExists(torn);
    int lines = Bytes.lastIndexOf(input, (byte) '\n') + 1;
    boolean whole =
        lines < input.length && isObject(Arrays.copyOfRange(input, lines, input.length));
    int kept = whole ? lines : withoutZerosAtTheEnd(input, lines);
    byte[] tail = Arrays.copyOfRange(input, kept, input.length);
    JsonlFile.Found found;
    Set<Sha256> hashes;
    try (JsonlFile file = JsonlFile.open(output)) {
      found = file.found();
      hashes = Set.copyOf(file.hashes());
      assertThat(file.own()).isEmpty();
    }

    byte[] repaired = Files.readAllBytes(output);
    if (found.tornBytes() > 0) {
      assertThat(repaired).isEqualTo(Arrays.copyOf(input, kept));
      assertThat(Files.readAllBytes(torn)).isEqualTo(Bytes.concat(tail, new byte[] {'\n'}));
      assertThat(found.tornBytes()).isEqualTo(tail.length);
    } else {
      assertThat(repaired)
          .isEqualTo(tail.length == 0 ? input : Bytes.concat(input, new byte[] {'\n'}));
      assertThat(torn).doesNotExist();
      assertThat(tail.length == 0 || isObject(tail)).as("a completed line is an object").isTrue();
    }
    counted(repaired, found);
    opensAgain(
        new JsonlFile.Found(found.rows(), found.malformedLines(), found.firstMalformedLine(), 0),
        hashes,
        repaired);
    appends(found, hashes);
  }

  /** Where the last lines begin that hold a zero and are no objects. */
  private static int withoutZerosAtTheEnd(byte[] input, int end) {
    int kept = end;
    while (kept > 0) {
      int start = Bytes.lastIndexOf(Arrays.copyOf(input, kept - 1), (byte) '\n') + 1;
      byte[] line = Arrays.copyOfRange(input, start, kept - 1);
      if (!Bytes.contains(line, (byte) 0) || isObject(line)) {
        return kept;
      }
      kept = start;
    }
    return kept;
  }

  /** As another reader counts them, line by line. */
  private static void counted(byte[] repaired, JsonlFile.Found found) {
    int rows = 0;
    int start = 0;
    int lines = 0;
    for (int i = 0; i < repaired.length; i++) {
      if (repaired[i] == '\n') {
        rows += isObject(Arrays.copyOfRange(repaired, start, i)) ? 1 : 0;
        start = i + 1;
        lines++;
      }
    }
    assertThat(found.rows()).isEqualTo(rows);
    assertThat(found.rows() + found.malformedLines()).isLessThanOrEqualTo(lines);
    assertThat(found.firstMalformedLine())
        .isBetween(found.malformedLines() == 0 ? 0L : 1L, (long) lines);
  }

  private static boolean isObject(byte[] line) {
    try {
      return TREES.readTree(line).isObject();
    } catch (JacksonException e) {
      return false;
    }
  }

  private void opensAgain(JsonlFile.Found found, Set<Sha256> hashes, byte[] repaired)
      throws IOException {
    try (JsonlFile file = JsonlFile.open(output, repaired.length / 2, Long.MAX_VALUE)) {
      assertThat(file.found()).isEqualTo(found);
      assertThat(Sets.union(file.hashes(), file.own().keySet())).isEqualTo(hashes);
      assertThat(Sets.intersection(file.hashes(), file.own().keySet())).isEmpty();
    }
    assertThat(Files.readAllBytes(output)).isEqualTo(repaired);
  }

  private void appends(JsonlFile.Found found, Set<Sha256> hashes) throws IOException {
    try (JsonlFile file = JsonlFile.open(output)) {
      file.append(ByteBuffer.wrap(("{\"src_sha256\":\"" + NEW.hex() + "\"}\n").getBytes(US_ASCII)));
    }
    try (JsonlFile file = JsonlFile.open(output)) {
      assertThat(file.found().rows()).isEqualTo(found.rows() + 1);
      assertThat(file.hashes()).isEqualTo(Sets.union(hashes, Set.of(NEW)));
    }
  }
}
