package org.mosingest.transfer;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import org.mosingest.core.testkit.Change;
import org.mosingest.core.testkit.DiskView;

/**
 * The real disk, but one operation on files with one ending fails as a full disk does, until there
 * is {@link #room()}.
 */
public final class FullDisk extends DiskView {

  /** What may fail. */
  public enum Operation {
    MAKE_FOLDER,
    CREATE,
    WRITE,
    TRUNCATE,
    SYNC,
    RENAME,
    DELETE
  }

  private final Operation failing;
  private final String ending;
  private final long after;
  private boolean full = true;

  /**
   * A full disk.
   *
   * @param ending of the name of the file, or folder, that the operation fails on
   * @param after how many bytes can be written before
   */
  public FullDisk(Operation failing, String ending, long after) {
    super(FileSystems.getDefault().provider());
    this.failing = failing;
    this.ending = ending;
    this.after = after;
  }

  /** From now on there is room. */
  public void room() {
    full = false;
  }

  @Override
  protected <T> T change(Change change, Effect<T> effect) throws IOException {
    if (change instanceof Change.Mark) {
      // Such a disk has no attributes: each record is a file.
      throw noSpace(change);
    }
    if (full && operation(change) == failing && change.path().toString().endsWith(ending)) {
      if (!(change instanceof Change.Write write)) {
        throw noSpace(change);
      }
      if (write.position() >= after) {
        // Half of it first, as real ones do.
        write.bytes().limit(write.bytes().position() + write.bytes().remaining() / 2);
        T _ = effect.make();
        throw noSpace(change);
      }
    }
    return effect.make();
  }

  private static IOException noSpace(Change change) {
    return new FileSystemException(change.path().toString(), null, "No space left on device");
  }

  private static Operation operation(Change change) {
    return switch (change) {
      case Change.MakeFolder _ -> Operation.MAKE_FOLDER;
      case Change.Create _ -> Operation.CREATE;
      case Change.Write _ -> Operation.WRITE;
      case Change.Truncate _ -> Operation.TRUNCATE;
      case Change.Sync _ -> Operation.SYNC;
      case Change.Move _ -> Operation.RENAME;
      case Change.Delete _ -> Operation.DELETE;
      case Change.Mark _ -> throw new IllegalArgumentException(change + " has failed before");
    };
  }
}
