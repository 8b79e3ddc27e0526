package org.mosingest.core.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Text;
import org.mosingest.core.setting.Setting;

/**
 * Probes with the program ffprobe, one process for each clip. Immutable and safe for use by many
 * threads, virtual ones included.
 *
 * <p>A clip that is no video container is broken, even where ffprobe could make something of it:
 * playlists and scripts would have it open other files and addresses, and a picture is no clip.
 */
public final class Ffprobe implements ClipProbe {

  /** How long one clip may take. */
  static final Duration CLIP_LIMIT = Duration.ofSeconds(60);

  /** How long ffprobe may take to tell its version. */
  private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);

  /**
   * The demuxers of FFmpeg that read a video container from one file; {@code ffprobe -demuxers}
   * lists all. No other may open a clip, whichever the engine.
   */
  public static final String CONTAINERS =
      "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,live_flv,mpegts,mpeg,asf,asf_o,ogg,ivf,rm,ivr,mxf,gxf,nut,nuv,nsv,"
          + "dv,wtv,yuv4mpegpipe,dhav,r3d,swf,avs,vividas,moflex,bink,smk,roq";

  /** ffprobe names its own parts with an address in memory, which differs each time. */
  private static final Pattern ADDRESS = Pattern.compile(" @ 0x[0-9a-fA-F]+");

  private final String binary;
  private final Duration limit;
  private final ProbeEngine engine;

  private Ffprobe(String binary, Duration limit, ProbeEngine engine) {
    this.binary = binary;
    this.limit = limit;
    this.engine = engine;
  }

  /**
   * The ffprobe that comes with this program, extracted on first use and known to run.
   *
   * @throws ProbeUnusableException if it cannot be extracted or does not run on this machine
   * @throws InterruptedException if the thread is interrupted
   */
  public static Ffprobe bundled() throws InterruptedException {
    Ffprobe ffprobe = at(BundledFfmpeg.extract().ffprobe().toString());
    if (!ffprobe.engine.isVersionKnown()) {
      throw new ProbeUnusableException(
          "the bundled ffprobe "
              + ffprobe.binary
              + " starts but does not report its version. Delete its folder so that it is extracted again, or give an ffprobe of"
              + " your own",
          Setting.FFPROBE);
    }
    return ffprobe;
  }

  /**
   * An ffprobe of the user's. It is started once here, for its version; what it answers does not
   * matter, so that a script in its place need not know {@code -version}.
   *
   * @param binary a path, or a name to be found on the {@code PATH}
   * @throws ProbeUnusableException if there is no such program or it does not run
   * @throws InterruptedException if the thread is interrupted
   */
  public static Ffprobe at(String binary) throws InterruptedException {
    return at(binary, CLIP_LIMIT);
  }

  /** As {@link #at(String)}, with another limit for each clip. */
  static Ffprobe at(String binary, Duration limit) throws InterruptedException {
    String found = FfprobeBinary.find(binary, System.getenv());
    String version = FfprobeBinary.version(found, VERSION_LIMIT);
    return new Ffprobe(found, limit, new ProbeEngine("ffprobe", version, found));
  }

  @Override
  public ProbeOutcome probe(Path clip) throws InterruptedException {
    String file = clip.toAbsolutePath().toString();
    ProcessRun run = run(file);
    if (run instanceof ProcessRun.Ended(int status, var _, var _, var _)
        && ProcessRun.isKilled(status)) {
      // Ctrl-C at a terminal goes to ffprobe too, and it dies before this thread hears of the stop:
      // no fault of the clip.
      TimeUnit.SECONDS.sleep(1);
      run = run(file);
    }
    return switch (run) {
      case ProcessRun.TimedOut() ->
          new ProbeOutcome.Broken(
              Reason.of(ReasonWord.PROBE_TIMEOUT, "no answer within " + seconds(limit) + " s"));
      case ProcessRun.Ended ended when ended.status() != 0 -> failed(ended, clip, file);
      case ProcessRun.Ended ended when ended.outputCut() ->
          new ProbeOutcome.Broken(Reason.of(ReasonWord.FFPROBE_NOT_JSON));
      case ProcessRun.Ended ended -> FfprobeJson.read(ended.output());
    };
  }

  private ProcessRun run(String file) throws InterruptedException {
    try {
      return ProcessRun.of(command(file), limit);
    } catch (IOException e) {
      throw FfprobeBinary.doesNotStart(binary, e);
    }
  }

  @Override
  public ProbeEngine engine() {
    return engine;
  }

  /**
   * The file is last and absolute: its name can be taken neither for an option nor for a protocol.
   * The first four arguments after the program are the guards; they change no field of a clip that
   * passes them.
   */
  private List<String> command(String file) {
    return List.of(
        binary,
        "-protocol_whitelist",
        "file",
        "-format_whitelist",
        CONTAINERS,
        "-v",
        "error",
        "-select_streams",
        "v:0",
        "-show_entries",
        "stream=width,height,r_frame_rate,avg_frame_rate,duration,pix_fmt,codec_name",
        "-show_entries",
        "format=duration",
        "-of",
        "json",
        file);
  }

  /**
   * The same fault of two clips gives the same words but for the clip's name, so that faults can be
   * counted.
   */
  private static ProbeOutcome failed(ProcessRun.Ended ended, Path clip, String file) {
    String said =
        ADDRESS
            .matcher(
                ended.complaint().lines().filter(line -> !line.isBlank()).findFirst().orElse(""))
            .replaceAll("")
            .replace(" '" + CONTAINERS + "'", "")
            .replace(file, String.valueOf(clip.getFileName()))
            .strip();
    return new ProbeOutcome.Broken(Reason.ffprobe(ended.status(), Text.printable(said)));
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0
        ? Long.toString(limit.toSeconds())
        : Double.toString(limit.toMillis() / 1000.0);
  }
}
