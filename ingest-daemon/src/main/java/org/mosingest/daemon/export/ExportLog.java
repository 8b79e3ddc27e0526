package org.mosingest.daemon.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.state.DurableFiles;

/**
 * Where a service has put exports, so that it finds them again after a restart: the number, the
 * run's id and the record's path of each, on a line. Not safe for many threads.
 */
final class ExportLog {

  private static final int MOST = 1000;

  /** A line. */
  record Entry(long number, String run, Path record) {}

  private final Path file;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * The log in a state folder; lines that are none are passed over.
   *
   * @throws IOException if it is there and cannot be read
   */
  ExportLog(Path stateFolder) throws IOException {
    this.file = stateFolder.resolve("exports.tsv");
    if (Files.isRegularFile(file)) {
      for (String line : new String(Files.readAllBytes(file), UTF_8).split("\n", -1)) {
        String[] cells = line.split("\t", 3);
        if (cells.length == 3 && cells[0].matches("[0-9]{1,18}") && cells[2].indexOf('\0') < 0) {
          entries.add(new Entry(Long.parseLong(cells[0]), cells[1], Path.of(cells[2])));
        }
      }
    }
  }

  /** A number that no export had. */
  long nextNumber() {
    return entries.isEmpty() ? 1 : entries.getLast().number() + 1;
  }

  /** Notes an export, which may have the place of an earlier one. */
  void add(Entry entry) throws IOException {
    entries.removeIf(earlier -> earlier.record().equals(entry.record()));
    entries.add(entry);
    if (entries.size() > MOST) {
      entries.removeFirst();
    }
    StringBuilder lines = new StringBuilder();
    for (Entry each : entries) {
      // A path with a line feed would not be found again.
      if (!each.record().toString().contains("\n")) {
        lines
            .append(each.number())
            .append('\t')
            .append(each.run())
            .append('\t')
            .append(each.record())
            .append('\n');
      }
    }
    DurableFiles.replace(file, lines.toString().getBytes(UTF_8));
  }

  /** Records of a run's exports. */
  List<Path> recordsOf(String run) {
    return entries.stream()
        .filter(entry -> entry.run().equals(run))
        .map(Entry::record)
        .distinct()
        .toList();
  }
}
