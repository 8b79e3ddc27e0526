package org.mosingest.core.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.VideoFacts;

final class FfprobeJsonTest {

  @Test
  void readsEveryField() {
    assertThat(
            FfprobeJson.read(
                """
                {"programs": [], "stream_groups": [], "streams": [{"codec_name": "h264", "width": 960, "height": 540,
                 "pix_fmt": "yuv420p", "r_frame_rate": "60/1", "avg_frame_rate": "30000/1001", "duration": "5.005"}],
                 "format": {"duration": "6.1"}}
                """))
        .isEqualTo(
            new ProbeOutcome.Video(
                new VideoFacts(960, 540, 30000.0 / 1001, 5.005, "yuv420p", "h264")));
  }

  @Test
  void missingFieldsAreZeroAndEmpty() {
    assertThat(facts("")).isEqualTo(new VideoFacts(8, 6, 0.0, 0.0, "", ""));
    assertThat(
            facts("'pix_fmt': null, 'codec_name': null, 'duration': null, 'avg_frame_rate': null"))
        .isEqualTo(new VideoFacts(8, 6, 0.0, 0.0, "", ""));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`'avg_frame_rate': '25/1', 'r_frame_rate': '50/1'`, 25.0",
        "`'avg_frame_rate': '', 'r_frame_rate': '50/1'`, 50.0",
        "`'avg_frame_rate': ' ', 'r_frame_rate': '50/1'`, 50.0",
        "`'r_frame_rate': '50/1'`, 50.0",
        "`'avg_frame_rate': '0/0', 'r_frame_rate': '50/1'`, 0.0",
        "`'avg_frame_rate': '25/0', 'r_frame_rate': '50/1'`, 0.0",
        "`'avg_frame_rate': 'N/A', 'r_frame_rate': '50/1'`, 0.0",
        "`'avg_frame_rate': '24000/1001'`, 23.976023976023978",
        "`'avg_frame_rate': '23.976'`, 23.976",
        "`'avg_frame_rate': 25`, 25.0",
        "`'avg_frame_rate': '-25/1'`, 0.0",
        "`'avg_frame_rate': '-25/-1'`, 25.0",
        "`'avg_frame_rate': '1e308/1e-308'`, 0.0",
        "`'avg_frame_rate': '1e999/1'`, 0.0",
        "`'avg_frame_rate': '1/2/3'`, 0.0",
        "`'avg_frame_rate': 'nan/1'`, 0.0",
        "`'avg_frame_rate': '0x19/1'`, 0.0",
        "`'avg_frame_rate': [25]`, 0.0",
        "`'avg_frame_rate': '/'`, 0.0"
      })
  void framerateIsAQuotient(String fields, double expected) {
    assertThat(facts(fields).framerate()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "'5.5', '6.5', 5.5",
        "5.5, '6.5', 5.5",
        "'N/A', '6.5', 6.5",
        "'0.000000', '6.5', 6.5",
        "'-1', 6.5, 6.5",
        "null, '6.5', 6.5",
        "'-1', '-2', 0.0",
        "'inf', 'Infinity', 0.0",
        "'1e400', '1e400', 0.0",
        "true, {}, 0.0",
        "'', '', 0.0"
      },
      quoteCharacter = '`')
  void durationIsTheStreamsThenTheContainers(String ofStream, String ofContainer, double expected) {
    String document =
        "{'streams': [{'width': 8, 'height': 6, 'duration': %s}], 'format': {'duration': %s}}"
            .formatted(ofStream, ofContainer);
    assertThat(
            ((ProbeOutcome.Video) FfprobeJson.read(document.replace('\'', '"')))
                .facts()
                .durationS())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "no",
        "[]",
        "null",
        "7",
        "\"x\"",
        "{",
        "{} {}",
        "{\"streams\": NaN}",
        "\u0000"
      })
  void whatIsNoJsonObjectIsBroken(String output) {
    assertThat(FfprobeJson.read(output))
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("ffprobe-not-json")));
  }

  @Test
  void deepNestingIsBroken() {
    assertThat(FfprobeJson.read("{\"a\":".repeat(100_000)))
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("ffprobe-not-json")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'streams': []}",
        "{'streams': null}",
        "{'streams': {}}",
        "{'streams': [null]}",
        "{'streams': [[]]}"
      })
  void noStreamIsBroken(String output) {
    assertThat(FfprobeJson.read(output.replace('\'', '"')))
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("no-video-stream")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-5", "'N/A'", "null", "''", "1e12", "99999999999", "0.5", "{}", "true"})
  void noSizeIsBroken(String size) {
    for (String sizes :
        new String[] {
          "'width': 5, 'height': " + size, "'height': 5, 'width': " + size, "'width': 5"
        }) {
      assertThat(FfprobeJson.read(("{'streams': [{" + sizes + "}]}").replace('\'', '"')))
          .isEqualTo(new ProbeOutcome.Broken(Reason.parse("no-picture-size")));
    }
  }

  @Test
  void aSizeMayBeAString() {
    assertThat(FfprobeJson.read("{\"streams\": [{\"width\": \"8\", \"height\": 6.0}]}"))
        .isEqualTo(new ProbeOutcome.Video(new VideoFacts(8, 6, 0.0, 0.0, "", "")));
  }

  /** A pattern that tries each way to cut the digits in two takes hours for it. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void numberOfAMillionDigitsThatIsNone() {
    assertThat(facts("'duration': '%sx'".formatted("1".repeat(1_000_000))).durationS()).isZero();
  }

  private static VideoFacts facts(String fields) {
    String stream =
        "{'streams': [{'width': 8, 'height': 6" + (fields.isEmpty() ? "" : ", ") + fields + "}]}";
    return ((ProbeOutcome.Video) FfprobeJson.read(stream.replace('\'', '"'))).facts();
  }
}
