package org.mosingest.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mosingest.core.row.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/**
 * The decisions made since the snapshot was last written.
 *
 * <p>Format: a first line with the SHA-256 of the snapshot that the journal continues, then a line {@code {"NAME": {"state":
 * ...}}} for each decision. A last line without its line feed is torn and ignored. Each decision is with the operating
 * system when {@link #append} returns, and on the disk at most 50 decisions later.
 *
 * <p>Not safe for use by several threads at once.
 */
final class ProgressJournal implements AutoCloseable {

  private static final int HASH_LENGTH = 64;

  private final Path file;

  /** No channel: that would be closed for good under the first interrupted thread that decides a clip. */
  private final RandomAccessFile open;

  private int decisions;

  private ProgressJournal(Path file, RandomAccessFile open) {
    this.file = file;
    this.open = open;
  }

  /** The decisions of a journal that continues exactly this snapshot; none if it continues another or is not there. */
  static Map<String, ClipState> read(Path file, byte[] snapshot) throws IOException {
    Map<String, ClipState> states = new LinkedHashMap<>();
    if (Files.notExists(file)) {
      return states;
    }
    byte[] bytes = Files.readAllBytes(file);
    byte[] header = header(snapshot);
    if (bytes.length < header.length || !Arrays.equals(bytes, 0, header.length, header, 0, header.length)) {
      return states;
    }
    int start = header.length;
    for (int i = start; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        readDecision(bytes, start, i - start, states);
        start = i + 1;
      }
    }
    return states;
  }

  private static void readDecision(byte[] bytes, int offset, int length, Map<String, ClipState> into) {
    try (JsonParser json = ProgressJson.JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      if (json.nextToken() == JsonToken.START_OBJECT && json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        if (json.nextToken() == JsonToken.START_OBJECT) {
          ProgressJson.readState(json).ifPresent(state -> into.put(key, state));
        }
      }
    } catch (JacksonException e) {
      // A line that a power loss left half on the disk: the clip is decided again.
    }
  }

  /** An empty journal that continues the snapshot. */
  static ProgressJournal begin(Path file, byte[] snapshot) throws IOException {
    RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
    try {
      ProgressJournal journal = new ProgressJournal(file, open);
      journal.restart(snapshot);
      return journal;
    } catch (IOException e) {
      open.close();
      throw e;
    }
  }

  /** Drops all decisions: the snapshot holds them now. */
  void restart(byte[] snapshot) throws IOException {
    open.setLength(0);
    write(header(snapshot));
    decisions = 0;
  }

  /** How many decisions the journal holds. */
  int decisions() {
    return decisions;
  }

  void append(String key, ClipState state) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    try (JsonGenerator json = ProgressJson.JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeName(key);
      ProgressJson.writeState(json, state);
      json.writeEndObject();
    }
    line.write('\n');
    write(line.toByteArray());
    decisions++;
    if (decisions % DownloadProgress.MOST_UNSAVED == 0) {
      open.getFD().sync();
    }
  }

  private void write(byte[] bytes) throws IOException {
    open.seek(open.length());
    open.write(bytes);
  }

  private static byte[] header(byte[] snapshot) {
    String hash = Sha256.of(Sha256.newDigest().digest(snapshot)).hex();
    byte[] line = (hash + "\n").getBytes(UTF_8);
    assert line.length == HASH_LENGTH + 1;
    return line;
  }

  /** Removes the file: to be called when the snapshot holds all decisions, or keeps what it has if there are any. */
  @Override
  public void close() throws IOException {
    open.close();
    if (decisions == 0) {
      Files.deleteIfExists(file);
    }
  }
}
