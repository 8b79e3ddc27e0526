package org.mosingest.daemon.runs;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.options.Wording;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Words that name options, as JSON: beside the text, which holds keys, a list of its parts, {@code
 * ["lower the minimum (", {"option": "min_rows"}, ")"]}, where it names any. Stateless.
 */
public final class WordingJson {

  /** What the member with the parts is called: the text's name, and this behind it. */
  public static final String SUFFIX = "_parts";

  private static final String OPTION = "option";

  private WordingJson() {}

  /** The parts; null where no option is named, and the text says it all. */
  public static @Nullable ArrayNode parts(Wording wording) {
    if (!wording.namesOptions()) {
      return null;
    }
    ArrayNode parts = JsonMapper.shared().createArrayNode();
    for (Wording.Part part : wording.parts()) {
      switch (part) {
        case Wording.Words(String words) -> parts.add(words);
        case Wording.Key(String key) -> parts.addObject().put(OPTION, key);
      }
    }
    return parts;
  }

  /** An object's text of that name; where its parts are not told, or are none, all is words. */
  public static Wording read(JsonNode object, String name) {
    return of(object.path(name).asString(""), object.path(name + SUFFIX));
  }

  /** The same of a text and of parts that may not be there. */
  public static Wording of(String text, @Nullable JsonNode parts) {
    Wording words = Wording.of(text);
    return parts == null ? words : ofParts(parts).filter(Wording::namesOptions).orElse(words);
  }

  private static Optional<Wording> ofParts(JsonNode parts) {
    ImmutableList.Builder<Wording.Part> read = ImmutableList.builder();
    for (JsonNode part : parts) {
      if (part.isString()) {
        read.add(new Wording.Words(part.stringValue()));
      } else if (part.path(OPTION).isString()) {
        read.add(new Wording.Key(part.path(OPTION).stringValue()));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new Wording(read.build()));
  }
}
