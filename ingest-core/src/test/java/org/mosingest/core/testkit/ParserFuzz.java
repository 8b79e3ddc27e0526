package org.mosingest.core.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What must hold of a parser whatever bytes it is given. A subclass says it in {@link #holds}, and
 * hands a {@link FuzzTest} named {@code fuzz} to {@link #guarded}; its seeds lie in the resource
 * folder {@code <Class>Inputs/fuzz}, words that its format knows in {@link DictionaryEntries} (none
 * with a line feed: Jazzer's dictionary has a word a line). Inputs that once failed are seeds too.
 *
 * <p>The default suite tries the seeds and some hundred mutants of them, the same ones each time.
 * With the profile {@code fuzz}, Jazzer searches for as long as it is given, led by the code that
 * an input reaches.
 */
public abstract class ParserFuzz {

  /**
   * Far more than any parser needs for inputs of some kilobytes; CPU time, so that a busy machine
   * is no fault.
   */
  private static final long MOST_CPU_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long MOST_ALLOCATED = 512L << 20;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Fails if the parser does something with the input that it must not. */
  protected abstract void holds(byte[] input) throws Exception;

  /** How many mutants the default suite tries; fewer where one costs more. */
  protected int mutants() {
    return 1000;
  }

  /** {@link #holds}, and neither time nor memory without bounds. */
  protected final void guarded(byte[] input) throws Exception {
    if (!isModest(input)) {
      // The first time, classes are loaded and instrumented on this thread's account.
      assertThat(isModest(input)).as("less than 5 s of CPU and 512 MB allocated").isTrue();
    }
  }

  private boolean isModest(byte[] input) throws Exception {
    long cpu = THREADS.getCurrentThreadCpuTime();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    holds(input);
    return THREADS.getCurrentThreadAllocatedBytes() - allocated < MOST_ALLOCATED
        && THREADS.getCurrentThreadCpuTime() - cpu < MOST_CPU_NANOS;
  }

  /**
   * A folder for files, in memory where the system has that: a sync costs nothing there. Gone when
   * the JVM ends.
   */
  protected static Path scratch() throws IOException {
    Path memory = Path.of("/dev/shm");
    Path folder =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "fuzz")
            : Files.createTempDirectory("fuzz");
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> delete(folder)));
    return folder;
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless the text may go to a log line or a terminal as it is. */
  protected static void assertPrintable(String text) {
    assertThat(text.codePoints().map(Character::getType))
        .as("types of the characters of %s", text)
        .doesNotContain(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.SURROGATE,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR);
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void holdsForSeedsAndTheirMutants() throws Exception {
    List<byte[]> seeds = seeds();
    assertThat(seeds).as("seeds of " + getClass().getSimpleName()).isNotEmpty();
    for (byte[] seed : seeds) {
      tried(seed);
    }
    Mutation mutation =
        new Mutation(new SplittableRandom(getClass().getSimpleName().hashCode()), seeds, words());
    for (int i = 0; i < mutants(); i++) {
      tried(mutation.next());
    }
  }

  private void tried(byte[] input) {
    try {
      guarded(input);
    } catch (Exception | AssertionError | StackOverflowError e) {
      throw new AssertionError(
          "with the input (in Base64) " + Base64.getEncoder().encodeToString(input), e);
    }
  }

  private List<byte[]> seeds() throws IOException, URISyntaxException {
    URL folder = getClass().getResource(getClass().getSimpleName() + "Inputs/fuzz");
    if (folder == null) {
      return List.of();
    }
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    return seeds;
  }

  private List<byte[]> words() throws NoSuchMethodException {
    DictionaryEntries[] entries =
        getClass()
            .getDeclaredMethod("fuzz", byte[].class)
            .getAnnotationsByType(DictionaryEntries.class);
    return Arrays.stream(entries)
        .flatMap(e -> Arrays.stream(e.value()))
        .map(word -> word.getBytes(UTF_8))
        .toList();
  }
}
