package org.mosingest.core.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.failures.Reason;

/**
 * The weakness of the replaced script that only shows with a shorter time limit than a clip's 60 s.
 */
@Timeout(180)
final class ProbeWeaknessesTest {

  @TempDir Path folder = Path.of("");

  @Test
  void w22AProbeThatHangsEndsAndItsClipIsBroken() throws Exception {
    assertThat(Ffprobe.CLIP_LIMIT).isEqualTo(Duration.ofSeconds(60));
    Path hanging =
        Files.write(
            folder.resolve("ffprobe"),
            "#!/bin/sh\n[ \"$1\" = -version ] || exec sleep 1000\n".getBytes(UTF_8));
    Files.setPosixFilePermissions(hanging, PosixFilePermissions.fromString("rwxr-xr-x"));

    ProbeOutcome outcome =
        Ffprobe.at(hanging.toString(), Duration.ofMillis(300)).probe(folder.resolve("clip.mp4"));

    assertThat(outcome)
        .isEqualTo(new ProbeOutcome.Broken(Reason.parse("probe-timeout: no answer within 0.3 s")));
  }
}
