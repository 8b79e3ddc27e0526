package org.mosingest.daemon.runs;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mosingest.core.corpus.ManifestRequest;
import org.mosingest.core.options.Redo;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.profile.BadDeclarationException;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.row.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run's options as JSON: what a submission says, and what a service keeps. An option {@code
 * --min-rows} is the key {@code min_rows}; what is not given has the default of the command line,
 * but that a service waits for a network without end.
 */
public final class RunOptionsJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> KEYS =
      Set.of(
          "corpus",
          "corpus_declaration",
          "full",
          "konvid_dir",
          "corpus_dir",
          "manifest_csv",
          "output",
          "manifest_out",
          "progress_path",
          "clips_subdir",
          "corpus_version",
          "attrition_warn_threshold",
          "download_timeout_s",
          "max_rows",
          "min_rows",
          "retries",
          "retry_failed",
          "refetch_broken",
          "recheck",
          "offline_wait_s");

  /** What all runs of a service share. A program to execute must never come with a submission. */
  private static final Set<String> SERVICE_KEYS =
      Set.of(
          "downloads",
          "probes",
          "per_host",
          "limit_rate",
          "min_free",
          "ffprobe_bin",
          "curl_bin",
          "log_level");

  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(7);

  private RunOptionsJson() {}

  /**
   * Reads a submission. Relative paths stay relative.
   *
   * @param json UTF-8
   * @throws BadOptionsException if it is no JSON object, or anything in it is unknown, of the wrong
   *     type or out of range
   */
  public static RunOptions read(byte[] json) throws BadOptionsException {
    JsonNode object;
    try {
      object = JSON.readTree(json);
    } catch (JacksonException e) {
      throw new BadOptionsException(
          List.of("this is not JSON: " + Text.printable(e.getOriginalMessage())));
    }
    if (!object.isObject()) {
      throw new BadOptionsException(List.of("a submission is a JSON object"));
    }
    OptionFields fields = new OptionFields(object);
    object.propertyNames().stream()
        .filter(key -> !KEYS.contains(key))
        .sorted()
        .forEach(key -> refuse(key, fields));
    Corpus corpus = corpus(fields);
    Optional<Path> folder = fields.path("konvid_dir");
    Optional<Path> alias = fields.path("corpus_dir");
    if (folder.isPresent() && alias.isPresent()) {
      fields.problem("corpus_dir: it is another name of konvid_dir; give one of them");
    }
    RunOptions.Builder builder =
        RunOptions.of(corpus, folder.or(() -> alias).orElse(corpus.defaultFolder()))
            .manifestCsv(fields.path("manifest_csv").orElse(null))
            .output(fields.path("output").orElse(null))
            .manifestOut(fields.path("manifest_out").orElse(null))
            .progressPath(fields.path("progress_path").orElse(null))
            .corpusVersion(fields.text("corpus_version").orElse(null))
            .offlineWait(
                fields
                    .seconds("offline_wait_s", Duration.ZERO, RunOptions.FOR_EVER)
                    .orElse(RunOptions.FOR_EVER))
            .maxRows(fields.integer("max_rows", 0).orElse(null))
            .minRows(fields.integer("min_rows", 0).orElse(null))
            .retryFailed(fields.pattern("retry_failed").orElse(null))
            .refetchBroken(fields.pattern("refetch_broken").orElse(null))
            .recheck(fields.flag("recheck"));
    fields.path("clips_subdir").ifPresent(name -> builder.clipsSubdir(name.toString()));
    fields.share("attrition_warn_threshold").ifPresent(builder::attritionWarnThreshold);
    fields
        .seconds("download_timeout_s", Duration.ZERO, LONGEST_TIMEOUT)
        .map(timeout -> timeout.isZero() ? RunOptions.FOR_EVER : timeout)
        .ifPresent(builder::downloadTimeout);
    fields.integer("retries", 0).ifPresent(builder::retries);
    return built(builder, fields);
  }

  /**
   * Reads what {@link #write} wrote, by an older version too: its patterns could hold what these
   * cannot, and such a one, which has done its work when a run begins, is left out.
   *
   * @throws BadOptionsException as {@link #read} does, for anything else
   */
  static RunOptions readStored(byte[] json) throws BadOptionsException {
    try {
      return read(json);
    } catch (BadOptionsException e) {
      if (JSON.readTree(json) instanceof ObjectNode object && object.has("retry_failed")) {
        object.remove("retry_failed");
        return read(JSON.writeValueAsBytes(object));
      }
      throw e;
    }
  }

  private static RunOptions built(RunOptions.Builder builder, OptionFields fields)
      throws BadOptionsException {
    try {
      RunOptions options = builder.build();
      if (fields.problems().isEmpty()) {
        return options;
      }
    } catch (IllegalArgumentException e) {
      fields.problem(String.valueOf(e.getMessage()));
    }
    throw new BadOptionsException(fields.problems());
  }

  private static void refuse(String key, OptionFields fields) {
    fields.problem(
        SERVICE_KEYS.contains(key)
            ? key
                + ": not part of a submission; it is a start option of the daemon, --"
                + key.replace('_', '-')
            : Text.printable(key)
                + ": no such option; there are "
                + String.join(", ", KEYS.stream().sorted().toList()));
  }

  private static Corpus corpus(OptionFields fields) {
    boolean _ = fields.flag("full");
    Optional<String> declaration = fields.text("corpus_declaration");
    if (declaration.isPresent()) {
      return declared(declaration.get(), fields);
    }
    String id = fields.text("corpus").orElse(KnownCorpora.standard().id());
    Optional<Corpus> known = KnownCorpora.byId(id);
    if (known.isEmpty()) {
      fields.problem("corpus: '" + Text.printable(id) + "' is not one of " + KnownCorpora.ids());
    }
    return known.orElse(KnownCorpora.standard());
  }

  /** A corpus of the submitter's own; the run keeps its declaration. */
  private static Corpus declared(String declaration, OptionFields fields) {
    try {
      Corpus corpus = KnownCorpora.declared(declaration, "corpus_declaration");
      Optional<String> id = fields.text("corpus");
      if (id.isPresent() && !id.get().equals(corpus.id())) {
        fields.problem(
            "corpus: '"
                + Text.printable(id.get())
                + "' is not the declared one, '"
                + corpus.id()
                + "'; leave it out");
      }
      return corpus;
    } catch (BadDeclarationException e) {
      e.problems().forEach(problem -> fields.problem("corpus_declaration:" + problem));
      return KnownCorpora.standard();
    }
  }

  /** All options, defaults filled in, so that {@link #read} gives the same again. */
  public static ObjectNode write(RunOptions options) {
    ManifestRequest manifest = options.manifest();
    ObjectNode json = JSON.createObjectNode();
    json.put("corpus", options.corpus().id());
    if (!options.corpus().declaration().builtIn()) {
      json.put("corpus_declaration", options.corpus().declaration().text());
    }
    json.put("konvid_dir", options.folder().toString());
    manifest.manifestCsv().ifPresent(csv -> json.put("manifest_csv", csv.toString()));
    json.put("output", options.output().toString());
    json.put("manifest_out", options.manifestOut().toString());
    json.put("progress_path", options.progressPath().toString());
    json.put("clips_subdir", manifest.clipsSubdir());
    json.put("corpus_version", options.corpusVersion());
    json.put("attrition_warn_threshold", options.attritionWarnThreshold());
    json.put(
        "download_timeout_s",
        options.downloadTimeout().equals(RunOptions.FOR_EVER)
            ? BigDecimal.ZERO
            : seconds(options.downloadTimeout()));
    manifest.maxRows().ifPresent(rows -> json.put("max_rows", rows));
    json.put("min_rows", manifest.minRows());
    json.put("retries", options.retries());
    Redo redo = options.redo();
    redo.retryFailed().ifPresent(pattern -> json.put("retry_failed", pattern.toString()));
    redo.refetchBroken().ifPresent(pattern -> json.put("refetch_broken", pattern.toString()));
    json.put("recheck", redo.recheck());
    if (!options.offlineWait().equals(RunOptions.FOR_EVER)) {
      json.put("offline_wait_s", seconds(options.offlineWait()));
    }
    return json;
  }

  private static BigDecimal seconds(Duration duration) {
    BigDecimal plain = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }
}
