package org.mosingest.core.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The contract's command word for word, without any guard. */
@NullMarked
final class PlainFfprobe {

  private PlainFfprobe() {}

  /** What it prints on stdout; empty if it fails. */
  static String run(Path clip) throws IOException, InterruptedException {
    String fields = "stream=width,height,r_frame_rate,avg_frame_rate,duration,pix_fmt,codec_name";
    ProcessRun run =
        ProcessRun.of(
            List.of(
                BundledFfmpeg.extract().ffprobe().toString(),
                "-v",
                "error",
                "-select_streams",
                "v:0",
                "-show_entries",
                fields,
                "-show_entries",
                "format=duration",
                "-of",
                "json",
                clip.toString()),
            Duration.ofSeconds(60));
    return run instanceof ProcessRun.Ended ended && ended.status() == 0 ? ended.output() : "";
  }
}
