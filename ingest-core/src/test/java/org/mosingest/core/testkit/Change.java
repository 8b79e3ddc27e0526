package org.mosingest.core.testkit;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * What is about to be done to a disk that is seen through a {@link DiskView}. Paths are those of
 * the disk beneath.
 */
public sealed interface Change {

  /** The file or folder that it is done to; of a move, the one that is moved. */
  Path path();

  /** A file is opened to be written, and made if need be. */
  record Create(Path path) implements Change {}

  /**
   * Bytes are written.
   *
   * @param position where in the file
   * @param bytes what; whoever lowers their limit has fewer written
   */
  record Write(Path path, long position, ByteBuffer bytes) implements Change {}

  /** A file is cut to a size; not called where it has that size or less. */
  record Truncate(Path path, long size) implements Change {}

  /** A file, or the names in a folder, are made to last. */
  record Sync(Path path) implements Change {}

  /** A folder is made. */
  record MakeFolder(Path path) implements Change {}

  /** A file is given another name, whatever had it before. */
  record Move(Path path, Path to) implements Change {}

  /** An attribute is put on a file, or taken from it. */
  record Mark(Path path) implements Change {}

  /** A name is taken away. */
  record Delete(Path path) implements Change {}
}
