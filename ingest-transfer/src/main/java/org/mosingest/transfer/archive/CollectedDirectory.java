package org.mosingest.transfer.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory's bytes on their way into the file that keeps them; a fault of it is no matter. */
final class CollectedDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CollectedDirectory.class);

  private final @Nullable DirectoryFile file;
  private @Nullable OutputStream out;

  CollectedDirectory(@Nullable DirectoryFile file) {
    this.file = file;
  }

  InputStream copying(InputStream in) {
    if (file == null) {
      return in;
    }
    try {
      out = DirectoryFile.anew(file.temporary());
    } catch (IOException e) {
      LOG.debug("a directory is not kept", e);
      return in;
    }
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
      }

      @Override
      public int read(byte[] into, int from, int most) throws IOException {
        int n = in.read(into, from, most);
        if (n > 0) {
          copy(into, from, n);
        }
        return n;
      }
    };
  }

  private void copy(byte[] bytes, int from, int count) {
    OutputStream to = out;
    if (to != null) {
      try {
        to.write(bytes, from, count);
      } catch (IOException e) {
        LOG.debug("a directory is not kept", e);
        close();
      }
    }
  }

  void keep(DirectoryFile.Kept kept) {
    OutputStream to = out;
    if (file == null || to == null) {
      return;
    }
    try {
      to.close();
      file.write(kept, file.temporary());
      out = null;
    } catch (IOException e) {
      LOG.debug("a directory is not kept", e);
    }
  }

  @Override
  public void close() {
    OutputStream to = out;
    out = null;
    if (to == null || file == null) {
      return;
    }
    try {
      to.close();
      Files.deleteIfExists(file.temporary());
    } catch (IOException e) {
      LOG.debug("what was kept of a directory stays", e);
    }
  }
}
