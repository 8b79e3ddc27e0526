package org.mosingest.transfer.part;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.transfer.http.Validator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part's record as JSON: {@code
 * {"version":2,"url":"...","etag":"\"x\"","last_modified":"...","total":123,"boot_id":"...","synced":0}},
 * with {@code null} for what the server did not tell.
 */
final class PartRecordJson {

  private static final int FORMAT = 2;

  private static final JsonMapper JSON = JsonMapper.shared();

  private PartRecordJson() {}

  /** The record in these bytes; empty if this program cannot read them. */
  static Optional<PartRecord> parse(byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (root.path("version").asInt(0) != FORMAT) {
        return Optional.empty();
      }
      return Optional.of(
          new PartRecord(
              root.path("url").asString(""),
              new Validator(
                  root.path("etag").asString(""),
                  root.path("last_modified").asString(""),
                  root.path("total").isNumber() ? Math.max(-1, root.path("total").asLong()) : -1),
              root.path("boot_id").asString(""),
              root.path("synced").asLong(0)));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A record as it is stored. */
  static byte[] bytes(PartRecord record) {
    ObjectNode root = JSON.createObjectNode();
    Validator validator = record.validator();
    root.put("version", FORMAT);
    root.put("url", record.url());
    root.put("etag", text(validator.etag()));
    root.put("last_modified", text(validator.lastModified()));
    root.put("total", validator.total() < 0 ? null : validator.total());
    root.put("boot_id", record.bootId());
    root.put("synced", record.synced());
    return JSON.writeValueAsBytes(root);
  }

  private static @Nullable String text(String field) {
    return field.isEmpty() ? null : field;
  }
}
