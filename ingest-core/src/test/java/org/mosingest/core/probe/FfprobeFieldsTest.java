package org.mosingest.core.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.VideoFacts;

/**
 * For each clip of the zoo: our facts are those of the contract's plain command, read here in
 * another way.
 */
final class FfprobeFieldsTest {

  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\": (?:\"([^\"]*)\"|(\\d+))");

  @ParameterizedTest
  @EnumSource(
      mode = EXCLUDE,
      names = {
        "PNG_PICTURE",
        "GIF_PICTURE",
        "RAW_H264",
        "TRUNCATED_MP4",
        "ZERO_BYTES_MP4",
        "SOUND_ONLY_MP4"
      })
  void factsAreThoseOfThePlainCommand(ClipZoo clip) throws Exception {
    assertThat(Ffprobe.bundled().probe(clip.path()))
        .isEqualTo(new ProbeOutcome.Video(plainFacts(PlainFfprobe.run(clip.path()))));
  }

  @ParameterizedTest
  @EnumSource(names = {"TRUNCATED_MP4", "ZERO_BYTES_MP4"})
  void whatThePlainCommandRefusesIsBroken(ClipZoo clip) throws Exception {
    assertThat(PlainFfprobe.run(clip.path())).isEmpty();
    assertThat(Ffprobe.bundled().probe(clip.path())).isInstanceOf(ProbeOutcome.Broken.class);
  }

  @Test
  void soundAloneIsNoVideo() throws Exception {
    assertThat(Ffprobe.bundled().probe(ClipZoo.SOUND_ONLY_MP4.path()))
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("no-video-stream")));
  }

  /** Known values, so that the two readings cannot be wrong in the same way. */
  @Test
  void knownClipsHaveKnownFacts() throws Exception {
    Ffprobe ffprobe = Ffprobe.bundled();
    assertThat(facts(ffprobe, ClipZoo.HEVC_10BIT_MP4))
        .isEqualTo(new VideoFacts(160, 96, 25.0, 0.4, "yuv420p10le", "hevc"));
    assertThat(facts(ffprobe, ClipZoo.NTSC_RATE_MP4).framerate()).isEqualTo(30000.0 / 1001.0);
    assertThat(facts(ffprobe, ClipZoo.FFV1_444_MKV).pixFmt()).isEqualTo("yuv444p");
    assertThat(facts(ffprobe, ClipZoo.AV1_10BIT_MKV).codecName()).isEqualTo("av1");
    assertThat(facts(ffprobe, ClipZoo.VP9_WEBM).durationS())
        .as("from the container")
        .isEqualTo(0.4);
    assertThat(facts(ffprobe, ClipZoo.COVER_MP4).framerate())
        .as("an average of 0/0")
        .isEqualTo(0.0);
    assertThat(facts(ffprobe, ClipZoo.ROTATED_MP4).width()).as("as stored").isEqualTo(160);
  }

  private static VideoFacts facts(Ffprobe ffprobe, ClipZoo clip) throws InterruptedException {
    return ((ProbeOutcome.Video) ffprobe.probe(clip.path())).facts();
  }

  /**
   * Splits on the word "format" instead of parsing JSON: the stream's fields come before it, the
   * container's after.
   */
  private static VideoFacts plainFacts(String printed) {
    int format = printed.indexOf("\"format\"");
    Map<String, String> stream = fields(printed.substring(0, format));
    Map<String, String> container = fields(printed.substring(format));
    List<Double> durations = new ArrayList<>();
    for (Map<String, String> part : List.of(stream, container)) {
      String text = part.getOrDefault("duration", "N/A");
      if (!text.equals("N/A")) {
        durations.add(Double.valueOf(text));
      }
    }
    String[] rate = stream.getOrDefault("avg_frame_rate", "0/0").split("/", 2);
    double denominator = Double.parseDouble(rate[1]);
    return new VideoFacts(
        Integer.parseInt(stream.getOrDefault("width", "")),
        Integer.parseInt(stream.getOrDefault("height", "")),
        denominator == 0 ? 0.0 : Double.parseDouble(rate[0]) / denominator,
        durations.stream().filter(d -> d > 0).findFirst().orElse(0.0),
        stream.getOrDefault("pix_fmt", ""),
        stream.getOrDefault("codec_name", ""));
  }

  private static Map<String, String> fields(String part) {
    Map<String, String> fields = new HashMap<>();
    Matcher field = FIELD.matcher(part);
    while (field.find()) {
      fields.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
    }
    return fields;
  }
}
