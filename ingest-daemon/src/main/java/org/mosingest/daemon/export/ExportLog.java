package org.mosingest.daemon.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.export.RecordFile;
import org.mosingest.core.options.Wording;
import org.mosingest.core.state.DurableFiles;
import org.mosingest.daemon.runs.WordingJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which exports a service was asked for and what became of them, so that it can tell after a
 * restart: a JSON object on a line for each. Not safe for many threads.
 */
final class ExportLog {

  private static final int MOST = 1000;

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * An export.
   *
   * @param number its id
   * @param run whose rows it has
   * @param output its path
   * @param submitted when it was asked for, ISO 8601
   * @param temporaries where its files are while they are written
   * @param end what became of it
   */
  record Entry(
      long number,
      String run,
      String format,
      String output,
      String submitted,
      List<String> temporaries,
      End end) {

    Entry {
      Objects.requireNonNull(run);
      Objects.requireNonNull(format);
      Objects.requireNonNull(output);
      Objects.requireNonNull(submitted);
      Objects.requireNonNull(end);
      temporaries = List.copyOf(temporaries);
    }

    Path record() {
      return Path.of(output + RecordFile.SUFFIX);
    }

    Instant submittedAt() {
      return Instant.parse(submitted);
    }
  }

  /**
   * What became of an export.
   *
   * @param finished when it ended, ISO 8601; null while it is not over
   * @param note why it is so
   * @param noteParts its parts, where it names options
   */
  record End(
      ExportState state,
      @Nullable String finished,
      String note,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode noteParts) {

    static End of(ExportState state, @Nullable String finished, Wording note) {
      return new End(state, finished, note.text(), WordingJson.parts(note));
    }

    End {
      Objects.requireNonNull(state);
      Objects.requireNonNull(note);
    }

    Wording why() {
      return WordingJson.of(note, noteParts);
    }

    Optional<Instant> finishedAt() {
      return Optional.ofNullable(finished).map(Instant::parse);
    }
  }

  private final Path file;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * The log in a state folder; lines that are none are passed over.
   *
   * @throws IOException if it is there and cannot be read
   */
  ExportLog(Path stateFolder) throws IOException {
    this.file = stateFolder.resolve("exports.jsonl");
    if (Files.isRegularFile(file)) {
      for (String line : new String(Files.readAllBytes(file), UTF_8).split("\n", -1)) {
        read(line).ifPresent(entries::add);
      }
    }
  }

  private static Optional<Entry> read(String line) {
    if (line.isEmpty()) {
      return Optional.empty();
    }
    try {
      Entry entry = JSON.readValue(line, Entry.class);
      // What cannot be used is found here and not later.
      Path _ = entry.record();
      List<Path> _ = entry.temporaries().stream().map(Path::of).toList();
      Instant _ = entry.submittedAt();
      Optional<Instant> _ = entry.end().finishedAt();
      return Optional.of(entry);
    } catch (JacksonException | InvalidPathException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A number that no export had. */
  long nextNumber() {
    return entries.isEmpty() ? 1 : entries.getLast().number() + 1;
  }

  /** All, the latest last. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Notes an export, which may have the place of an earlier one. */
  void add(Entry entry) throws IOException {
    entries.removeIf(earlier -> earlier.output().equals(entry.output()));
    entries.add(entry);
    if (entries.size() > MOST) {
      entries.removeFirst();
    }
    write();
  }

  /** Notes what became of one, if it is still known. */
  void ended(long number, End end) throws IOException {
    boolean known = false;
    for (int i = 0; i < entries.size(); i++) {
      Entry each = entries.get(i);
      if (each.number() == number) {
        entries.set(
            i,
            new Entry(
                number,
                each.run(),
                each.format(),
                each.output(),
                each.submitted(),
                each.temporaries(),
                end));
        known = true;
      }
    }
    if (known) {
      write();
    }
  }

  private void write() throws IOException {
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append(JSON.writeValueAsString(entry)).append('\n'));
    DurableFiles.replace(file, lines.toString().getBytes(UTF_8));
  }
}
