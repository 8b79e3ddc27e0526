package org.mosingest.daemon.export;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mosingest.core.export.ExportFormat;
import org.mosingest.core.options.BadOptionsException;
import org.mosingest.core.options.OptionsJson;
import org.mosingest.core.options.Wording;
import org.mosingest.core.row.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An export as JSON asks for it: the options of {@code ingest export} under their keys. */
public final class ExportBody {

  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              "format",
              "output",
              "split",
              "seed",
              "group",
              "shard_size",
              "shuffle",
              "croissant",
              "card",
              "force"));

  private final ObjectNode body;
  private final List<Wording> problems = new ArrayList<>();

  private ExportBody(ObjectNode body) {
    this.body = body;
  }

  /**
   * Reads an order. Relative paths stay relative; what only the corpus can tell, such as whether it
   * has two parts, is not looked at.
   *
   * @param json UTF-8
   * @throws BadOptionsException if it is no JSON object, or anything in it is unknown, of the wrong
   *     type or out of range
   */
  public static ExportOrder read(byte[] json) throws BadOptionsException {
    ObjectNode object;
    try {
      object = OptionsJson.object(json, "an export must be a JSON object");
    } catch (IllegalArgumentException e) {
      throw new BadOptionsException(List.of(Wording.of(String.valueOf(e.getMessage()))));
    }
    return new ExportBody(object).read();
  }

  private ExportOrder read() throws BadOptionsException {
    for (String key : body.propertyNames()) {
      if (!KEYS.contains(key)) {
        problems.add(
            Wording.of(Text.printable(key) + ": no such option; the options are ")
                .and(Wording.ofKeys(KEYS)));
      }
    }
    Optional<ExportFormat> format = format();
    Optional<Path> output = path("output");
    if (output.isEmpty() && !body.hasNonNull("output")) {
      problems.add(Wording.ofKey("output", ": a path is required"));
    }
    String size = text("shard_size").orElse("");
    try {
      long _ = ShardSize.of(size);
    } catch (IllegalArgumentException e) {
      problems.add(Wording.ofKey("shard_size", ": " + e.getMessage()));
    }
    ExportOrder.SplitOrder split = new ExportOrder.SplitOrder(text("split"), seed(), text("group"));
    ExportOrder.ShardOrder shards = new ExportOrder.ShardOrder(size, flag("shuffle"));
    ExportOrder.TellOrder told = new ExportOrder.TellOrder(path("croissant"), path("card"));
    boolean force = flag("force");
    if (!problems.isEmpty() || format.isEmpty() || output.isEmpty()) {
      throw new BadOptionsException(problems);
    }
    return new ExportOrder(format.get(), output.get(), split, shards, told, force);
  }

  private Optional<ExportFormat> format() {
    List<String> names = new ArrayList<>();
    for (ExportFormat format : ExportFormat.values()) {
      names.add(format.toString());
      if (format.toString().equals(text("format").orElse("").toLowerCase(Locale.ROOT))) {
        return Optional.of(format);
      }
    }
    problems.add(Wording.ofKey("format", ": must be one of " + String.join(", ", names)));
    return Optional.empty();
  }

  private Optional<String> text(String key) {
    JsonNode value = body.path(key);
    if (value.isString()) {
      return Optional.of(value.stringValue());
    }
    if (body.hasNonNull(key)) {
      problems.add(Wording.ofKey(key, ": must be a text"));
    }
    return Optional.empty();
  }

  private Optional<Path> path(String key) {
    try {
      Optional<Path> path = text(key).map(Path::of);
      if (path.isPresent() && path.get().toString().isBlank()) {
        problems.add(Wording.ofKey(key, ": must be a path"));
        return Optional.empty();
      }
      return path;
    } catch (InvalidPathException e) {
      problems.add(
          Wording.ofKey(
              key, ": not a valid path: " + Text.printable(String.valueOf(e.getReason()))));
      return Optional.empty();
    }
  }

  private boolean flag(String key) {
    JsonNode value = body.path(key);
    if (body.hasNonNull(key) && !value.isBoolean()) {
      problems.add(Wording.ofKey(key, ": must be true or false"));
    }
    return value.isBoolean() && value.booleanValue();
  }

  private long seed() {
    JsonNode value = body.path("seed");
    if (!body.hasNonNull("seed")) {
      return 0;
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    problems.add(Wording.ofKey("seed", ": must be a whole number"));
    return 0;
  }
}
