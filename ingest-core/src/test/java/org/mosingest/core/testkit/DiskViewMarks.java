package org.mosingest.core.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;

/** The attributes of a file, each change of which is shown. */
record DiskViewMarks(DiskView disk, Path path, UserDefinedFileAttributeView real)
    implements UserDefinedFileAttributeView {

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public List<String> list() throws IOException {
    return real.list();
  }

  @Override
  public int size(String name) throws IOException {
    return real.size(name);
  }

  @Override
  public int read(String name, ByteBuffer target) throws IOException {
    return real.read(name, target);
  }

  @Override
  public int write(String name, ByteBuffer source) throws IOException {
    return disk.change(new Change.Mark(path), () -> real.write(name, source));
  }

  @Override
  public void delete(String name) throws IOException {
    Path _ =
        disk.change(
            new Change.Mark(path),
            () -> {
              real.delete(name);
              return path;
            });
  }
}
