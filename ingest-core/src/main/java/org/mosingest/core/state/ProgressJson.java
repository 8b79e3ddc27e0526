package org.mosingest.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.paths.WrittenFile.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The shape of {@code .download-progress.json}: {@code {"NAME": {"state": "done"}, "NAME":
 * {"state": "failed", "reason": "..."}}}, an entry a line. A failure that is to be tried again, and
 * has not been yet, has {@code "retry": true} too.
 */
final class ProgressJson {

  /** What a stream holds behind an object is for others to read. */
  static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

  private static final String STATE = "state";
  private static final String REASON = "reason";
  private static final String RETRY = "retry";

  private ProgressJson() {}

  /**
   * The entries; empty if the bytes are not a JSON object.
   *
   * @throws IOException if they cannot be read
   */
  static Optional<ClipStates> read(InputStream bytes) throws IOException {
    ClipStates states = new ClipStates();
    Source source = new Source(bytes);
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), source)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        json.nextToken();
        states.put(key, readState(json));
      }
      return json.nextToken() == null ? Optional.of(states) : Optional.empty();
    } catch (JacksonException e) {
      source.requireRead();
      return Optional.empty();
    }
  }

  /** Tells bytes that cannot be read from bytes that are no JSON: the parser does not. */
  private static final class Source extends FilterInputStream {
    private @Nullable IOException fault;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return super.read(into, offset, length);
      } catch (IOException e) {
        fault = e;
        throw e;
      }
    }

    void requireRead() throws IOException {
      if (fault != null) {
        throw fault;
      }
    }
  }

  /** What other files of this program begin with: a row, a failure, a replay manifest. */
  private static final Set<String> OTHERS = Set.of("src_sha256", "bytes_so_far", "run_provenance");

  /** What a file is by its content, of which only the first JSON object counts. */
  static Kind kindOf(InputStream bytes) throws IOException {
    boolean entries = false;
    boolean empty = true;
    Source source = new Source(bytes);
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), source)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Kind.STRANGE;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        if (OTHERS.contains(json.currentName())) {
          return Kind.FOREIGN;
        }
        empty = false;
        entries |= json.nextToken() == JsonToken.START_OBJECT && isEntry(json);
        json.skipChildren();
      }
      return (empty || entries) && json.nextToken() == null ? Kind.OWN : Kind.STRANGE;
    } catch (JacksonException e) {
      source.requireRead();
      return Kind.STRANGE;
    }
  }

  /** Whether the object that the parser stands at the start of, and reads to its end, is one. */
  private static boolean isEntry(JsonParser json) {
    boolean state = false;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean named = json.currentName().equals(STATE);
      state |= json.nextToken() == JsonToken.VALUE_STRING && named;
      json.skipChildren();
    }
    return state;
  }

  /** Reads the value that the parser stands at the start of, to its end. */
  static ClipState readState(JsonParser json) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return new ClipState.Other(text(json), "");
    }
    String state = "";
    String reason = "";
    boolean retry = false;
    Map<String, String> known = new LinkedHashMap<>();
    StringBuilder extras = new StringBuilder();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      boolean string = token == JsonToken.VALUE_STRING;
      switch (name) {
        case STATE -> {
          state = string ? json.getString() : "";
          known.put(name, text(json));
        }
        case REASON -> {
          reason = string ? json.getString() : "";
          known.put(name, text(json));
        }
        case RETRY -> {
          retry = token == JsonToken.VALUE_TRUE;
          known.put(name, text(json));
        }
        default -> appendMember(extras, name, text(json));
      }
    }
    String more = extras.toString();
    return switch (state) {
      case "done" -> new ClipState.Done(more);
      case "failed" -> new ClipState.Failed(reason, retry, more);
      default -> {
        StringBuilder all = new StringBuilder();
        known.forEach((name, value) -> appendMember(all, name, value));
        all.append(all.isEmpty() || more.isEmpty() ? "" : ", ").append(more);
        yield new ClipState.Other("{" + all + "}", more);
      }
    };
  }

  private static void appendMember(StringBuilder out, String name, String value) {
    out.append(out.isEmpty() ? "" : ", ");
    appendQuoted(out, name);
    out.append(": ").append(value);
  }

  /** The value that the parser stands at, on one line. */
  private static String text(JsonParser json) {
    StringBuilder out = new StringBuilder();
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      appendQuoted(out, json.getString());
      return out.toString();
    }
    StringWriter writer = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), writer)) {
      generator.copyCurrentStructureExact(json);
    }
    return writer.toString();
  }

  static void write(ClipStates states, OutputStream to) throws IOException {
    StringBuilder out = new StringBuilder("{");
    String separator = "\n  ";
    for (Map.Entry<String, ClipState> entry : states.entrySet()) {
      out.append(separator);
      appendEntry(out, entry.getKey(), Optional.of(entry.getValue()));
      separator = ",\n  ";
      if (out.length() > PIECE) {
        to.write(out.toString().getBytes(UTF_8));
        out.setLength(0);
      }
    }
    to.write(out.append(states.isEmpty() ? "}\n" : "\n}\n").toString().getBytes(UTF_8));
  }

  /** So many characters are written at once. */
  private static final int PIECE = 1 << 14;

  /** Appends {@code "NAME": {"state": ...}}, or {@code "NAME": null} where there is no state. */
  static void appendEntry(StringBuilder out, String key, Optional<ClipState> state) {
    appendQuoted(out, key);
    out.append(": ");
    if (state.isEmpty()) {
      out.append("null");
      return;
    }
    switch (state.get()) {
      case ClipState.Done(String extras) -> end(out.append("{\"state\": \"done\""), extras);
      case ClipState.Failed(String reason, boolean retry, String extras) -> {
        out.append("{\"state\": \"failed\", \"reason\": ");
        appendQuoted(out, reason);
        end(out.append(retry ? ", \"retry\": true" : ""), extras);
      }
      case ClipState.Other(String value, var _) -> out.append(value);
    }
  }

  private static void end(StringBuilder out, String extras) {
    out.append(extras.isEmpty() ? "" : ", ").append(extras).append('}');
  }

  /**
   * By hand, since no text may be refused here: a reason quotes what servers and programs say, and
   * may hold a lone surrogate, which UTF-8 cannot hold and a JSON escape can.
   */
  private static void appendQuoted(StringBuilder out, String text) {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      out.append(text, plain, i).append('\\');
      if (c == '"' || c == '\\') {
        out.append(c);
      } else {
        out.append(String.format("u%04x", (int) c));
      }
      plain = i + 1;
    }
    out.append(text, plain, text.length()).append('"');
  }
}
