package org.mosingest.core.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipNameTest {

  @ParameterizedTest
  @CsvSource({
    "0001.mp4, 0001.mp4",
    "0001, 0001.mp4",
    "d/0001, d/0001.mp4",
    "b.c, b.c",
    "d/e.f/g, d/e.f/g",
    "x/../y.mp4, y.mp4",
    "a//b.mp4, a/b.mp4",
    "./a.mp4, a.mp4",
    "a/./b.mp4, a/b.mp4",
    "..a.mp4, ..a.mp4",
    "-rf.mp4, -rf.mp4",
    "a b'\"\"c.mp4, a b'\"\"c.mp4",
  })
  void isNormalisedAndGetsItsEnding(String raw, String name) {
    assertThat(ClipName.parse(raw)).isEqualTo(new ClipName(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "/",
        "../x.mp4",
        "a/../../x.mp4",
        "a/../../../x.mp4",
        "/abs/x.mp4",
        "//x.mp4",
        "a/.",
        "a.d/",
        "a/",
        "a/..",
        "a\u0000b",
        "a\u0000b.mp4",
        "a\nb.mp4",
        "a\rb.mp4",
        "a\u001bb.mp4",
        "a\u007fb.mp4",
        "a\u0085b.mp4",
        "a\ud800b.mp4",
        "a.mp4.part",
        "a.MP4.PART",
        "a.mp4.part.json",
      })
  void isRefusedWhenNotSafe(String raw) {
    assertThat(ClipName.parse(raw))
        .isInstanceOfSatisfying(
            NameVerdict.Refused.class,
            refused -> assertThat(refused.why()).isNotEmpty().doesNotMatch("(?s).*\\p{Cntrl}.*"));
  }

  @Test
  void mayHave255BytesAndNoMore() {
    assertThat(ClipName.parse("x".repeat(251) + ".mp4")).isInstanceOf(ClipName.class);
    assertThat(ClipName.parse("x".repeat(251))).isInstanceOf(ClipName.class);
    assertThat(ClipName.parse("x".repeat(252) + ".mp4")).isInstanceOf(NameVerdict.Refused.class);
    assertThat(ClipName.parse("x".repeat(252))).isInstanceOf(NameVerdict.Refused.class);
    assertThat(ClipName.parse("d/" + "x".repeat(252) + ".mp4"))
        .isInstanceOf(NameVerdict.Refused.class);
  }

  @Test
  void isMeasuredInBytes() {
    assertThat(ClipName.parse("é".repeat(125) + "x.mp4")).isInstanceOf(ClipName.class);
    assertThat(ClipName.parse("é".repeat(126) + ".mp4")).isInstanceOf(NameVerdict.Refused.class);
  }

  @Test
  void mayNotBeLongerThanAPath() {
    String deep = String.join("/", Collections.nCopies(381, "d")) + "/";
    assertThat(deep).hasSize(762);
    assertThat(ClipName.parse(deep + "xy.mp4")).isEqualTo(new ClipName(deep + "xy.mp4"));
    assertThat(ClipName.parse(deep + "xyz.mp4")).isInstanceOf(NameVerdict.Refused.class);
  }

  @Test
  void cannotBeMadeUnsafe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClipName("../x.mp4"))
        .withMessageContaining("../x.mp4");
    assertThatThrownBy(() -> new ClipName("a//b.mp4")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsItsLastSegment() {
    assertThat(new ClipName("a/b/c.mp4").baseName()).isEqualTo("c.mp4");
    assertThat(new ClipName("c.mp4").baseName()).isSameAs(new ClipName("c.mp4").value());
  }
}
