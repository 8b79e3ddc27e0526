package org.mosingest.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.paths.WrittenFile.Kind;
import org.mosingest.core.row.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sidecar that tells how an output came about: what was counted, with which settings, from
 * which files to which files.
 *
 * @param corpus the corpus's id
 * @param stats the run's counts
 * @param config the settings that shape the rows
 * @param entrypoint what was started
 * @param argv its arguments, as given
 * @param args its options, as understood
 * @param inputs the files and folders read, by role
 * @param outputs the files written, by role; the sidecar itself under {@code manifest}
 */
public record ReplayManifest(
    String corpus,
    Map<String, ?> stats,
    Map<String, ?> config,
    String entrypoint,
    List<String> argv,
    Map<String, ?> args,
    Map<String, Path> inputs,
    Map<String, Path> outputs) {

  private static final String SCHEMA = "-corpus-jsonl-manifest-v1";

  /** Longer than any that this program writes. */
  private static final long LONGEST = 16L << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /**
   * Writes it atomically, keys sorted, hashing the files it names.
   *
   * @throws IOException if a file cannot be read or the sidecar not be written
   */
  public void write(Path target) throws IOException {
    Map<String, Object> document = new TreeMap<>();
    document.put("schema", corpus + SCHEMA);
    document.put("corpus", corpus);
    document.put("stats", stats);
    document.put("config", config);
    write(target, document);
  }

  /**
   * Writes the same of what is no run over a corpus.
   *
   * @param said the keys beside {@code run_provenance}, {@code schema} among them
   * @throws IOException if a file cannot be read or the sidecar not be written
   */
  public void write(Path target, Map<String, Object> said) throws IOException {
    Map<String, Object> provenance = new TreeMap<>();
    provenance.put("schema", "ai-run-provenance-v1");
    provenance.put("entrypoint", entrypoint);
    provenance.put("argv", argv);
    provenance.put("args", args);
    provenance.put("inputs", described(inputs, target));
    provenance.put("outputs", described(outputs, target));
    Map<String, Object> document = new TreeMap<>(said);
    document.put("run_provenance", provenance);
    Files.createDirectories(target.toAbsolutePath().resolveSibling(""));
    DurableFiles.replace(target, (JSON.writeValueAsString(document) + "\n").getBytes(UTF_8));
  }

  /**
   * Whether a file may be replaced by a replay manifest: it is one, or empty.
   *
   * @throws IOException if it cannot be read
   */
  public static Kind kindOf(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      return Kind.FOREIGN;
    }
    byte[] bytes = Files.readAllBytes(file);
    if (new String(bytes, UTF_8).isBlank()) {
      return Kind.OWN;
    }
    try {
      JsonNode document = JSON.readTree(bytes);
      return document.path("schema").asString("").endsWith(SCHEMA)
              || document.path("run_provenance").isObject()
          ? Kind.OWN
          : Kind.FOREIGN;
    } catch (JacksonException e) {
      return Kind.FOREIGN;
    }
  }

  /**
   * How many rows the run was to take at most; empty for all, or where no run has finished or the
   * file cannot be understood.
   *
   * @throws IOException if it is there and cannot be read
   */
  public static OptionalInt maxRowsOf(Path file) throws IOException {
    return configured(file, "max_rows");
  }

  /**
   * The floor on data rows that held for the run; empty where no run has finished or the file
   * cannot be understood.
   *
   * @throws IOException if it is there and cannot be read
   */
  public static OptionalInt minRowsOf(Path file) throws IOException {
    return configured(file, "min_csv_rows");
  }

  private static OptionalInt configured(Path file, String key) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
      return OptionalInt.empty();
    }
    try {
      JsonNode rows = JSON.readTree(Files.readAllBytes(file)).path("config").path(key);
      return rows.isInt() && rows.asInt() >= 0 ? OptionalInt.of(rows.asInt()) : OptionalInt.empty();
    } catch (JacksonException e) {
      return OptionalInt.empty();
    }
  }

  private static Map<String, Object> described(Map<String, Path> files, Path self)
      throws IOException {
    Map<String, Object> described = new TreeMap<>();
    for (Map.Entry<String, Path> entry : files.entrySet()) {
      boolean isSelf = plain(entry.getValue()).equals(plain(self));
      described.put(entry.getKey(), describe(entry.getValue(), isSelf));
    }
    return described;
  }

  private static Path plain(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static Map<String, @Nullable Object> describe(Path path, boolean self)
      throws IOException {
    Map<String, @Nullable Object> described = new TreeMap<>();
    described.put("path", path.toString());
    if (self) {
      // It exists once it can be read; its own hash it cannot hold.
      described.put("exists", true);
      described.put("kind", "file");
      described.put("sha256", null);
    } else if (Files.isRegularFile(path)) {
      described.put("exists", true);
      described.put("kind", "file");
      described.put("sha256", hash(path));
    } else {
      boolean folder = Files.isDirectory(path);
      described.put("exists", folder);
      described.put("kind", folder ? "directory" : "missing");
    }
    return described;
  }

  private static String hash(Path file) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return Sha256.finish(digest).hex();
  }
}
