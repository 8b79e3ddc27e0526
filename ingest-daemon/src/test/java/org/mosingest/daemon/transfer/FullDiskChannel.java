package org.mosingest.daemon.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file of a {@link FullDisk}. A write that does not fit writes half of what it was given first, as real ones do. */
final class FullDiskChannel extends FileChannel {

  private final FullDisk disk;
  private final Path path;
  private final FileChannel real;

  FullDiskChannel(FullDisk disk, Path path, FileChannel real) {
    this.disk = disk;
    this.path = path;
    this.real = real;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    try {
      disk.check(FullDisk.Operation.WRITE, path, real.position());
    } catch (IOException e) {
      real.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
      throw e;
    }
    return real.write(bytes);
  }

  @Override
  public void force(boolean metadata) throws IOException {
    disk.check(FullDisk.Operation.SYNC, path, real.size());
    real.force(metadata);
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
  public FileChannel truncate(long size) throws IOException {
    real.truncate(size);
    return this;
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    try {
      disk.check(FullDisk.Operation.WRITE, path, position);
    } catch (IOException e) {
      real.write(bytes.slice(bytes.position(), bytes.remaining() / 2), position);
      throw e;
    }
    return real.write(bytes, position);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
