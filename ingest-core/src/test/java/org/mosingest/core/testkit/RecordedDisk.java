package org.mosingest.core.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The real disk, of which every change below one folder is written down in the order in which it
 * was made. Thread-safe: two changes never happen at the same time.
 */
public final class RecordedDisk extends DiskView {

  private final Path root;
  private final List<Change> steps = new ArrayList<>();

  /** A view that records what is done below this folder of the real disk. */
  public RecordedDisk(Path root) {
    super(FileSystems.getDefault().provider());
    this.root = root;
  }

  /** What was done so far; a write holds just the bytes that were written. */
  public synchronized List<Change> steps() {
    return List.copyOf(steps);
  }

  @Override
  protected synchronized <T> T change(Change change, Effect<T> effect) throws IOException {
    Change.Write before = change instanceof Change.Write write ? copy(write) : null;
    int room = before == null ? 0 : ((Change.Write) change).bytes().remaining();
    T made = effect.make();
    if (change.path().startsWith(root)) {
      if (change instanceof Change.Write write && before != null) {
        before.bytes().limit(room - write.bytes().remaining());
        steps.add(before);
      } else {
        steps.add(change);
      }
    }
    return made;
  }

  private static Change.Write copy(Change.Write write) {
    ByteBuffer bytes = ByteBuffer.allocate(write.bytes().remaining());
    bytes.put(write.bytes().duplicate()).flip();
    return new Change.Write(write.path(), write.position(), bytes);
  }
}
