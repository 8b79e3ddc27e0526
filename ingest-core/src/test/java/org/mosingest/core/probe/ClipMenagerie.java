package org.mosingest.core.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * Clips by the hundred, bred from the {@link ClipZoo}: its streams in every container that takes
 * them, odd ways to write an MP4 or a Matroska file, and damaged ones. The same each time.
 */
@NullMarked
public final class ClipMenagerie {

  /** Streams worth another container. */
  private static final List<ClipZoo> STREAMS =
      List.of(
          ClipZoo.H264_MP4,
          ClipZoo.H264_B_FRAMES_MP4,
          ClipZoo.H264_FULL_RANGE_FIELDS_MP4,
          ClipZoo.H264_422_10BIT_MP4,
          ClipZoo.HEVC_MP4,
          ClipZoo.HEVC_10BIT_MP4,
          ClipZoo.VP9_WEBM,
          ClipZoo.VP9_10BIT_WEBM,
          ClipZoo.AV1_MP4,
          ClipZoo.MPEG4_AVI,
          ClipZoo.MPEG2_MPG,
          ClipZoo.PRORES_MOV,
          ClipZoo.FFV1_444_MKV,
          ClipZoo.WITH_SOUND_MP4,
          ClipZoo.VARIABLE_RATE_MKV);

  private static final List<String> CONTAINERS =
      List.of(
          "mp4", "mov", "3gp", "mkv", "webm", "avi", "flv", "ts", "mpg", "asf", "ogg", "nut", "mxf",
          "ivf");

  /** Codecs that the zoo does not hold, each in a container of its time. */
  private static final List<List<String>> OLD_CODECS =
      List.of(
          List.of("mov", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p"),
          List.of("avi", "-c:v", "mjpeg", "-pix_fmt", "yuvj422p"),
          List.of("webm", "-c:v", "libvpx", "-cpu-used", "8", "-deadline", "realtime"),
          List.of("mkv", "-c:v", "libvpx-vp9", "-cpu-used", "8", "-pix_fmt", "yuv444p"),
          List.of("mkv", "-c:v", "libvpx-vp9", "-cpu-used", "8", "-pix_fmt", "gbrp"),
          List.of(
              "mp4", "-c:v", "libvpx-vp9", "-cpu-used", "8", "-b:v", "50k", "-auto-alt-ref", "1"),
          List.of("asf", "-c:v", "wmv2"),
          List.of("asf", "-c:v", "msmpeg4"),
          List.of("flv", "-c:v", "flv"),
          List.of("mpg", "-c:v", "mpeg1video"),
          List.of("mov", "-c:v", "rawvideo", "-pix_fmt", "uyvy422"),
          List.of("avi", "-c:v", "rawvideo", "-pix_fmt", "bgr24"),
          List.of("mkv", "-c:v", "huffyuv"),
          List.of("mov", "-c:v", "qtrle"),
          List.of("mov", "-c:v", "cfhd"),
          List.of("avi", "-c:v", "utvideo"),
          List.of("mov", "-s", "176x144", "-c:v", "h263"),
          List.of("rm", "-s", "176x144", "-c:v", "rv10"),
          List.of("mov", "-c:v", "svq1"),
          List.of("mov", "-c:v", "png"),
          List.of("avi", "-c:v", "zmbv"),
          List.of("mp4", "-vf", "crop=150:86", "-c:v", "libopenh264"),
          List.of("mkv", "-r", "24000/1001", "-c:v", "libopenh264"),
          List.of("mp4", "-r", "1", "-c:v", "libopenh264"),
          List.of("mp4", "-r", "240", "-c:v", "libopenh264"),
          List.of("mp4", "-frames:v", "1", "-c:v", "libopenh264"),
          List.of("mkv", "-frames:v", "1", "-c:v", "libvpx-vp9", "-cpu-used", "8"),
          List.of("mp4", "-frames:v", "2", "-c:v", "libopenh264"));

  /** Ways to write a container, with streams copied. */
  private static final List<List<String>> WAYS =
      List.of(
          List.of("mp4", "-movflags", "+faststart"),
          List.of("mp4", "-movflags", "+frag_keyframe"),
          List.of("mp4", "-movflags", "+frag_keyframe+empty_moov"),
          List.of("mp4", "-movflags", "+frag_every_frame+empty_moov+default_base_moof"),
          List.of("mp4", "-movflags", "+frag_every_frame+delay_moov"),
          List.of("mp4", "-movflags", "+dash+frag_keyframe"),
          List.of("mp4", "-movflags", "+cmaf"),
          List.of("mp4", "-movflags", "+hybrid_fragmented"),
          List.of("mp4", "-movflags", "+negative_cts_offsets"),
          List.of("mp4", "-movflags", "+isml+frag_keyframe"),
          List.of("mp4", "-use_editlist", "0"),
          List.of("mp4", "-video_track_timescale", "7"),
          List.of("mp4", "-video_track_timescale", "1000003"),
          List.of("mp4", "-ss", "0.13"),
          List.of("mp4", "-t", "0.05"),
          List.of("mp4", "-output_ts_offset", "3.7"),
          List.of("mp4", "-output_ts_offset", "-0.2", "-avoid_negative_ts", "disabled"),
          List.of("mp4", "-bsf:v", "setts=ts=PTS*1.37"),
          List.of("mp4", "-bsf:v", "setts=pts=PTS+mod(N\\,3):dts=DTS"),
          List.of("mp4", "-bsf:v", "noise=drop=not(mod(n\\,2))"),
          List.of("mp4", "-bsf:v", "dump_extra=freq=k"),
          List.of("mp4", "-aspect", "4:3"),
          List.of("mp4", "-timecode", "00:00:00:00"),
          List.of("mov", "-timecode", "01:02:03:04"),
          List.of("mov", "-brand", "qt", "-write_tmcd", "1"),
          List.of("mp4", "-metadata", "title=A"),
          List.of("mkv", "-live", "1"),
          List.of("mkv", "-output_ts_offset", "2"),
          List.of("mkv", "-t", "0.05"),
          List.of("mkv", "-bsf:v", "setts=ts=PTS*1.37"),
          List.of("mkv", "-cues_to_front", "1", "-reserve_index_space", "1024"),
          List.of("mkv", "-default_mode", "passthrough", "-write_crc32", "0"),
          List.of("mkv", "-cluster_time_limit", "40"));

  private ClipMenagerie() {}

  /** Several hundred whole clips. */
  public static List<Path> whole(Path folder) throws Exception {
    List<List<String>> jobs = new ArrayList<>();
    for (ClipZoo stream : STREAMS) {
      CONTAINERS.forEach(container -> jobs.add(copied(stream, container)));
    }
    for (ClipZoo stream :
        List.of(
            ClipZoo.H264_MP4,
            ClipZoo.H264_B_FRAMES_MP4,
            ClipZoo.HEVC_MP4,
            ClipZoo.WITH_SOUND_MP4)) {
      for (List<String> way : WAYS) {
        jobs.add(copied(stream, way.getFirst(), way.subList(1, way.size()).toArray(String[]::new)));
      }
    }
    for (List<String> codec : OLD_CODECS) {
      List<String> job =
          new ArrayList<>(
              List.of("-f", "lavfi", "-i", "testsrc2=size=160x96:rate=25:duration=0.4"));
      job.addAll(codec.subList(1, codec.size()));
      job.addLast(codec.getFirst());
      jobs.add(job);
    }
    jobs.addAll(mixtures());
    List<Path> clips = new ArrayList<>(made(folder, jobs));
    for (ClipZoo clip : ClipZoo.values()) {
      clips.add(clip.path());
    }
    return List.copyOf(clips);
  }

  private static List<List<String>> mixtures() {
    String video = ClipZoo.H264_MP4.path().toString();
    String other = ClipZoo.MPEG4_AVI.path().toString();
    String vp9 = ClipZoo.VP9_WEBM.path().toString();
    String sound = ClipZoo.SOUND_ONLY_MP4.path().toString();
    String picture = ClipZoo.PNG_PICTURE.path().toString();
    List<List<String>> jobs = new ArrayList<>();
    for (String container : List.of("mp4", "mkv", "mov")) {
      for (List<String> inputs :
          List.of(
              List.of(sound, video),
              List.of(video, other),
              List.of(other, video),
              List.of(vp9, video),
              List.of(video, vp9, sound))) {
        jobs.add(mixed(inputs, container));
      }
      jobs.add(mixed(List.of(picture, video), container, "-disposition:v:0", "attached_pic"));
      jobs.add(mixed(List.of(video, picture), container, "-disposition:v:1", "attached_pic"));
      jobs.add(mixed(List.of(sound, picture), container, "-disposition:v:0", "attached_pic"));
      for (String codec : List.of("flac", "ac3", "libmp3lame", "libopus", "pcm_s16le", "alac")) {
        jobs.add(mixed(List.of(video, sound), container, "-c:a", codec, "-strict", "-2"));
      }
    }
    return jobs;
  }

  private static List<String> copied(ClipZoo stream, String container, String... options) {
    List<String> job =
        new ArrayList<>(List.of("-i", stream.path().toString(), "-map", "0", "-c", "copy"));
    job.addAll(Arrays.asList(options));
    job.add(container);
    return job;
  }

  private static List<String> mixed(List<String> inputs, String container, String... options) {
    List<String> job = new ArrayList<>();
    inputs.forEach(input -> job.addAll(List.of("-i", input)));
    for (int i = 0; i < inputs.size(); i++) {
      job.addAll(List.of("-map", Integer.toString(i)));
    }
    job.addAll(List.of("-c", "copy"));
    job.addAll(Arrays.asList(options));
    job.add(container);
    return job;
  }

  /**
   * Runs ffmpeg for each job, whose last word is the file's ending; what it refuses is left out.
   */
  private static List<Path> made(Path folder, List<List<String>> jobs)
      throws InterruptedException, ExecutionException {
    List<Path> clips = Collections.synchronizedList(new ArrayList<>());
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < jobs.size(); i++) {
        List<String> job = jobs.get(i);
        Path clip = folder.resolve("%03d.%s".formatted(i, job.getLast()));
        running.add(
            threads.submit(
                () -> {
                  try {
                    ClipZoo.ffmpeg(clip, job.subList(0, job.size() - 1));
                    clips.add(clip);
                  } catch (IOException e) {
                    // No such container takes this stream.
                    Files.deleteIfExists(clip);
                  }
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    return clips.stream().sorted().toList();
  }

  /**
   * Damaged copies of clips: cut short anywhere, or with bytes changed, more of them at either end,
   * where headers are.
   *
   * @param each how many of each clip
   */
  public static List<Path> damaged(Path folder, List<Path> clips, int each, long seed)
      throws IOException {
    Random random = new Random(seed);
    List<Path> made = new ArrayList<>();
    for (Path clip : clips) {
      byte[] whole = Files.readAllBytes(clip);
      for (int i = 0; i < each && whole.length > 0; i++) {
        byte[] bytes =
            i % 3 == 0 ? Arrays.copyOf(whole, 1 + random.nextInt(whole.length)) : whole.clone();
        for (int flips = i % 3 == 0 ? 0 : 1 + random.nextInt(i % 3 == 1 ? 3 : 40);
            flips > 0;
            flips--) {
          int near = random.nextInt(Math.min(bytes.length, 1500));
          int at =
              switch (random.nextInt(3)) {
                case 0 -> near;
                case 1 -> bytes.length - 1 - near;
                default -> random.nextInt(bytes.length);
              };
          bytes[at] = (byte) random.nextInt(256);
        }
        made.add(
            Files.write(
                folder.resolve("d%05d-%s".formatted(made.size(), clip.getFileName())), bytes));
      }
    }
    return List.copyOf(made);
  }

  /** The streams that {@link #damaged} is best given: one of each kind. */
  public static List<Path> toDamage() {
    return Stream.concat(
            STREAMS.stream(), Stream.of(ClipZoo.H264_FLV, ClipZoo.MPEG4_TS, ClipZoo.AV1_10BIT_MKV))
        .map(ClipZoo::path)
        .toList();
  }
}
