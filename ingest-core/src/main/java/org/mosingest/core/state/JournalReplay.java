package org.mosingest.core.state;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.row.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads what a {@link ProgressJournal} holds, a line at a time: that of a large corpus has millions
 * of them.
 */
final class JournalReplay {

  private JournalReplay() {}

  /** What becomes of a decision. */
  private interface Taker {
    void take(String key, Optional<ClipState> was, Optional<ClipState> state);
  }

  /**
   * Applies the decisions of a journal. Where it continues another snapshot, somebody has edited
   * the one it continued, and only decisions of entries that are as they were then count; none if
   * no entry was left.
   *
   * @param onto what the snapshot says
   * @return how many decisions were merged with an edit
   * @throws IOException if it is there and cannot be read
   */
  static int replay(Path file, Sha256 snapshot, ClipStates onto) throws IOException {
    if (Files.notExists(file)) {
      return 0;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      String first = line(in).map(bytes -> new String(bytes, ISO_8859_1) + "\n").orElse("");
      String continued = ProgressJournal.header(snapshot);
      // As earlier versions began it.
      boolean bare = first.equals(continued.replace(ProgressJournal.FORMAT, "\n"));
      if (bare || first.equals(continued)) {
        eachDecision(in, (key, _, state) -> onto.decide(key, state));
        return 0;
      }
      if (onto.isEmpty() || !first.endsWith(ProgressJournal.FORMAT)) {
        return 0;
      }
      EditMerge merge = new EditMerge();
      eachDecision(in, merge::add);
      return merge.mergeWith(onto);
    }
  }

  private static void eachDecision(InputStream in, Taker taker) throws IOException {
    for (Optional<byte[]> line = line(in); line.isPresent(); line = line(in)) {
      decision(line.get(), taker);
    }
  }

  /** The next line without its line feed; empty if there is none that has one. */
  private static Optional<byte[]> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return Optional.of(line.toByteArray());
      }
      line.write(b);
    }
    return Optional.empty();
  }

  private static void decision(byte[] line, Taker taker) {
    try (JsonParser json = ProgressJson.JSON.createParser(ObjectReadContext.empty(), line)) {
      if (json.nextToken() == JsonToken.START_OBJECT
          && json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        Optional<ClipState> state = value(json);
        Optional<ClipState> was = Optional.empty();
        if (json.nextToken() == JsonToken.PROPERTY_NAME
            && json.currentName().equals(ProgressJournal.WAS)) {
          was = value(json);
        }
        taker.take(key, was, state);
      }
    } catch (JacksonException e) {
      // A line that a power loss left half on the disk: the clip is decided again.
    }
  }

  private static Optional<ClipState> value(JsonParser json) {
    return json.nextToken() == JsonToken.VALUE_NULL
        ? Optional.empty()
        : Optional.of(ProgressJson.readState(json));
  }
}
