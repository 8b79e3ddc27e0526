package org.mosingest.core.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.paths.WrittenFile.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells what an aggregation wrote from all other files: it is replaced as a whole, so that a run's
 * rows in its place would be lost.
 */
public final class AggregateFiles {

  /** What an aggregation's replay manifest has for its {@code schema}. */
  public static final String SCHEMA = "mos-corpus-aggregate-manifest-v1";

  /** Longer than any row and any replay manifest of an aggregation. */
  private static final int LOOKED_AT = 1 << 20;

  private AggregateFiles() {}

  /**
   * Whether a file is an aggregation, by its first line, or empty.
   *
   * @throws IOException if it cannot be read
   */
  public static Kind rows(Path output) throws IOException {
    Optional<String> first = begins(output).lines().filter(line -> !line.isBlank()).findFirst();
    return first.isEmpty() || parsed(first.get()).path("aggregated_at_utc").isString()
        ? Kind.OWN
        : Kind.FOREIGN;
  }

  /**
   * Whether a file is an aggregation's replay manifest, or empty.
   *
   * @throws IOException if it cannot be read
   */
  public static Kind replay(Path manifest) throws IOException {
    String text = begins(manifest);
    return text.isBlank() || parsed(text).path("schema").asString("").equals(SCHEMA)
        ? Kind.OWN
        : Kind.FOREIGN;
  }

  private static String begins(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LOOKED_AT), UTF_8);
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      return JsonMapper.shared().missingNode();
    }
  }
}
