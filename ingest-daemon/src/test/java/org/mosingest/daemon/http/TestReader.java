package org.mosingest.daemon.http;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.mosingest.core.corpus.Corpus;
import org.mosingest.daemon.run.RunOptions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the few keys that the tests need. */
final class TestReader implements Submission.Reader {

  private static final Map<String, BiConsumer<RunOptions.Builder, String>> KEYS =
      Map.of(
          "manifest_csv", (to, text) -> to.manifestCsv(Path.of(text)),
          "output", (to, text) -> to.output(Path.of(text)),
          "manifest_out", (to, text) -> to.manifestOut(Path.of(text)),
          "progress_path", (to, text) -> to.progressPath(Path.of(text)),
          "clips_subdir", RunOptions.Builder::clipsSubdir,
          "corpus_version", RunOptions.Builder::corpusVersion);

  @Override
  public Submission read(byte[] json) {
    JsonNode body;
    try {
      body = JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      return new Submission.Invalid(List.of("no JSON: " + e.getOriginalMessage()));
    }
    List<String> problems = new ArrayList<>();
    try {
      RunOptions.Builder options = RunOptions.of(Corpus.KONVID_150K, Path.of(body.path("konvid_dir").asString("konvid")));
      body.properties().forEach(
          field -> {
            BiConsumer<RunOptions.Builder, String> set = KEYS.get(field.getKey());
            if (set != null && field.getValue().isString()) {
              set.accept(options, field.getValue().stringValue());
            } else if (!field.getKey().equals("konvid_dir")) {
              problems.add("unknown key, or of the wrong type: " + field.getKey());
            }
          });
      return problems.isEmpty() ? new Submission.Valid(options.build()) : new Submission.Invalid(problems);
    } catch (InvalidPathException e) {
      return new Submission.Invalid(List.of("no path: " + e.getReason()));
    }
  }
}
