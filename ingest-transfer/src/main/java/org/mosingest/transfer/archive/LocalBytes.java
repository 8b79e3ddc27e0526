package org.mosingest.transfer.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.mosingest.core.state.DiskFaults;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.AttemptState;

/** An archive's bytes from a disk. */
final class LocalBytes implements ArchiveBytes {

  private final Path file;
  private final ArchiveVersion version;

  private LocalBytes(Path file, ArchiveVersion version) {
    this.file = file;
    this.version = version;
  }

  /** Those of the version that lies there now. */
  static LocalBytes of(Path file) throws IOException {
    return new LocalBytes(file, versionOf(file));
  }

  /** The version that lies there: its time, its length, its inode. */
  static ArchiveVersion versionOf(Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    if (!found.isRegularFile()) {
      throw new IOException("it is not a regular file");
    }
    return new ArchiveVersion(
        "\"" + found.lastModifiedTime().toInstant() + " " + found.fileKey() + "\"",
        "",
        found.size(),
        true);
  }

  ArchiveVersion version() {
    return version;
  }

  @Override
  public Span open(long from, long to, AttemptState attempt) throws MachineFaultException {
    attempt.reached();
    try {
      if (!versionOf(file).equals(version)) {
        throw RemoteBytes.changed(file.toString());
      }
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      channel.position(from);
      return new FileSpan(file, channel, attempt, to - from);
    } catch (IOException e) {
      throw DiskFaults.machineFault("read", file, e);
    }
  }

  /** A part of the file. */
  private static final class FileSpan implements Span {
    private final Path file;
    private final FileChannel channel;
    private final AttemptState attempt;
    private long left;

    FileSpan(Path file, FileChannel channel, AttemptState attempt, long length) {
      this.file = file;
      this.channel = channel;
      this.attempt = attempt;
      this.left = length;
    }

    @Override
    public int read(byte[] buffer, int from) throws InterruptedException, MachineFaultException {
      attempt.stop().check();
      int most = (int) Math.min(left, buffer.length - from);
      if (most == 0) {
        return -1;
      }
      try {
        int n = channel.read(ByteBuffer.wrap(buffer, from, most));
        left -= Math.max(0, n);
        return n;
      } catch (ClosedByInterruptException e) {
        throw attempt.stop().stopped();
      } catch (IOException e) {
        throw DiskFaults.machineFault("read", file, e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
