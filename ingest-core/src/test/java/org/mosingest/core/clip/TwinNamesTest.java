package org.mosingest.core.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.state.MachineFaultException;

/** Names that one file system keeps apart and another does not. */
final class TwinNamesTest {

  @TempDir Path temporary = Path.of("");

  @Test
  void namesThatWouldBeOneFileAreRefusedWhereTheFileSystemFoldsThem() throws Exception {
    UnaryOperator<String> apart = name -> name;
    UnaryOperator<String> caseless = name -> name.toLowerCase(Locale.ROOT);
    UnaryOperator<String> formless = name -> Normalizer.normalize(name, Normalizer.Form.NFC);
    List<ManifestRow> byCase = rows("x/clip.mp4", "b.mp4", "X/Clip.mp4", "b.mp4");
    List<ManifestRow> byForm = rows("caf\u00e9.mp4", "cafe\u0301.mp4");

    TwinNames.refuse(byCase, temporary, _ -> apart);
    TwinNames.refuse(byCase, temporary, _ -> formless);
    TwinNames.refuse(byForm, temporary, _ -> caseless);
    TwinNames.refuse(rows("a.mp4", "b.mp4"), temporary, _ -> fail());
    assertThatThrownBy(() -> TwinNames.refuse(byCase, temporary, _ -> caseless))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining(
            "the clips clips/x/clip.mp4 and clips/X/Clip.mp4 would be the same file in");
    assertThatThrownBy(() -> TwinNames.refuse(byForm, temporary, _ -> formless))
        .isInstanceOf(MachineFaultException.class);
    List<ManifestRow> folder = rows("b.mp4", "A.mp4/b.mp4", "a.mp4", "a.MP4/c.mp4");
    TwinNames.refuse(folder, temporary, _ -> apart);
    assertThatThrownBy(() -> TwinNames.refuse(folder, temporary, _ -> caseless))
        .hasMessageContaining("the clips clips/A.mp4 and clips/a.mp4 would be the same file in");
    TwinNames.refuse(rows("x/1.mp4", "X/2.mp4", "x/y/3.mp4"), temporary, _ -> fail());
  }

  @Test
  void theTrialOfNamesLeavesNothing() throws Exception {
    Path folder = Files.createDirectories(temporary.resolve("trial"));
    assertThat(TwinNames.byTrial(folder).apply("Clip")).isEqualTo("Clip");
    assertThat(folder).isEmptyDirectory();
  }

  private static UnaryOperator<String> fail() {
    throw new AssertionError("no name has a twin: nothing is to be tried");
  }

  private static List<ManifestRow> rows(String... names) {
    AtomicInteger index = new AtomicInteger();
    return Arrays.stream(names)
        .map(name -> new Clip("clips", new ClipName(name), "", name))
        .map(
            clip ->
                new ManifestRow(index.get(), clip, new Opinion(1, 0, 0), index.getAndIncrement()))
        .toList();
  }
}
