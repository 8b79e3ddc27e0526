package org.mosingest.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReplayManifestTest {

  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  private Path target;

  @BeforeEach
  void nameTheTarget() {
    target = folder.resolve("rows.jsonl.manifest.json");
  }

  @Test
  void documentHasItsSchemaAndParts() throws IOException {
    JsonNode document = written(Map.of(), Map.of());

    assertThat(document.propertyNames())
        .containsExactly("config", "corpus", "run_provenance", "schema", "stats");
    assertThat(document.at("/schema").asString()).isEqualTo("konvid-150k-corpus-jsonl-manifest-v1");
    assertThat(document.at("/corpus").asString()).isEqualTo("konvid-150k");
    assertThat(document.at("/stats/written").asInt()).isEqualTo(3);
    JsonNode provenance = document.at("/run_provenance");
    assertThat(provenance.propertyNames())
        .containsExactly("args", "argv", "entrypoint", "inputs", "outputs", "schema");
    assertThat(provenance.at("/schema").asString()).isEqualTo("ai-run-provenance-v1");
    assertThat(provenance.at("/argv/1").asString()).isEqualTo("a/b");
  }

  @Test
  void keysAreSortedOnEveryLevelAndTextIsPlain() throws IOException {
    JsonNode document = written(Map.of(), Map.of());
    List<String> unsorted = new ArrayList<>();
    collectUnsorted(document, unsorted);

    assertThat(unsorted).isEmpty();
    assertThat(Files.readString(target)).contains("\"a/b\"", "\"é🎬\"").endsWith("}\n");
  }

  private static void collectUnsorted(JsonNode node, List<String> unsorted) {
    List<String> names = List.copyOf(node.propertyNames());
    if (!names.equals(names.stream().sorted().toList())) {
      unsorted.addAll(names);
    }
    node.forEach(child -> collectUnsorted(child, unsorted));
  }

  @Test
  void filesAreHashedFoldersAndMissingOnesAreNot() throws IOException {
    Path csv = Files.writeString(folder.resolve("manifest.csv"), "abc");
    JsonNode inputs =
        written(
                Map.of(
                    "manifest_csv",
                    csv,
                    "corpus_dir",
                    folder,
                    "progress_path",
                    folder.resolve("none")),
                Map.of())
            .at("/run_provenance/inputs");

    assertThat(inputs.propertyNames())
        .containsExactly("corpus_dir", "manifest_csv", "progress_path");
    assertThat(inputs.at("/manifest_csv"))
        .isEqualTo(
            JsonMapper.shared()
                .valueToTree(
                    Map.of("path", csv.toString(), "exists", true, "kind", "file", "sha256", ABC)));
    assertThat(inputs.at("/corpus_dir"))
        .isEqualTo(
            JsonMapper.shared()
                .valueToTree(
                    Map.of("path", folder.toString(), "exists", true, "kind", "directory")));
    assertThat(inputs.at("/progress_path"))
        .isEqualTo(
            JsonMapper.shared()
                .valueToTree(
                    Map.of(
                        "path",
                        folder.resolve("none").toString(),
                        "exists",
                        false,
                        "kind",
                        "missing")));
  }

  @Test
  void itDescribesItselfAsAFileWithoutAHash() throws IOException {
    Files.writeString(target, "of an earlier run");
    for (Path spelling : List.of(target, folder.resolve("./x/../rows.jsonl.manifest.json"))) {
      JsonNode self =
          written(Map.of(), Map.of("manifest", spelling)).at("/run_provenance/outputs/manifest");

      assertThat(self.at("/exists").asBoolean()).isTrue();
      assertThat(self.at("/kind").asString()).isEqualTo("file");
      assertThat(self.at("/sha256").isNull()).as("the hash for %s", spelling).isTrue();
    }
  }

  @Test
  void sameRunGivesTheSameBytes() throws IOException {
    written(Map.of(), Map.of("jsonl", folder.resolve("none"), "manifest", target));
    byte[] first = Files.readAllBytes(target);
    written(Map.of(), Map.of("manifest", target, "jsonl", folder.resolve("none")));

    assertThat(Files.readAllBytes(target)).isEqualTo(first);
  }

  @Test
  void refusedWriteLeavesTheOldOne() throws IOException {
    Files.writeString(target, "old");
    Files.createDirectory(folder.resolve("rows.jsonl.manifest.json.tmp"));

    assertThatThrownBy(() -> manifest(Map.of(), Map.of()).write(target))
        .isInstanceOf(IOException.class);
    assertThat(target).hasContent("old");
  }

  @Test
  void itsFolderIsMade() throws IOException {
    manifest(Map.of(), Map.of()).write(folder.resolve("new/deep/m.json"));

    assertThat(folder.resolve("new/deep/m.json")).isNotEmptyFile();
  }

  private JsonNode written(Map<String, Path> inputs, Map<String, Path> outputs) throws IOException {
    manifest(inputs, outputs).write(target);
    return JsonMapper.shared().readTree(Files.readString(target));
  }

  private static ReplayManifest manifest(Map<String, Path> inputs, Map<String, Path> outputs) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("pools", new LinkedHashMap<>(Map.of("probes", 2, "downloads", 16, "per_host", 8)));
    config.put("clips_subdir", "é🎬");
    return new ReplayManifest(
        "konvid-150k",
        Map.of("written", 3, "dedups", 0, "attrition_pct", 0.1),
        config,
        "ingest run",
        List.of("--output", "a/b"),
        Map.of("output", "a/b", "max_rows", 3),
        inputs,
        outputs);
  }
}
