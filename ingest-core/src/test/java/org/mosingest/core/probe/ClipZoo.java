package org.mosingest.core.probe;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;

/**
 * Small real clips, 160x96, of the codecs, containers and oddities that corpora hold. Each is made
 * with the bundled ffmpeg when first asked for, within a few hundredths of a second, and kept until
 * the tests' process ends. Pictures and sounds are FFmpeg's own synthetic sources. Safe for use by
 * many threads.
 */
@NullMarked
public enum ClipZoo {
  H264_MP4("mp4", "-c:v", "libopenh264"),
  H264_MOV("mov", "-c:v", "libopenh264"),
  H264_FLV("flv", "-c:v", "libopenh264"),
  /** As most encoders on the web make it: pictures out of order, with sound. */
  H264_B_FRAMES_MP4("h264-b-frames.mp4"),
  H264_FULL_RANGE_FIELDS_MP4("h264-full-range-fields.mp4"),
  H264_422_10BIT_MP4("h264-422-10bit.mp4"),
  HEVC_MP4("hevc.mp4"),
  HEVC_10BIT_MP4("hevc-10bit.mp4"),
  VP9_WEBM("webm", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"),
  VP9_10BIT_WEBM("webm", "-c:v", "libvpx-vp9", "-cpu-used", "8", "-pix_fmt", "yuv420p10le"),
  AV1_MP4("mp4", "-c:v", "libsvtav1", "-preset", "12"),
  AV1_10BIT_MKV("mkv", "-c:v", "libsvtav1", "-preset", "12", "-pix_fmt", "yuv420p10le"),
  MPEG4_AVI("avi", "-c:v", "mpeg4"),
  MPEG4_TS("ts", "-c:v", "mpeg4"),
  MPEG2_MPG("mpg", "-c:v", "mpeg2video"),
  PRORES_MOV("mov", "-c:v", "prores_ks"),
  FFV1_444_MKV("mkv", "-c:v", "ffv1", "-pix_fmt", "yuv444p"),
  RAW_Y4M("y4m", "-pix_fmt", "yuv420p"),
  NTSC_RATE_MP4("mp4", "-r", "30000/1001", "-c:v", "mpeg4"),
  VARIABLE_RATE_MP4(
      "mp4", "-vf", "select=not(mod(n\\,3))+lt(n\\,5)", "-fps_mode", "vfr", "-c:v", "mpeg4"),
  VARIABLE_RATE_MKV(
      "mkv", "-vf", "select=not(mod(n\\,3))+lt(n\\,5)", "-fps_mode", "vfr", "-c:v", "mpeg4"),
  ONE_PICTURE_MP4("mp4", "-frames:v", "1", "-c:v", "mpeg4"),
  WITH_SOUND_MP4("mp4", "-f", "lavfi", "-i", "sine=d=0.7", "-c:v", "mpeg4", "-c:a", "aac"),
  /** Stored upright, shown on its side: the display matrix turns it by a quarter. */
  ROTATED_MP4("mp4") {
    @Override
    void make(Path to) throws IOException {
      ffmpeg(
          to, List.of("-display_rotation", "90", "-i", H264_MP4.path().toString(), "-c", "copy"));
    }
  },
  /** Sound and a cover picture: by ffprobe's reading the cover is a video stream. */
  COVER_MP4("mp4") {
    @Override
    void make(Path to) throws IOException {
      List<String> options = new ArrayList<>(List.of("-f", "lavfi", "-i", "sine=d=0.3"));
      options.addAll(PICTURES);
      options.addAll(
          List.of("-map", "0", "-map", "1", "-frames:v", "1", "-c:a", "aac", "-c:v", "mjpeg"));
      options.addAll(List.of("-disposition:v:0", "attached_pic"));
      ffmpeg(to, options);
    }
  },
  /** Sound alone: no video stream. */
  SOUND_ONLY_MP4("mp4") {
    @Override
    void make(Path to) throws IOException {
      ffmpeg(to, List.of("-f", "lavfi", "-i", "sine=d=0.3", "-c:a", "aac"));
    }
  },
  /** A whole clip's first half; its index was at the end. */
  TRUNCATED_MP4("mp4") {
    @Override
    void make(Path to) throws IOException {
      byte[] whole = Files.readAllBytes(H264_MP4.path());
      Files.write(to, Arrays.copyOf(whole, whole.length / 2));
    }
  },
  ZERO_BYTES_MP4("mp4") {
    @Override
    void make(Path to) throws IOException {
      Files.createFile(to);
    }
  },
  PNG_PICTURE("png", "-frames:v", "1", "-c:v", "png"),
  GIF_PICTURE("gif", "-c:v", "gif"),
  RAW_H264("h264", "-c:v", "libopenh264");

  private static final List<String> PICTURES =
      List.of("-f", "lavfi", "-i", "testsrc2=size=160x96:rate=25:duration=0.4");
  private static final Map<ClipZoo, Path> MADE = new ConcurrentHashMap<>();
  private static final Path FOLDER = newFolder();

  private final String ending;
  private final ImmutableList<String> options;

  ClipZoo(String ending, String... options) {
    this.ending = ending;
    this.options = ImmutableList.copyOf(options);
  }

  /** The clip; a file that all tests share, so copy it before changing it. */
  public Path path() {
    Path known = MADE.get(this);
    return known != null ? known : made();
  }

  /** A copy of the clip under a name of one's own. */
  public Path copyTo(Path target) {
    try {
      return Files.copy(path(), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Path made() {
    Path known = MADE.get(this);
    if (known != null) {
      return known;
    }
    Path clip = FOLDER.resolve(name() + "." + ending);
    try {
      make(clip);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the clip " + this, e);
    }
    MADE.put(this, clip);
    return clip;
  }

  void make(Path to) throws IOException {
    if (options.isEmpty()) {
      // The bundled ffmpeg reads HEVC and such H.264, and cannot write them.
      try (InputStream in = ClipZoo.class.getResourceAsStream(ending)) {
        if (in == null) {
          throw new IOException("the test resource " + ending + " is missing");
        }
        Files.copy(in, to);
      }
      return;
    }
    List<String> all = new ArrayList<>(PICTURES);
    all.addAll(options);
    ffmpeg(to, all);
  }

  /** Runs the bundled ffmpeg, for a file that it is to write. */
  public static void ffmpeg(Path to, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(BundledFfmpeg.extract().ffmpeg().toString());
    command.addAll(List.of("-v", "error", "-nostdin", "-y"));
    command.addAll(options);
    command.addAll(List.of("-threads", "1", "-fflags", "+bitexact", to.toString()));
    try {
      ProcessRun run = ProcessRun.of(command, Duration.ofSeconds(60));
      if (!(run instanceof ProcessRun.Ended ended && ended.status() == 0)) {
        throw new IOException(command + ": " + run);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while making " + to, e);
    }
  }

  private static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory("clip-zoo-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
