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
import org.apache.hadoop.util.Progressable;

/**
 * A file system of a scheme that only Hadoop knows, which notes what is opened and made, and can be
 * told to have no space.
 */
public final class TrialFileSystem extends RawLocalFileSystem {

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
    note("open " + path.getName());
    return super.open(path, buffer);
  }

  @Override
  public FSDataOutputStream create(
      Path path, boolean overwrite, int buffer, short replication, long block, Progressable told)
      throws IOException {
    note("create");
    if (getConf().getBoolean("trial.full", false)) {
      throw new IOException("the quota is used up");
    }
    return super.create(path, overwrite, buffer, replication, block, told);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return plain(super.getFileStatus(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return Arrays.stream(super.listStatus(path))
        .map(TrialFileSystem::plain)
        .toArray(FileStatus[]::new);
  }

  /** Without permissions, which are found out for the scheme of local files alone. */
  private static FileStatus plain(FileStatus of) {
    return new FileStatus(
        of.getLen(),
        of.isDirectory(),
        of.getReplication(),
        of.getBlockSize(),
        of.getModificationTime(),
        of.getPath());
  }

  private void note(String what) throws IOException {
    String log = getConf().get("trial.log", "");
    if (!log.isEmpty()) {
      java.nio.file.Path _ =
          Files.writeString(
              java.nio.file.Path.of(log),
              what + "\n",
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
    }
  }
}
