package org.mosingest.core.state;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The shape of {@code .download-progress.json}: {@code {"NAME": {"state": "done"}, "NAME": {"state": "failed", "reason":
 * "..."}}}, an entry a line.
 */
final class ProgressJson {

  static final JsonFactory JSON = new JsonFactory();

  private ProgressJson() {}

  /** The entries with a known state; empty if the bytes are not a JSON object. Entries that are no objects are dropped. */
  static Optional<Map<String, ClipState>> read(byte[] bytes) {
    Map<String, ClipState> states = new HashMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        if (json.nextToken() == JsonToken.START_OBJECT) {
          readState(json).ifPresent(state -> states.put(key, state));
        } else {
          json.skipChildren();
        }
      }
      return json.nextToken() == null ? Optional.of(states) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Reads the object that the parser stands at the start of, to its end. */
  static Optional<ClipState> readState(JsonParser json) {
    String state = "";
    String reason = "";
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        switch (name) {
          case "state" -> state = json.getString();
          case "reason" -> reason = json.getString();
          default -> {}
        }
      } else {
        json.skipChildren();
      }
    }
    return switch (state) {
      case "done" -> Optional.of(ClipState.Done.DONE);
      case "failed" -> Optional.of(new ClipState.Failed(reason));
      default -> Optional.empty();
    };
  }

  static byte[] write(SortedMap<String, ClipState> states) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 + states.size() * 64);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      for (Map.Entry<String, ClipState> entry : states.entrySet()) {
        json.writeRaw("\n  ");
        json.writeName(entry.getKey());
        writeState(json, entry.getValue());
      }
      json.writeRaw(states.isEmpty() ? "" : "\n");
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return out.toByteArray();
  }

  static void writeState(JsonGenerator json, ClipState state) {
    json.writeStartObject();
    switch (state) {
      case ClipState.Done done -> json.writeStringProperty("state", "done");
      case ClipState.Failed(String reason) -> {
        json.writeStringProperty("state", "failed");
        json.writeStringProperty("reason", reason);
      }
    }
    json.writeEndObject();
  }
}
