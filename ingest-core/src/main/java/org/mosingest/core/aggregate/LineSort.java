package org.mosingest.core.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of lines in bounded memory: what is too much is sorted in parts on the disk, and
 * the parts are merged. Not thread-safe.
 */
final class LineSort implements AutoCloseable {

  /** More parts would take too many open files. */
  private static final int MOST_PARTS = 64;

  private final Path folder;
  private final long mostChars;
  private final List<Path> parts = new ArrayList<>();
  private List<String> held = new ArrayList<>();
  private long chars;
  private int made;

  /** Is given the lines in order. */
  @FunctionalInterface
  interface Each {
    void line(String line) throws IOException;
  }

  /**
   * An empty one.
   *
   * @param folder where parts are put; the caller's to remove
   * @param mostChars how many characters are held in memory
   */
  LineSort(Path folder, long mostChars) {
    this.folder = folder;
    this.mostChars = mostChars;
  }

  /** Adds a line, which holds no line feed. */
  void add(String line) throws IOException {
    held.add(line);
    chars += line.length() + 32L;
    if (chars > mostChars) {
      spill();
    }
  }

  /** Gives all lines in order, smallest first; the same when it is called again. */
  void forEach(Each each) throws IOException {
    if (parts.isEmpty()) {
      held.sort(null);
      for (String line : held) {
        each.line(line);
      }
      return;
    }
    if (!held.isEmpty()) {
      spill();
    }
    merge(each);
  }

  private void spill() throws IOException {
    held.sort(null);
    List<String> lines = held;
    held = new ArrayList<>();
    chars = 0;
    write(
        writer -> {
          for (String line : lines) {
            writer.line(line);
          }
        });
    if (parts.size() >= MOST_PARTS) {
      List<Path> old = List.copyOf(parts);
      write(this::merge);
      parts.removeAll(old);
      for (Path part : old) {
        Files.delete(part);
      }
    }
  }

  /** Something that gives lines. */
  @FunctionalInterface
  private interface Lines {
    void to(Each each) throws IOException;
  }

  private void write(Lines lines) throws IOException {
    Path part = folder.resolve("part-" + made++);
    try (BufferedWriter out = Files.newBufferedWriter(part, UTF_8)) {
      lines.to(
          line -> {
            out.write(line);
            out.write('\n');
          });
    }
    parts.add(part);
  }

  private record Head(String line, BufferedReader rest) {}

  private void merge(Each each) throws IOException {
    List<BufferedReader> readers = new ArrayList<>();
    try {
      PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::line));
      for (Path part : parts) {
        BufferedReader reader = Files.newBufferedReader(part, UTF_8);
        readers.add(reader);
        next(reader, heads);
      }
      for (Head head = heads.poll(); head != null; head = heads.poll()) {
        each.line(head.line());
        next(head.rest(), heads);
      }
    } finally {
      for (BufferedReader reader : readers) {
        reader.close();
      }
    }
  }

  private static void next(BufferedReader reader, PriorityQueue<Head> heads) throws IOException {
    @Nullable String line = reader.readLine();
    if (line != null) {
      heads.add(new Head(line, reader));
    }
  }

  @Override
  public void close() throws IOException {
    for (Path part : parts) {
      Files.deleteIfExists(part);
    }
    parts.clear();
  }
}
