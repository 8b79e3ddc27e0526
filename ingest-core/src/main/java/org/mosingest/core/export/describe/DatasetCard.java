package org.mosingest.core.export.describe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.export.file.ExportedFile;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.row.Counted;
import tools.jackson.databind.json.JsonMapper;

/**
 * A card for a hub: Markdown after a block of YAML in the terms of <a
 * href="https://huggingface.co/docs/hub/datasets-cards">Hugging Face's dataset cards</a>.
 */
final class DatasetCard {

  private static final JsonMapper JSON = new JsonMapper();
  private static final long[] SIZES = {
    1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };
  private static final List<String> SIZE_NAMES =
      List.of("1K", "10K", "100K", "1M", "10M", "100M", "1B");

  private DatasetCard() {}

  /**
   * The card.
   *
   * @param place the file that it is for, from whose folder files are named
   */
  static byte[] of(Corpus corpus, Described described, Path place) {
    List<String> lines = new ArrayList<>();
    frontMatter(lines, corpus, described, place);
    lines.addAll(
        List.of(
            "",
            "# " + corpus.about().title(),
            "",
            Counted.of(described.rows(), "clip with its", "clips with their")
                + " mean opinion scores, on a scale from "
                + corpus.scale().lowest()
                + " to "
                + corpus.scale().highest()
                + ". The clips are available from "
                + corpus.about().source()
                + "; their licence: "
                + CorpusFacts.licenceName(corpus)
                + "."));
    if (!corpus.about().citation().isBlank()) {
      lines.addAll(List.of("", "Cite: " + corpus.about().citation()));
    }
    lines.addAll(
        List.of("", "## Files", "", "| file | rows | bytes | SHA-256 |", "|---|--:|--:|---|"));
    for (ExportedFile file : described.files()) {
      lines.add(
          "| `"
              + file.path().getFileName()
              + "` | "
              + file.rows()
              + " | "
              + file.sizeBytes()
              + " | `"
              + file.sha256().hex()
              + "` |");
    }
    if (!described.parts().isEmpty()) {
      lines.addAll(List.of("", "## Split", "", "| part | rows |", "|---|--:|"));
      described.rowsOfPart().forEach((part, rows) -> lines.add("| " + part + " | " + rows + " |"));
      lines.addAll(
          List.of(
              "",
              described.groups() > 0
                  ? "No two parts share a clip: each content (SHA-256) and each of "
                      + Counted.of(described.groups(), "group")
                      + " of clips of one source is in one part only."
                  : "No two parts share a clip: each content (SHA-256) is in one part only. Clips"
                      + " of one source were not checked for.",
              "Clips that only look alike were not checked for."));
    }
    lines.addAll(List.of("", "## Fields", "", "| field | type | meaning |", "|---|---|---|"));
    for (RowField field : RowField.of(described.encoding(), described.layout())) {
      lines.add(
          "| `"
              + field.name()
              + "` | "
              + field.dataTypes().getFirst().substring("sc:".length())
              + " | "
              + field.about()
              + " |");
    }
    lines.addAll(List.of("", "Made by `ingest export`, version " + described.version() + ".", ""));
    return String.join("\n", lines).getBytes(UTF_8);
  }

  private static void frontMatter(
      List<String> lines, Corpus corpus, Described described, Path place) {
    lines.add("---");
    lines.add("pretty_name: " + quoted(corpus.about().title()));
    Optional<CorpusFacts.CreativeCommons> known = CorpusFacts.creativeCommons(corpus);
    if (known.isPresent()) {
      lines.add(
          "license: cc-"
              + known.get().kind().toLowerCase(Locale.ROOT)
              + "-"
              + known.get().version());
    } else {
      lines.add("license: other");
      lines.add("license_name: " + quoted(CorpusFacts.licenceName(corpus)));
      lines.add("license_link: " + quoted(CorpusFacts.url(corpus)));
    }
    lines.add("tags: [video-quality-assessment, mean-opinion-score]");
    lines.add("size_categories: [" + quoted(size(described.rows())) + "]");
    if (loads(described.encoding())) {
      lines.addAll(List.of("configs:", "- config_name: default", "  data_files:"));
      dataFiles(described, place)
          .forEach(
              (part, path) ->
                  lines.addAll(List.of("  - split: " + part, "    path: " + quoted(path))));
    }
    lines.add("---");
  }

  /** Whether a hub's viewer reads such files: they have names for their columns. */
  private static boolean loads(RowEncoding encoding) {
    return switch (encoding) {
      case CSV, PARQUET, PYIQA, QALIGN, JSON_LINES, SHARDS -> true;
      case LABELS -> false;
    };
  }

  /** A hub wants each file in a split; rows that are in several parts of one file are in one. */
  private static Map<String, String> dataFiles(Described described, Path place) {
    Map<String, String> files = new LinkedHashMap<>();
    for (ExportedFile file : described.files()) {
      String name = String.valueOf(file.path().getFileName());
      if (described.encoding() == RowEncoding.SHARDS && !name.endsWith(".tar")) {
        continue;
      }
      String url = Described.url(file.path(), place);
      files.putIfAbsent(
          file.part().isEmpty() ? "all" : file.part(),
          described.encoding() == RowEncoding.SHARDS
              ? url.replaceFirst("-[0-9]{6}\\.tar$", "-*.tar")
              : url);
    }
    return files;
  }

  private static String size(long rows) {
    for (int i = 0; i < SIZES.length; i++) {
      if (rows < SIZES[i]) {
        return i == 0 ? "n<1K" : SIZE_NAMES.get(i - 1) + "<n<" + SIZE_NAMES.get(i);
      }
    }
    return "n>1B";
  }

  /** A text as JSON, which YAML reads too. */
  private static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }
}
