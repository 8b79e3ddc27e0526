package org.mosingest.daemon.known;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Hears from the kernel which files of one folder are opened, by whatever process: Linux's inotify.
 * What happened before {@link #opened} is called has been heard then.
 */
public final class OpenWatch implements AutoCloseable {

  private static final int IN_NONBLOCK = 0x800;
  private static final int IN_OPEN = 0x20;
  private static final int IN_Q_OVERFLOW = 0x4000;
  private static final int IN_ISDIR = 0x40000000;

  /** {@code struct inotify_event}: int wd, uint32_t mask, cookie, len, then the name. */
  private static final int HEAD = 16;

  private static final int BUFFER = 1 << 16;

  private final int descriptor;

  /** Watches the files of a folder, those below its sub-folders not included. */
  public OpenWatch(Path folder) throws IOException {
    this.descriptor = (int) call("inotify_init1", IN_NONBLOCK);
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle add =
          handle(
              "inotify_add_watch",
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT);
      int watch = (int) add.invokeExact(descriptor, arena.allocateFrom(folder.toString()), IN_OPEN);
      if (descriptor < 0 || watch < 0) {
        throw new IOException("cannot watch " + folder);
      }
    } catch (IOException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError("inotify", e);
    }
  }

  /**
   * The names of the files that were opened since this was last asked. The kernel counts no
   * repetitions.
   */
  public Set<String> opened() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER, 8);
      MethodHandle read =
          handle(
              "read",
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG);
      for (long length = read(read, buffer); length > 0; length = read(read, buffer)) {
        for (long at = 0; at < length; ) {
          int mask = buffer.get(ValueLayout.JAVA_INT, at + 4);
          int nameLength = buffer.get(ValueLayout.JAVA_INT, at + 12);
          if ((mask & IN_Q_OVERFLOW) != 0) {
            throw new IOException("more files were opened than the kernel keeps for us");
          }
          if ((mask & IN_ISDIR) == 0) {
            names.add(buffer.getString(at + HEAD, UTF_8));
          }
          at += HEAD + nameLength;
        }
      }
    }
    return names;
  }

  private long read(MethodHandle read, MemorySegment buffer) {
    try {
      return (long) read.invokeExact(descriptor, buffer, (long) BUFFER);
    } catch (Throwable e) {
      throw new LinkageError("read", e);
    }
  }

  @Override
  public void close() {
    var _ = call("close", descriptor);
  }

  private static Object call(String name, int argument) {
    try {
      return handle(name, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT).invoke(argument);
    } catch (Throwable e) {
      throw new LinkageError(name, e);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }
}
