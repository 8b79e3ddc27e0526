package org.mosingest.spark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A file system of a scheme that only Hadoop knows, which notes what it is asked for, takes no
 * names with a colon, as HDFS, and can be told to have no space.
 */
public final class TrialFileSystem extends RawLocalFileSystem {

  /** Whether this thread's request is a part of another one. */
  private final ThreadLocal<Boolean> within = ThreadLocal.withInitial(() -> false);

  /** What is noted: all of it is of the file system itself. */
  private interface Asked<T> {
    T answer() throws IOException;
  }

  @Override
  public String getScheme() {
    return "trial";
  }

  @Override
  public URI getUri() {
    return URI.create("trial:///");
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    return noted("open " + path.getName(), () -> super.open(path, buffer));
  }

  @Override
  public FSDataOutputStream create(
      Path path, boolean overwrite, int buffer, short replication, long block, Progressable told)
      throws IOException {
    return noted(
        "create",
        () -> {
          if (getConf().getBoolean("trial.full", false)) {
            throw new IOException("the quota is used up");
          }
          return super.create(path, overwrite, buffer, replication, block, told);
        });
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return noted("rename to " + to.getName(), () -> super.rename(from, to));
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return noted("mkdirs", () -> super.mkdirs(path, permission));
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return noted("mkdirs", () -> super.mkdirs(path));
  }

  @Override
  public boolean exists(Path path) throws IOException {
    return noted("look at " + path.getName(), () -> super.exists(path));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return noted("delete", () -> super.delete(path, recursive));
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    if (path.getName().indexOf(':') >= 0) {
      throw new IllegalArgumentException(path + " is not a valid name");
    }
    return noted("look at " + path.getName(), () -> plain(super.getFileStatus(path)));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return noted(
        "list " + path.getName(),
        () ->
            Arrays.stream(super.listStatus(path))
                .map(TrialFileSystem::plain)
                .toArray(FileStatus[]::new));
  }

  /** Without permissions, which are found out for the scheme of local files alone. */
  static FileStatus plain(FileStatus of) {
    return new FileStatus(
        of.getLen(),
        of.isDirectory(),
        of.getReplication(),
        of.getBlockSize(),
        of.getModificationTime(),
        of.getPath());
  }

  private <T> T noted(String what, Asked<T> asked) throws IOException {
    if (within.get()) {
      return asked.answer();
    }
    String log = getConf().get("trial.log", "");
    if (!log.isEmpty()) {
      java.nio.file.Path _ =
          Files.writeString(
              java.nio.file.Path.of(log),
              what + "\n",
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
    }
    within.set(true);
    try {
      return asked.answer();
    } finally {
      within.set(false);
    }
  }
}
