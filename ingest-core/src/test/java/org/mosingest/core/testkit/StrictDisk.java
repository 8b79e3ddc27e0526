package org.mosingest.core.testkit;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

/** The real disk, but it takes no name with a question mark or a colon, as exFAT. */
public final class StrictDisk extends DiskView {

  private static final Pattern REFUSED = Pattern.compile("[?:]");

  private final boolean saysInvalid;

  /**
   * A disk.
   *
   * @param saysInvalid whether it refuses as the kernel does, with {@code Invalid argument}, or as
   *     FUSE's exFAT, as if the folder were missing
   */
  public StrictDisk(boolean saysInvalid) {
    super(FileSystems.getDefault().provider());
    this.saysInvalid = saysInvalid;
  }

  @Override
  protected <T> T change(Change change, Effect<T> effect) throws IOException {
    if (change instanceof Change.Create create
        && REFUSED.matcher(String.valueOf(create.path().getFileName())).find()) {
      String path = create.path().toString();
      throw saysInvalid
          ? new FileSystemException(path, null, "Invalid argument")
          : new NoSuchFileException(path);
    }
    return effect.make();
  }
}
