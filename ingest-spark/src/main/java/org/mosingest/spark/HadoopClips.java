package org.mosingest.spark;

import com.google.common.hash.Hashing;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.clip.ClipStamp;
import org.mosingest.core.row.Clip;
import org.mosingest.core.state.MachineFaultException;
import scala.Tuple2;

/** Clips in a Hadoop file system, below one address. Safe for many threads. */
final class HadoopClips {

  /** The folder of copies that are not complete yet, below the address. */
  static final String STAGING = ".ingest-staging";

  private final FileSystem files;
  private final Path base;

  /** Folders of clips that are known to be there. */
  private final Set<Path> made = ConcurrentHashMap.newKeySet();

  private HadoopClips(FileSystem files, Path base) {
    this.files = files;
    this.base = base;
  }

  /**
   * Connects, with the configuration of the Spark application that this process belongs to.
   *
   * @throws IllegalArgumentException if the address cannot be used
   * @throws MachineFaultException if the file system cannot be reached
   */
  static HadoopClips at(String uri) throws MachineFaultException {
    return at(uri, configuration());
  }

  /** The same with another configuration. */
  static HadoopClips at(String uri, Configuration configuration) throws MachineFaultException {
    Path base = new Path(ClipsUri.parse(uri));
    String scheme = String.valueOf(base.toUri().getScheme());
    try {
      FileSystem files = FileSystem.get(base.toUri(), configuration);
      Path _ = files.makeQualified(base);
      // What is beside the local one are checksums of its own, in files among the clips.
      return new HadoopClips(
          files instanceof LocalFileSystem local ? local.getRawFileSystem() : files, base);
    } catch (UnsupportedFileSystemException | NoClassDefFoundError e) {
      throw new IllegalArgumentException(missing(scheme), e);
    } catch (IOException e) {
      throw fault("connect to", base, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--clips-at cannot be used: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      if (e.getCause() instanceof ClassNotFoundException) {
        throw new IllegalArgumentException(missing(scheme), e);
      }
      throw new MachineFaultException("cannot connect to " + base + ": " + e.getMessage(), e);
    }
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    @Nullable SparkEnv spark = SparkEnv.get();
    if (spark != null) {
      for (Tuple2<String, String> one : spark.conf().getAllWithPrefix("spark.hadoop.")) {
        configuration.set(one._1(), one._2());
      }
    }
    return configuration;
  }

  private static String missing(String scheme) {
    String version = VersionInfo.getVersion();
    String jar =
        scheme.equals("s3a")
            ? "hadoop-aws "
                + version
                + ", and the AWS SDK bundle and analyticsaccelerator-s3 of the versions that it"
                + " names,"
            : "the jar that has it, for Hadoop " + version + ",";
    return "--clips-at cannot be used: Hadoop knows no file system "
        + scheme
        + ": here; put "
        + jar
        + " into spark/jars on each machine, or check the scheme";
  }

  private static MachineFaultException fault(String tried, Path path, IOException e) {
    return new MachineFaultException(
        "cannot "
            + tried
            + " "
            + path
            + ": "
            + e.getMessage()
            + "; check that this file system can be reached, has space, and lets this program read"
            + " and write there",
        e);
  }

  private Path of(Clip clip) {
    return new Path(base, new Path(null, null, clip.pathBelowCorpus()));
  }

  /**
   * What is at a clip's place; empty if nothing is.
   *
   * @throws IllegalArgumentException if no file of this file system can have the clip's name
   * @throws MachineFaultException if the file system does not say
   */
  Optional<FileStatus> status(Clip clip) throws MachineFaultException {
    try {
      return Optional.of(files.getFileStatus(of(clip)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw fault("look at", of(clip), e);
    }
  }

  /** The stamp of a file; empty if it is none. No store tells when a file's name was changed. */
  static Optional<ClipStamp> stamp(FileStatus status) {
    if (!status.isFile()) {
      return Optional.empty();
    }
    long modified = status.getModificationTime();
    long tag = 0;
    if (status instanceof EtagSource source && source.getEtag() != null) {
      String etag = source.getEtag().replace("\"", "");
      tag = Hashing.murmur3_128().hashUnencodedChars(etag).asLong();
      // A list may tell fractions of a second that a look at one object does not.
      modified -= modified % TimeUnit.SECONDS.toMillis(1);
    }
    return Optional.of(
        new ClipStamp(status.getLen(), TimeUnit.MILLISECONDS.toNanos(modified), 0, tag));
  }

  /**
   * Lists the files below a folder of clips.
   *
   * @param each told the path below the address, and the file's stamp
   * @throws MachineFaultException if it cannot be listed, or is a file
   */
  void list(String folder, BiConsumer<String, ClipStamp> each) throws MachineFaultException {
    Path from = folder.isEmpty() ? base : new Path(base, new Path(null, null, folder));
    try {
      String root = files.makeQualified(base).toUri().getPath();
      int skip = root.endsWith("/") ? root.length() : root.length() + 1;
      RemoteIterator<LocatedFileStatus> found = files.listFiles(from, true);
      String self = files.makeQualified(from).toUri().getPath();
      while (found.hasNext()) {
        LocatedFileStatus status = found.next();
        String path = status.getPath().toUri().getPath();
        if (path.equals(self)) {
          throw new NotDirectoryException("it is a file, and clips need a folder");
        }
        stamp(status).ifPresent(stamp -> each.accept(path.substring(skip), stamp));
      }
    } catch (FileNotFoundException e) {
      // No clip has come yet.
      return;
    } catch (IOException e) {
      throw fault("list", from, e);
    }
  }

  /**
   * Copies a clip to this machine.
   *
   * @return whether it was there
   * @throws IOException if the copy cannot be written
   * @throws MachineFaultException if the clip cannot be read
   */
  boolean copyTo(Clip clip, java.nio.file.Path to) throws IOException, MachineFaultException {
    InputStream opened;
    try {
      opened = files.open(of(clip));
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw fault("read", of(clip), e);
    }
    Files.createDirectories(to.resolveSibling(""));
    try (InputStream in = opened;
        OutputStream out = Files.newOutputStream(to)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = read(in, buffer, clip); n >= 0; n = read(in, buffer, clip)) {
        out.write(buffer, 0, n);
      }
    }
    return true;
  }

  private int read(InputStream in, byte[] buffer, Clip clip) throws MachineFaultException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw fault("read", of(clip), e);
    }
  }

  /**
   * Puts a whole clip in its place: never a part of it, and not over one that is there.
   *
   * @param staging the name of the copy until then, which nobody else has
   * @return whether it is this one; false if another one was there first
   * @throws MachineFaultException if it cannot be put there
   */
  boolean put(java.nio.file.Path from, Clip clip, String staging) throws MachineFaultException {
    Path to = of(clip);
    Path staged = new Path(new Path(base, STAGING), staging);
    boolean moved = false;
    try {
      try (OutputStream out = files.create(staged, true)) {
        long _ = Files.copy(from, out);
      }
      makeFolder(to.getParent());
      moved = !files.exists(to) && files.rename(staged, to);
      if (!moved && !files.exists(to)) {
        throw new IOException("the complete copy " + staged + " could not be renamed to it");
      }
      return moved;
    } catch (IOException e) {
      // A file that is above the clip's place is told by the same exception.
      if (e instanceof FileAlreadyExistsException && status(clip).isPresent()) {
        return false;
      }
      throw fault("write", to, e);
    } finally {
      if (!moved) {
        delete(staged);
      }
    }
  }

  /** Once for all clips of a folder: to an object store, each asking is several requests. */
  private void makeFolder(Path folder) throws IOException {
    if (!made.contains(folder)) {
      boolean _ = files.mkdirs(folder);
      boolean _ = made.add(folder);
    }
  }

  /** Removes what a run's lost tasks have left of copies that were not complete. */
  void clearStaging(String key) {
    Path staging = new Path(base, STAGING);
    delete(new Path(staging, key));
    try {
      if (files.listStatus(staging).length == 0) {
        delete(staging);
      }
    } catch (IOException e) {
      // There is none, or the next run clears it.
      return;
    }
  }

  private void delete(Path path) {
    try {
      boolean _ = files.delete(path, true);
    } catch (IOException e) {
      // The next run clears it.
      return;
    }
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
