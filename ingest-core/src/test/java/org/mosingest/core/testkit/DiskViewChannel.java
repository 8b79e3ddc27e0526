package org.mosingest.core.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file that is seen through a {@link DiskView}. */
final class DiskViewChannel extends FileChannel {

  private final DiskView view;
  private final Path path;
  private final FileChannel real;
  private final boolean appends;

  DiskViewChannel(DiskView view, Path path, FileChannel real, boolean appends) {
    this.view = view;
    this.path = path;
    this.real = real;
    this.appends = appends;
  }

  private <T> T change(Change change, DiskView.Effect<T> effect) throws IOException {
    try {
      return view.change(change, effect);
    } catch (ClosedByInterruptException e) {
      // The one beneath was closed under an interrupted thread: so is this one.
      close();
      throw e;
    }
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    long position = appends ? real.size() : real.position();
    return change(new Change.Write(path, position, bytes), () -> real.write(bytes));
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    return change(new Change.Write(path, position, bytes), () -> real.write(bytes, position));
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    long written = 0;
    for (int i = offset; i < offset + length; i++) {
      while (buffers[i].hasRemaining()) {
        written += write(buffers[i]);
      }
    }
    return written;
  }

  @Override
  public void force(boolean metadata) throws IOException {
    Path _ =
        change(
            new Change.Sync(path),
            () -> {
              real.force(metadata);
              return path;
            });
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    if (size < real.size()) {
      FileChannel _ = change(new Change.Truncate(path, size), () -> real.truncate(size));
    }
    return this;
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    return real.read(bytes);
  }

  @Override
  public int read(ByteBuffer bytes, long position) throws IOException {
    return real.read(bytes, position);
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    return real.read(buffers, offset, length);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return real.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return real.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
