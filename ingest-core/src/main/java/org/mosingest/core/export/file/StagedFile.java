package org.mosingest.core.export.file;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.state.DurableFiles;

/**
 * A file that is written beside its name and has it only when all of it is on the disk. Closed
 * without being published, nothing of it is left. Not thread-safe.
 */
public final class StagedFile implements Closeable {

  private final Path target;
  private final Path beside;
  private final FileChannel channel;
  private final MessageDigest digest = Sha256.newDigest();
  private final OutputStream out;
  private @Nullable Sha256 sha256;
  private boolean published;

  /**
   * Begins a file; what another attempt left beside it goes.
   *
   * @throws IOException if it cannot be made
   */
  public StagedFile(Path target) throws IOException {
    this.target = target;
    this.beside = DurableFiles.temporaryOf(target);
    if (!Files.isDirectory(beside, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(beside);
    }
    this.channel =
        FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.out =
        new BufferedOutputStream(
            new DigestOutputStream(Channels.newOutputStream(channel), digest), 1 << 16);
  }

  /** Takes what the file is to hold. */
  public OutputStream out() {
    return out;
  }

  /** The name that it will have. */
  public Path target() {
    return target;
  }

  /** Everything is written: onto the disk with it. */
  public void sync() throws IOException {
    out.flush();
    channel.force(true);
    sha256 = Sha256.finish(digest);
  }

  /**
   * What was published, or will be.
   *
   * @throws IllegalStateException before {@link #sync()}
   */
  public ExportedFile told(long rows, String part) throws IOException {
    Sha256 hash = sha256;
    if (hash == null) {
      throw new IllegalStateException("not synced yet");
    }
    return new ExportedFile(target, part, rows, channel.size(), hash);
  }

  /**
   * The hash of a file.
   *
   * @throws IOException if it cannot be read
   */
  public static Sha256 hash(Path file) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return Sha256.finish(digest);
  }

  /** Gives it its name. */
  public void publish() throws IOException {
    DurableFiles.publish(beside, target);
    published = true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!published) {
      Files.deleteIfExists(beside);
    }
  }
}
