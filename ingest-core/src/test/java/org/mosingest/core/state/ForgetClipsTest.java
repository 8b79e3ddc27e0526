package org.mosingest.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;

class ForgetClipsTest {

  @TempDir Path folder = Path.of("");

  private static Clip clip(String name) {
    return new Clip("clips", new ClipName(name), "", name);
  }

  @Test
  void justTheFailuresOfTheseClipsAreForgottenAndStaySoAfterACrash() throws Exception {
    Path file = folder.resolve("p.json");
    DownloadProgress progress = DownloadProgress.open(file);
    progress.failed(clip("a.mp4"), "dns");
    progress.failed(clip("b.mp4"), "dns");
    progress.done(clip("c.mp4"));
    assertThat(
            progress.forget(List.of(clip("a.mp4"), clip("a.mp4"), clip("c.mp4"), clip("none.mp4"))))
        .isEqualTo(1);
    assertThat(progress.failure(clip("a.mp4"))).isEmpty();
    // Not closed, as a crash leaves it.
    try (DownloadProgress again = DownloadProgress.open(file)) {
      assertThat(again.failure(clip("a.mp4"))).isEmpty();
      assertThat(again.failure(clip("b.mp4"))).contains("dns");
      assertThat(again.totals()).isEqualTo(new DownloadProgress.Totals(1, 1));
    }
    progress.close();
  }

  @Test
  void anEntryUnderTheBareNameGoesWithItsClipAndLeavesOthersThatHaveTheirOwn() throws Exception {
    Path file = folder.resolve("p.json");
    Files.writeString(file, "{\"x.mp4\": {\"state\": \"failed\", \"reason\": \"tls\"}}");
    Clip first = new Clip("a", new ClipName("x.mp4"), "", "a/x.mp4");
    Clip second = new Clip("b", new ClipName("x.mp4"), "", "b/x.mp4");
    try (DownloadProgress progress = DownloadProgress.open(file)) {
      progress.failed(second, "tls");
      progress.forget(List.of(first));
      assertThat(progress.failure(first)).isEmpty();
      assertThat(progress.failure(second)).contains("tls");
    }
  }
}
