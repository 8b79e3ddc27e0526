package org.mosingest.core.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowValuesTest {

  private static final Opinion OPINION = new Opinion(3.42, 0.51, 7);

  @Test
  void scoresOfAnyFiniteSizeAreTaken() {
    assertThat(new Opinion(-100, 0, 0).mos()).isEqualTo(-100);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 0, 0",
    "Infinity, 0, 0",
    "1, NaN, 0",
    "1, -0.1, 0",
    "1, Infinity, 0",
    "1, 0, -1"
  })
  void scoresThatNoRowMayCarryAreRefused(double mos, double spread, int count) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Opinion(mos, spread, count));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 540, 30, 8",
    "960, 0, 30, 8",
    "-1, 540, 30, 8",
    "960, 540, NaN, 8",
    "960, 540, -1, 8",
    "960, 540, Infinity, 8",
    "960, 540, 30, NaN",
    "960, 540, 30, -0.1"
  })
  void videoFactsThatNoRowMayCarryAreRefused(
      int width, int height, double framerate, double duration) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VideoFacts(width, height, framerate, duration, "yuv420p", "h264"));
  }

  @Test
  void unknownRateDurationAndFormatAreTaken() {
    VideoFacts facts = new VideoFacts(1, 1, 0.0, 0.0, "", "");

    assertThat(facts.codecName()).isEmpty();
  }

  @Test
  void rowIsARepeatWhenAnEarlierOneNamesItsClip() {
    assertThat(new ManifestRow(3, clip("a.mp4", "a.mp4"), OPINION, 3).isRepeat()).isFalse();
    assertThat(new ManifestRow(3, clip("a.mp4", "a.mp4"), OPINION, 0).isRepeat()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"-1, -1", "0, -1", "0, 1"})
  void rowWhoseFirstDoesNotComeFirstIsRefused(int index, int firstIndex) {
    Clip clip = clip("a.mp4", "a.mp4");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ManifestRow(index, clip, OPINION, firstIndex));
  }

  @Test
  void clipLiesBelowTheCorpusFolder() {
    Clip clip = clip("x/a.mp4", "clips/x/a.mp4");

    assertThat(clip.in(Path.of("corpus"))).isEqualTo(Path.of("corpus", "clips", "x", "a.mp4"));
    assertThat(clip.pathBelowCorpus()).isEqualTo("clips/x/a.mp4");
    assertThat(clip.hasQualifiedKey()).isTrue();
    assertThat(clip("x/a.mp4", "a.mp4").hasQualifiedKey()).isFalse();
  }

  private static Clip clip(String name, String key) {
    return new Clip("clips", new ClipName(name), "", key);
  }
}
