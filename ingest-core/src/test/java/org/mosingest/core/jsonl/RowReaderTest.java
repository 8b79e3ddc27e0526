package org.mosingest.core.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

class RowReaderTest {

  private static final CorpusRow ROW =
      new CorpusRow(
          "<img src=x onerror=alert(1)>.mp4",
          new ClipContent(new Sha256(1, 2, 3, 4), 5_000_000_000L),
          new VideoFacts(960, 540, 30_000.0 / 1001, 5.005, "yuv420p", "h264"),
          new Opinion(3.25, 0.5, 120),
          "konvid-150k",
          "konvid-150k-2019",
          Instant.parse("2026-05-08T12:00:00Z"));

  private static Optional<CorpusRow> read(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    return RowReader.read(bytes, bytes.length);
  }

  @Test
  void whatWasWrittenIsReadBack() {
    byte[] line = RowJson.line(ROW);

    assertThat(RowReader.read(line, line.length)).contains(ROW);
    assertThat(RowReader.read(line, line.length - 1)).contains(ROW);
  }

  @Test
  void furtherKeysAndAnotherOrderDoNotMatter() {
    String line =
        new String(RowJson.line(ROW), UTF_8)
            .replace("{", "{\"extra\":{\"a\":[1]},")
            .replace("\n", "");

    assertThat(read(line)).contains(ROW);
  }

  @Test
  void aKeyThatComesTwiceStandsForNoOther() {
    String line =
        new String(RowJson.line(ROW), UTF_8).strip().replaceFirst("\"width\":\\d+", "\"mos\":3.0");

    assertThat(read(line)).isEmpty();
  }

  @Test
  void whatIsNoRowIsNone() {
    String line = new String(RowJson.line(ROW), UTF_8).strip();

    assertThat(
            List.of(
                "",
                "[]",
                "{}",
                line.substring(0, line.length() - 1),
                line + "{}",
                line.replace("\"mos\":3.25", "\"mos\":NaN"),
                line.replace("\"mos\":3.25", "\"mos\":\"3.25\""),
                line.replace("\"width\":960", "\"width\":0"),
                line.replace("\"width\":960", "\"width\":99999999999"),
                line.replace("\"src_sha256\":\"00", "\"src_sha256\":\"zz"),
                line.replace("\"n_ratings\"", "\"ratings\""),
                line.replace("+00:00", "")))
        .allSatisfy(text -> assertThat(read(text)).as(text).isEmpty());
  }
}
