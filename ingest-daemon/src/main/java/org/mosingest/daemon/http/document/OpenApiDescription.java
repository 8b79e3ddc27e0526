package org.mosingest.daemon.http.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.LimitOption;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.runs.RunOptionsJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API's description of itself: what is written down, and the options as they are declared. */
public final class OpenApiDescription {

  private OpenApiDescription() {}

  /** OpenAPI, as UTF-8. */
  public static byte[] json() {
    JsonNode description = JsonMapper.shared().readTree(written());
    ObjectNode schemas = (ObjectNode) description.at("/components/schemas");
    ObjectNode stored = (ObjectNode) schemas.get("Options");
    ObjectNode submitted = (ObjectNode) schemas.get("Submission");
    for (Option<?> option : CorpusOption.ALL) {
      put(stored, option.jsonKey(), property(option));
      put(submitted, option.jsonKey(), property(option));
      for (String alias : option.aliases()) {
        Map<String, Object> property = new LinkedHashMap<>(option.type().schema());
        property.put("description", "another name of " + option.key() + "; give one of them");
        put(submitted, Option.key(alias), property);
      }
    }
    ObjectNode change = (ObjectNode) schemas.get("LimitsChange");
    LimitOption.ALL.forEach(option -> put(change, option.jsonKey(), property(option)));
    stored.set("required", JsonMapper.shared().valueToTree(alwaysThere()));
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(description);
  }

  private static void put(ObjectNode schema, String key, Map<String, Object> property) {
    ((ObjectNode) schema.get("properties")).set(key, JsonMapper.shared().valueToTree(property));
  }

  private static Map<String, Object> property(Option<?> option) {
    Map<String, Object> property = new LinkedHashMap<>(option.type().schema());
    property.put("description", option.description());
    return property;
  }

  /** What every run's options tell, whatever was given. */
  private static Collection<String> alwaysThere() {
    OptionValues patient = OptionValues.NONE.with(CorpusOption.OFFLINE_WAIT, RunOptions.FOR_EVER);
    return RunOptionsJson.write(RunOptions.of(patient)).propertyNames();
  }

  private static byte[] written() {
    String name = "/org/mosingest/daemon/http/openapi.json";
    try (InputStream in = OpenApiDescription.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program is incomplete: " + name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
