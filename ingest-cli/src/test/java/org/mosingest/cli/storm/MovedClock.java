package org.mosingest.cli.storm;

import static java.nio.ByteOrder.nativeOrder;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.mosingest.cli.Child;

/**
 * Another time of day for children: a few lines of C, loaded before the system's library, add a
 * number of seconds to it. The machine's own clock stays as it is, and so do the times of files and
 * the clock that nobody can set, by which a process waits. (libfaketime has Java's timed waits end
 * at once.)
 */
final class MovedClock {

  private static final String SOURCE =
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <fcntl.h>
      #include <stdlib.h>
      #include <sys/mman.h>
      #include <sys/time.h>
      #include <time.h>
      #include <unistd.h>

      static volatile long *offset;
      static int (*real)(clockid_t, struct timespec *);

      __attribute__((constructor)) static void begin(void) {
        real = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
        int file = open(getenv("CLOCK_OFFSET_FILE"), O_RDONLY);
        void *map = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
        offset = map == MAP_FAILED ? 0 : map;
        close(file);
      }

      int clock_gettime(clockid_t clock, struct timespec *now) {
        if (!real) begin();
        int result = real(clock, now);
        if (!result && offset && clock == CLOCK_REALTIME) now->tv_sec += *offset;
        return result;
      }

      int gettimeofday(struct timeval *restrict now, void *restrict zone) {
        struct timespec exact;
        (void) zone;
        int result = clock_gettime(CLOCK_REALTIME, &exact);
        now->tv_sec = exact.tv_sec;
        now->tv_usec = exact.tv_nsec / 1000;
        return result;
      }

      time_t time(time_t *now) {
        struct timespec exact;
        clock_gettime(CLOCK_REALTIME, &exact);
        if (now) *now = exact.tv_sec;
        return exact.tv_sec;
      }
      """;

  private final Optional<Path> library;
  private final Path offset;

  private MovedClock(Optional<Path> library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  /** One that is never moved. */
  static MovedClock none() {
    return new MovedClock(Optional.empty(), Path.of(""));
  }

  /** One whose files lie in this folder; never moved where there is no C compiler. */
  static MovedClock in(Path folder) throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("clock.c"), SOURCE);
    Path library = folder.resolve("clock.so");
    int status = 1;
    try {
      status =
          new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library + "", source + "", "-ldl")
              .inheritIO()
              .start()
              .waitFor();
    } catch (IOException e) {
      System.out.println("the clock is not moved: " + e.getMessage());
    }
    MovedClock clock =
        new MovedClock(
            status == 0 ? Optional.of(library) : Optional.empty(), folder.resolve("clock-offset"));
    clock.move(Duration.ZERO);
    return clock;
  }

  /** Gives a child this clock. */
  Child.Setup of(Child.Setup child) {
    return library.isEmpty()
        ? child
        : child
            .with("LD_PRELOAD", library.get().toString())
            .with("CLOCK_OFFSET_FILE", offset.toString());
  }

  /**
   * Moves it, under the children that have it, too.
   *
   * @param by how far it is off then
   * @return whether it can be moved
   */
  boolean move(Duration by) throws IOException {
    if (library.isEmpty()) {
      return false;
    }
    ByteBuffer seconds =
        ByteBuffer.allocate(Long.BYTES).order(nativeOrder()).putLong(by.toSeconds()).flip();
    try (FileChannel channel = FileChannel.open(offset, CREATE, WRITE)) {
      channel.write(seconds, 0);
    }
    return true;
  }
}
