package org.mosingest.core.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.mosingest.core.row.Sha256;

/**
 * The executables and libraries of one platform as they lie in the jar {@code org.bytedeco:ffmpeg},
 * in the folder {@code org/bytedeco/ffmpeg/PLATFORM}. JavaCPP's own loader is not used: it would
 * load the libraries into this process, and it writes files in place, where another process can see
 * them half written.
 *
 * @param jar the jar that holds them
 * @param entries one for each file to extract, in the order of their names
 * @param key a folder name that tells the content: the same files, the same key
 */
record FfmpegFiles(URI jar, List<Entry> entries, String key) {

  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private static final String UNFINISHED = "unfinished";

  /** A file in the jar: its path there, and its size, which extraction keeps. */
  record Entry(String path, long size) {
    String fileName() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  FfmpegFiles {
    entries = List.copyOf(entries);
  }

  /** This machine's platform in JavaCPP's words: {@code linux-x86_64}. */
  static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return (system.startsWith("mac") ? "macosx" : system.split(" ", 2)[0])
        + "-"
        + switch (processor) {
          case "amd64", "x86-64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> processor;
        };
  }

  /** The files for a platform; empty if none are on the class path. */
  static Optional<FfmpegFiles> of(String platform) throws IOException {
    String folder = "org/bytedeco/ffmpeg/" + platform + "/";
    URL ffprobe = FfmpegFiles.class.getClassLoader().getResource(folder + "ffprobe");
    if (ffprobe == null || !(ffprobe.openConnection() instanceof JarURLConnection connection)) {
      return Optional.empty();
    }
    Path jar = Path.of(URI.create(connection.getJarFileURL().toString()));
    MessageDigest digest = Sha256.newDigest();
    digest.update((byte) ElfTrim.REVISION);
    try (JarFile zip = new JarFile(jar.toFile())) {
      List<ZipEntry> wanted =
          zip.stream()
              .filter(entry -> isWanted(entry, folder))
              .map(ZipEntry.class::cast)
              .sorted(Comparator.comparing(ZipEntry::getName))
              .toList();
      for (ZipEntry entry : wanted) {
        digest.update(
            (entry.getName() + ' ' + entry.getSize() + ' ' + entry.getCrc() + '\n')
                .getBytes(UTF_8));
      }
      String key = "ffmpeg-" + platform + "-" + HexFormat.of().formatHex(digest.digest(), 0, 8);
      return Optional.of(
          new FfmpegFiles(
              jar.toUri(),
              wanted.stream().map(e -> new Entry(e.getName(), e.getSize())).toList(),
              key));
    }
  }

  /**
   * The libraries called {@code libjni...} bind FFmpeg to Java; the executables have no use for
   * them.
   */
  private static boolean isWanted(ZipEntry entry, String folder) {
    String name = entry.getName();
    return name.startsWith(folder)
        && !entry.isDirectory()
        && name.indexOf('/', folder.length()) < 0
        && !name.startsWith(folder + "libjni");
  }

  /** Sees to it that the files lie in a folder of {@code cache}, and returns that folder. */
  Path extractInto(Path cache) throws IOException {
    Path target = cache.resolve(key);
    if (!isWhole(target)) {
      Files.createDirectories(cache);
      // A file lock holds between processes, and only there; the kernel drops it when its process
      // dies.
      IN_THIS_PROCESS.lock();
      try (FileChannel lockFile =
              FileChannel.open(
                  cache.resolve("extracting.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = lockFile.lock()) {
        if (!isWhole(target)) {
          replace(target);
        }
      } finally {
        IN_THIS_PROCESS.unlock();
      }
    }
    return target;
  }

  /**
   * Cleaners of caches delete single files: what is left of such a folder goes first. Called under
   * the lock.
   */
  private void replace(Path target) throws IOException {
    Path fresh = target.resolveSibling(UNFINISHED);
    delete(fresh);
    Files.createDirectory(fresh);
    try {
      writeInto(fresh);
      delete(target);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(fresh);
      throw e;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private boolean isWhole(Path folder) throws IOException {
    for (Entry entry : entries) {
      Path file = folder.resolve(entry.fileName());
      if (!Files.isExecutable(file) || Files.size(file) != entry.size()) {
        return false;
      }
    }
    return true;
  }

  private void writeInto(Path folder) throws IOException {
    try (JarFile zip = new JarFile(Path.of(jar).toFile())) {
      for (Entry entry : entries) {
        Path file = folder.resolve(entry.fileName());
        try (InputStream in = zip.getInputStream(zip.getEntry(entry.path()));
            FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = ByteBuffer.wrap(ElfTrim.trimmed(in.readAllBytes()));
          while (bytes.hasRemaining()) {
            out.write(bytes);
          }
          // The size alone tells a whole file from a torn one, so the bytes are on the disk before
          // the name is.
          out.force(true);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
