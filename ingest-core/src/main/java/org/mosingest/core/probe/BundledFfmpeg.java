package org.mosingest.core.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.setting.Setting;

/**
 * The ffprobe and ffmpeg that come with this program, extracted from the jar {@code
 * org.bytedeco:ffmpeg} into a folder of their own. They need nothing of the machine but its C and
 * C++ libraries.
 *
 * <p>Immutable and safe for use by many threads. Extraction is safe among any number of threads and
 * processes: the folder appears whole under its final name or not at all, and its name tells the
 * content.
 */
public final class BundledFfmpeg {

  private static final String CURE = "; or give an ffprobe of your own";

  private final Path folder;

  private BundledFfmpeg(Path folder) {
    this.folder = folder;
  }

  /**
   * Extracts into the default cache folder what is not there yet: {@code $INGEST_CACHE_DIR}, else
   * {@code $XDG_CACHE_HOME/mos-ingest}, else {@code ~/.cache/mos-ingest}.
   *
   * @throws ProbeUnusableException if there is no build for this platform, or the cache folder
   *     cannot be written
   */
  public static BundledFfmpeg extract() {
    return extractInto(cacheFolder());
  }

  /**
   * The default cache folder: see {@link #extract}. It need not be there.
   *
   * @throws ProbeUnusableException if this user has none
   */
  public static Path cacheFolder() {
    return cacheFolder(System.getenv(), System.getProperty("user.home", ""));
  }

  /**
   * Extracts into {@code cacheFolder} what is not there yet.
   *
   * @param cacheFolder made if missing; several versions live in it side by side
   * @throws ProbeUnusableException if there is no build for this platform, or the cache folder
   *     cannot be written
   */
  public static BundledFfmpeg extractInto(Path cacheFolder) {
    FfmpegFiles files = bundle(FfmpegFiles.platform());
    try {
      return new BundledFfmpeg(files.extractInto(cacheFolder.toAbsolutePath()));
    } catch (IOException e) {
      throw new ProbeUnusableException(
          "cannot extract the bundled ffprobe into the cache folder "
              + cacheFolder
              + ": "
              + e
              + ". Free about 70 MB there, make the folder writable or name another with INGEST_CACHE_DIR"
              + CURE,
          e,
          Setting.FFPROBE);
    }
  }

  /** The ffprobe executable, an absolute path. */
  public Path ffprobe() {
    return folder.resolve("ffprobe");
  }

  /** The ffmpeg executable of the same build, an absolute path. */
  public Path ffmpeg() {
    return folder.resolve("ffmpeg");
  }

  /** Where the libraries of the same build lie, an absolute path. */
  public Path libraries() {
    return folder;
  }

  /** The files bundled for a platform, {@code linux-x86_64}. */
  static FfmpegFiles bundle(String platform) {
    try {
      return FfmpegFiles.of(platform)
          .orElseThrow(
              () ->
                  new ProbeUnusableException(
                      "no ffprobe is bundled for this platform, "
                          + platform
                          + ". Build this program on the platform that runs it (bundled are linux-x86_64, linux-arm64,"
                          + " macosx-x86_64 and macosx-arm64)"
                          + CURE,
                      Setting.FFPROBE));
    } catch (IOException e) {
      throw new ProbeUnusableException(
          "cannot read the bundled ffprobe from this program's own jars: "
              + e
              + ". Install the program again"
              + CURE,
          e,
          Setting.FFPROBE);
    }
  }

  static Path cacheFolder(Map<String, String> environment, String home) {
    Optional<String> own = value(environment, "INGEST_CACHE_DIR");
    // The XDG base directory specification has a relative path ignored.
    Optional<String> xdg =
        value(environment, "XDG_CACHE_HOME").filter(folder -> folder.startsWith("/"));
    try {
      if (own.isPresent()) {
        return Path.of(own.get());
      }
      if (xdg.isPresent()) {
        return Path.of(xdg.get(), "mos-ingest");
      }
      Path homeFolder = Path.of(home);
      if (homeFolder.isAbsolute() && Files.isDirectory(homeFolder)) {
        return homeFolder.resolve(".cache").resolve("mos-ingest");
      }
    } catch (InvalidPathException e) {
      throw new ProbeUnusableException(
          "the cache folder is not a valid path: " + e.getMessage(), e);
    }
    throw new ProbeUnusableException(
        "there is no folder to extract the bundled ffprobe into: this user has no home folder. Name one with"
            + " INGEST_CACHE_DIR"
            + CURE,
        Setting.FFPROBE);
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
