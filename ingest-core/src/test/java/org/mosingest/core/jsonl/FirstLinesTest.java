package org.mosingest.core.jsonl;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.paths.WrittenFile.Kind;

final class FirstLinesTest {

  @TempDir Path folder = Path.of("");

  private Kind kind(byte[] bytes) throws Exception {
    return FirstLines.of(Files.write(folder.resolve("rows"), bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n \r\n",
        "{",
        "{\"src\":\"a.m",
        "{\"src\": \"a.mp4\", \"src",
        "{\"src\":\"a.mp4\"}\n",
        "[1,2]\nnull\n{\"src_sha256\":7}\n",
        "not json\n{\"mos\":1,\"src\":null}"
      })
  void whatARunMayHaveLeftIsItsOwn(String text) throws Exception {
    assertThat(kind(text.getBytes(UTF_8))).isEqualTo(Kind.OWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file_name,url,MOS\na.mp4,,1.0\n",
        "{}\n",
        "{\n  \"a.mp4\": {\"state\": \"done\"}\n}\n",
        "{\"name\":\"a.mp4\",\"kind\":\"broken-clip\"}\n",
        "{\"src\":\"a.mp4\"}}\n{\"name\":\"src\"}\nx",
        "<html>"
      })
  void anythingElseIsForeign(String text) throws Exception {
    boolean beginsAsARow = text.startsWith("{\"src\"");
    assertThat(kind(text.getBytes(UTF_8))).isEqualTo(beginsAsARow ? Kind.OWN : Kind.FOREIGN);
  }

  @Test
  void zerosOfAPowerLossAreToldFromThoseOfOtherFiles() throws Exception {
    byte[] lost = new byte[4_096 + 40];
    assertThat(kind(lost)).isEqualTo(Kind.OWN);
    Arrays.fill(lost, 4_096, lost.length, (byte) 'x');
    assertThat(kind(lost)).isEqualTo(Kind.OWN);
    assertThat(kind("file_name,MOS\n".getBytes(UTF_16LE))).isEqualTo(Kind.FOREIGN);
    assertThat(kind(new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 2, 0}))
        .isEqualTo(Kind.FOREIGN);
  }
}
