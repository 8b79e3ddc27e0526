package org.mosingest.core.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.core.testkit.ParserFuzz;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever ffprobe prints is a video's facts or a broken clip, and facts printed as ffprobe does
 * are the same facts again.
 */
class FfprobeJsonFuzzTest extends ParserFuzz {

  @DictionaryEntries({
    "\"streams\"",
    "\"format\"",
    "\"width\"",
    "\"height\"",
    "\"duration\"",
    "\"avg_frame_rate\"",
    "\"r_frame_rate\"",
    "\"pix_fmt\"",
    "\"codec_name\"",
    "0/0",
    "1/0",
    "30000/1001",
    "-1",
    "1e400",
    "1e-400",
    "NaN",
    "null",
    "2147483648",
    "[",
    "{"
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected void holds(byte[] input) {
    switch (FfprobeJson.read(new String(input, UTF_8))) {
      case ProbeOutcome.Broken(Reason reason) -> {
        assertThat(reason.text()).isNotEmpty();
        assertPrintable(reason.text());
      }
      case ProbeOutcome.Video(VideoFacts facts) ->
          assertThat(FfprobeJson.read(printed(facts))).isEqualTo(new ProbeOutcome.Video(facts));
    }
  }

  private static String printed(VideoFacts facts) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document
        .putArray("streams")
        .addObject()
        .put("codec_name", facts.codecName())
        .put("width", facts.width())
        .put("height", facts.height())
        .put("pix_fmt", facts.pixFmt())
        .put("avg_frame_rate", facts.framerate() + "/1")
        .put("duration", Double.toString(facts.durationS()));
    return document.toString();
  }
}
