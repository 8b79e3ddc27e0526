package org.mosingest.cli.training;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small clip in one of the formats that corpora come in, and how copies of it are told apart. */
enum ClipEncoding {
  /** MPEG-4 Visual in MP4. */
  MPEG4("mp4", "mpeg4"),
  /** H.264 in MP4. */
  H264("mp4", "libopenh264"),
  /** VP9 in WebM. */
  VP9("webm", "libvpx-vp9");

  /** Far more than a second of small pictures takes on a slow machine. */
  private static final long LIMIT_S = 60;

  /** Bytes behind a clip's own: with them it is about as long as a chunk or two of a transfer. */
  private static final int PADDING = 32_768;

  private final String suffix;
  private final String encoder;

  ClipEncoding(String suffix, String encoder) {
    this.suffix = suffix;
    this.encoder = encoder;
  }

  /** The end of the names of such clips, without a dot. */
  String suffix() {
    return suffix;
  }

  /**
   * Encodes a second of pictures.
   *
   * @param ffmpeg the program that does it
   * @param file where they go
   * @return the clip's bytes
   * @throws IOException if it cannot be made
   * @throws InterruptedException if interrupted; no ffmpeg is left running
   */
  byte[] encode(Path ffmpeg, Path file) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    ffmpeg.toString(),
                    "-v",
                    "quiet",
                    "-nostdin",
                    "-y",
                    "-f",
                    "lavfi",
                    "-i",
                    "testsrc2=s=160x90:r=25",
                    "-t",
                    "1",
                    "-pix_fmt",
                    "yuv420p",
                    "-c:v",
                    encoder,
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD);
    // The libraries name functions of device libraries that need not be there, and never call them.
    builder.environment().remove("LD_BIND_NOW");
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("ffmpeg could not make " + file);
      }
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllBytes(file);
  }

  /** What makes a copy of the clip distinct: players pass over it. */
  byte[] ending(String name) {
    byte[] content = new byte[PADDING];
    byte[] letters = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(letters, 0, content, 0, letters.length);
    return switch (this) {
      case MPEG4, H264 -> box(content);
      case VP9 -> element(content);
    };
  }

  /** A box of the type {@code free} (ISO/IEC 14496-12, 8.1.2). */
  private static byte[] box(byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .putInt(8 + content.length)
        .put("free".getBytes(StandardCharsets.US_ASCII))
        .put(content)
        .array();
  }

  /** An element of the type Void (RFC 8794, 11.3.2) with its size in four bytes. */
  private static byte[] element(byte[] content) {
    return ByteBuffer.allocate(5 + content.length)
        .put((byte) 0xEC)
        .putInt(0x1000_0000 | content.length)
        .put(content)
        .array();
  }
}
