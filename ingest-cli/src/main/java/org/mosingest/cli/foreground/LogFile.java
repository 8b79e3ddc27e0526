package org.mosingest.cli.foreground;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.paths.FileIdentity;
import org.mosingest.core.paths.WrittenFile;
import org.mosingest.core.setting.Setting;
import org.mosingest.daemon.run.RunPaths;

/** The file that a user gives for a log: none that another log line would harm. */
public final class LogFile {

  /** How a line of the log begins: with its instant. */
  private static final Pattern BEGINNING =
      Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");

  private static final int LONG_ENOUGH = 32;

  private LogFile() {}

  /**
   * Refuses a file that holds anything but a log, or whose folder is not there.
   *
   * @throws IllegalArgumentException if so
   * @throws IOException if it cannot be read
   */
  public static void check(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "--log-file " + file + ": the folder " + folder + " does not exist");
    }
    if (!Files.exists(file)) {
      return;
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("--log-file " + file + " is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      String begins = new String(in.readNBytes(LONG_ENOUGH), ISO_8859_1);
      if (!begins.isEmpty() && !BEGINNING.matcher(begins).find()) {
        throw new IllegalArgumentException(
            "--log-file " + file + " holds something other than a log: give another file");
      }
    }
  }

  /**
   * As {@link #check(Path)}, and refuses a file among a corpus's clips.
   *
   * @throws IllegalArgumentException if so
   * @throws IOException if it cannot be read
   */
  public static void check(Path file, RunOptions options) throws IOException {
    check(file);
    Path real = FileIdentity.of(file).real();
    for (String clips : ManifestReader.clipsFolders(options.manifest())) {
      if (real.startsWith(FileIdentity.of(options.folder().resolve(clips)).real())) {
        throw new IllegalArgumentException(
            "--log-file " + file + " is among the clips: give a file elsewhere");
      }
    }
  }

  /**
   * Refuses a file that the run itself reads or writes.
   *
   * @throws org.mosingest.core.paths.PathClashException if so
   * @throws IOException if a file cannot be looked at
   */
  public static void checkApart(Path file, RunOptions options, Manifest manifest)
      throws IOException {
    RunPaths.check(
        options, manifest, List.of(WrittenFile.untold("the log", file, Setting.LOG_FILE)));
  }
}
