package org.mosingest.core.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class RowJsonTest {

  private static final String HEX = "ab12".repeat(16);

  @Test
  void rowHasItsFifteenKeysInOrderOnOneCompactLine() {
    assertThat(line("0001.mp4", 30.0))
        .isEqualTo(
            "{\"src\":\"0001.mp4\",\"src_sha256\":\""
                + HEX
                + "\",\"src_size_bytes\":4321987,\"width\":960,\"height\":540,\"framerate\":30.0,\"duration_s\":8.0,"
                + "\"pix_fmt\":\"yuv420p\",\"encoder_upstream\":\"h264\",\"mos\":3.42,\"mos_std_dev\":0.51,"
                + "\"n_ratings\":7,\"corpus\":\"konvid-150k\",\"corpus_version\":\"konvid-150k-2019\","
                + "\"ingested_at_utc\":\"2026-05-08T12:00:00+00:00\"}\n");
  }

  @Test
  void keysAreTheFifteenOfTheSchema() {
    JsonNode row = JsonMapper.shared().readTree(line("0001.mp4", 30.0));

    assertThat(row.propertyNames()).containsExactlyElementsOf(RowJson.KEYS).hasSize(15);
  }

  @ParameterizedTest
  @CsvSource({
    "30.0, 30.0",
    "0.0, 0.0",
    "29.97002997002997, 29.97002997002997",
    "25, 25.0",
    "0.1, 0.1",
    "23.976023976023978, 23.976023976023978",
    "90000, 90000.0"
  })
  void doublesHaveTheirShortestForm(double value, String expected) {
    assertThat(line("a.mp4", value)).contains("\"framerate\":" + expected + ",");
  }

  @Test
  void namesOfAnyScriptAreWrittenAsUtf8() {
    assertThat(line("café 日本語 🎬.mp4", 30)).startsWith("{\"src\":\"café 日本語 🎬.mp4\",");
  }

  @Test
  void onlyWhatJsonForbidsIsEscaped() {
    assertThat(line("a\"b\\c/d\te\u0001f\u007f\u2028.mp4", 30))
        .startsWith("{\"src\":\"a\\\"b\\\\c/d\\te\\u0001f\u007f\u2028.mp4\",");
  }

  @Test
  void whatIsWrittenIsReadBackAsARow() {
    byte[] bytes = line("a\"b\\c/d 🎬.mp4", 30).getBytes(UTF_8);

    assertThat(JsonlLine.read(bytes, bytes.length - 1))
        .isEqualTo(new JsonlLine.Row(Sha256.parse(HEX).orElseThrow(), 3.42));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-08T12:00:00.999Z, 2026-05-08T12:00:00+00:00",
    "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59+00:00"
  })
  void instantsAreCutToTheSecondInUtc(Instant instant, String expected) {
    assertThat(RowJson.utcSeconds(instant)).isEqualTo(expected);
  }

  private static String line(String src, double framerate) {
    return new String(
        RowJson.line(
            new CorpusRow(
                src,
                new ClipContent(Sha256.parse(HEX).orElseThrow(), 4_321_987),
                new VideoFacts(960, 540, framerate, 8.0, "yuv420p", "h264"),
                new Opinion(3.42, 0.51, 7),
                "konvid-150k",
                "konvid-150k-2019",
                Instant.parse("2026-05-08T12:00:00Z"))),
        UTF_8);
  }
}
