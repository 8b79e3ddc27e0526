package org.mosingest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.mosingest.daemon.run.CorpusBed;

/** Programs for tests: shell scripts, run for real. */
public final class Scripts {

  private Scripts() {}

  /** A program of this content. */
  public static Path program(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * An ffprobe that finds the same in every clip.
   *
   * @param first what it does before, with the clip's path in {@code $clip}
   */
  static Path ffprobe(Path file, String first) throws IOException {
    return program(
        file,
        """
        [ "$1" = -version ] && { echo 'ffprobe version 9.9 Copyright'; exit 0; }
        for clip; do :; done
        %s
        echo '{"streams":[{"codec_name":"h264","width":160,"height":96,"pix_fmt":"yuv420p","avg_frame_rate":"25/1","duration":"0.4"}]}'
        """
            .formatted(first));
  }

  /**
   * The row of {@link CorpusBed#fake} as it should be with {@link #ffprobe}, its instant as {@code
   * T}.
   */
  static String line(String src, int number, String mos) {
    return CorpusBed.line(
        src, CorpusBed.fake(number), "160,96,25.0,0.4,yuv420p,h264", mos, "0.5", "7");
  }
}
