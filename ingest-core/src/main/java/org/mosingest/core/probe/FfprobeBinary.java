package org.mosingest.core.probe;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosingest.core.row.Text;
import org.mosingest.core.setting.Setting;

/** Finding the program ffprobe, learning whether it runs, and saying what to do if it does not. */
final class FfprobeBinary {

  /** With these, shells and the dynamic linker say that a program cannot be run. */
  private static final int CANNOT_EXECUTE = 126;

  private static final int NOT_FOUND = 127;

  private static final Pattern VERSION_LINE = Pattern.compile("\\Affprobe version (\\S+)");

  /**
   * The number of the fault in what {@link ProcessBuilder#start} throws: {@code error=2} or {@code
   * error: 2}.
   */
  private static final Pattern ERRNO = Pattern.compile("\\berror[=:] ?(\\d+)");

  private static final String CURE = ". Give an ffprobe that works, or none to use the bundled one";

  private FfprobeBinary() {}

  /**
   * The absolute path of a program given as a path or as a name on the {@code PATH}. That it exists
   * is checked for a name only; a path is left for the start to judge.
   */
  static String find(String binary, Map<String, String> environment) {
    if (binary.isBlank()) {
      throw new ProbeUnusableException(
          "the ffprobe binary is given as an empty name" + CURE, Setting.FFPROBE);
    }
    try {
      if (binary.contains("/")) {
        return Path.of(binary).toAbsolutePath().toString();
      }
      for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
        Path candidate = Path.of(folder, binary).toAbsolutePath();
        if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
          return candidate.toString();
        }
      }
    } catch (InvalidPathException e) {
      throw new ProbeUnusableException(
          "the ffprobe binary is not a usable path: "
              + Text.printable(binary)
              + ": "
              + e.getReason()
              + CURE,
          e,
          Setting.FFPROBE);
    }
    throw new ProbeUnusableException(
        "there is no program "
            + Text.printable(binary)
            + " on the PATH, given as the ffprobe binary"
            + CURE,
        Setting.FFPROBE);
  }

  /**
   * Runs {@code BINARY -version}.
   *
   * @return the version, {@link ProbeEngine#UNKNOWN_VERSION} if what it prints is not ffprobe's
   * @throws ProbeUnusableException if it does not run
   */
  static String version(String binary, Duration limit) throws InterruptedException {
    ProcessRun run;
    try {
      run = ProcessRun.of(List.of(binary, "-version"), limit);
    } catch (IOException e) {
      throw doesNotStart(binary, e);
    }
    return switch (run) {
      case ProcessRun.TimedOut() ->
          throw new ProbeUnusableException(
              "the ffprobe binary "
                  + binary
                  + " did not answer -version within "
                  + limit.toSeconds()
                  + " s"
                  + CURE,
              Setting.FFPROBE);
      case ProcessRun.Ended(int status, var output, var _, var complaint)
          when output.isBlank() && (status == CANNOT_EXECUTE || status == NOT_FOUND) ->
          throw new ProbeUnusableException(
              "the ffprobe binary "
                  + binary
                  + " does not run: exit status "
                  + status
                  + ": "
                  + Text.printable(complaint.lines().findFirst().orElse("no output"))
                  + CURE,
              Setting.FFPROBE);
      case ProcessRun.Ended ended -> {
        Matcher line = VERSION_LINE.matcher(ended.output());
        yield line.find() ? Text.printable(line.group(1)) : ProbeEngine.UNKNOWN_VERSION;
      }
    };
  }

  /** What to throw when starting the program failed. */
  static ProbeUnusableException doesNotStart(String binary, IOException fault) {
    String message = String.valueOf(fault.getMessage());
    Matcher matcher = ERRNO.matcher(message);
    String errno = matcher.find() ? matcher.group(1) : "";
    String why =
        switch (errno) {
          case "2" ->
              "there is no such program, or the interpreter its first line names is missing" + CURE;
          case "8" -> "it is not a program for this machine" + CURE;
          case "11" ->
              "no more processes can be started. Probe fewer clips at a time, or raise the limit of"
                  + " processes (ulimit -u)";
          case "12" -> "there is not enough memory. Probe fewer clips at a time, or free memory";
          case "13" ->
              (Files.isDirectory(Path.of(binary))
                      ? "it is a folder"
                      : "it is not permitted: check its mode, its folder's and the mount options")
                  + CURE;
          case "23", "24" ->
              "too many files are open. Download or probe fewer clips at a time, or raise the limit"
                  + " (ulimit -n)";
          default -> Text.printable(message) + CURE;
        };
    return new ProbeUnusableException(
        "cannot start the ffprobe binary " + binary + ": " + why,
        fault,
        switch (errno) {
          case "11", "12" -> new Setting[] {Setting.PROBES};
          case "23", "24" -> new Setting[] {Setting.DOWNLOADS, Setting.PROBES};
          default -> new Setting[] {Setting.FFPROBE};
        });
  }
}
