package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.yaml.YamlDocument;
import org.mosingest.core.yaml.YamlNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code --croissant} and {@code --card}: what is said of an export is in the vocabulary, and true.
 */
@Timeout(300)
final class DescriptionTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Path VOCABULARY =
      Path.of("src/test/resources/org/mosingest/cli/croissant-1.1.schema.json");

  @TempDir Path temporary;
  private ExportBed bed;
  private Path croissant;

  @BeforeEach
  void makeRows() throws IOException {
    bed = new ExportBed(temporary);
    croissant = temporary.resolve("croissant.json");
  }

  private JsonNode described(String format, String output, String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of("--croissant", croissant.toString()));
    options.addAll(List.of(more));
    bed.exported(format, output, options.toArray(String[]::new));
    return JSON.readTree(Files.readString(croissant));
  }

  @ParameterizedTest
  @CsvSource({
    "csv, rows 1.csv, ''",
    "csv, rows.csv, 'train=0.6,val=0.2,test=0.2'",
    "parquet, rows.parquet, kfold=4",
    "labels, labels.txt, ''",
    "labels, labels.txt, 'train=0.8,test=0.2'",
    "pyiqa, meta.csv, 'train=0.8,test=0.2'",
    "qalign, pairs.json, 'train=0.8,test=0.2'",
    "videofolder, metadata.jsonl, 'train=0.8,test=0.2'",
    "webdataset, shards, 'train=0.8,test=0.2'"
  })
  void eachFormatIsDescribedInTheVocabularyAndTruly(String format, String output, String split)
      throws Exception {
    JsonNode dataset =
        split.isEmpty() ? described(format, output) : described(format, output, "--split", split);

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.readTree(Files.readString(VOCABULARY)))
                .validate(dataset))
        .isEmpty();
    Set<String> ids = new HashSet<>();
    Set<String> references = new HashSet<>();
    dataset.properties().stream()
        .filter(entry -> !entry.getKey().equals("@context"))
        .forEach(entry -> collect(entry.getValue(), ids, references));
    assertThat(ids).containsAll(references);
    assertThat(dataset.get("citeAs").asString()).contains("KonVid-150k");
    assertThat(dataset.get("datePublished").asString()).isEqualTo("2021");
    assertThat(dataset.at("/creator/0/name").asString()).contains("Götz-Hahn");
    for (JsonNode file : dataset.get("distribution")) {
      if (file.get("@type").asString().equals("cr:FileObject")) {
        Path named = Path.of(croissant.toUri().resolve(file.get("contentUrl").asString()));
        byte[] bytes = Files.readAllBytes(named);
        assertThat(file.get("sha256").asString())
            .isEqualTo(HexFormat.of().formatHex(Sha256.newDigest().digest(bytes)));
        assertThat(file.get("contentSize").asString()).isEqualTo(bytes.length + " B");
      }
    }
    boolean parts = !split.isEmpty();
    assertThat(dataset.at("/recordSet/0/@id").asString()).isEqualTo(parts ? "splits" : "rows");
    assertThat(dataset.at("/recordSet/0/dataType").asString("")).isEqualTo(parts ? "cr:Split" : "");
  }

  /** An object with an id and nothing else refers to another. */
  private static void collect(JsonNode node, Set<String> ids, Set<String> references) {
    if (node.isObject() && node.has("@id")) {
      if (node.size() == 1) {
        references.add(node.get("@id").asString());
      } else {
        assertThat(ids.add(node.get("@id").asString())).as("twice: " + node.get("@id")).isTrue();
      }
    }
    node.forEach(child -> collect(child, ids, references));
  }

  @Test
  void fieldsAreFoundWhereTheyAreSaidToBe() throws Exception {
    JsonNode table = described("csv", "rows.csv", "--split", "train=0.5,test=0.5");
    List<String> header =
        List.of(Files.readAllLines(temporary.resolve("rows.csv")).getFirst().split(",", -1));
    List<String> columns = new ArrayList<>();
    table
        .at("/recordSet/1/field")
        .forEach(field -> columns.add(field.at("/source/extract/column").asString()));
    assertThat(columns).isEqualTo(header);

    JsonNode labels = described("labels", "labels.txt", "--force");
    JsonNode row = bed.json().getFirst();
    String line = Files.readAllLines(temporary.resolve("labels.txt")).getFirst();
    List<String> found = new ArrayList<>();
    for (JsonNode field : labels.at("/recordSet/0/field")) {
      Matcher matcher =
          Pattern.compile(field.at("/source/transform/regex").asString()).matcher(line);
      assertThat(matcher.find()).isTrue();
      found.add(matcher.group(1));
    }
    assertThat(found)
        .containsExactly(
            "clips/" + row.get("src").asString(), "8.0", "29.97", row.get("mos").asString());
  }

  @Test
  void termsThatAreNoneAreFound() throws Exception {
    JsonNode dataset = described("csv", "rows.csv");
    ((ObjectNode) dataset.get("distribution").get(0)).put("md6", "x");

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.readTree(Files.readString(VOCABULARY)))
                .validate(dataset))
        .isNotEmpty();
  }

  @Test
  void aCardTellsAHubWhereTheRowsAreAndUnderWhichTerms() throws Exception {
    Path card = temporary.resolve("README.md");
    bed.exported(
        "webdataset", "shards", "--split", "train=0.8,test=0.2", "--card", card.toString());

    String text = Files.readString(card);
    assertThat(text).startsWith("---\n").contains("\n---\n");
    String front = text.substring(4, text.indexOf("\n---\n"));
    JsonNode yaml = JSON.valueToTree(plain(YamlDocument.read(front).root()));
    assertThat(yaml.get("license").asString()).isEqualTo("other");
    assertThat(yaml.get("license_name").asString()).isEqualTo("not stated by the distributor");
    assertThat(yaml.at("/size_categories/0").asString()).isEqualTo("n<1K");
    assertThat(yaml.at("/configs/0/data_files/0").toString())
        .isEqualTo("{\"split\":\"train\",\"path\":\"shards/train-*.tar\"}");
    assertThat(yaml.at("/configs/0/data_files/1/path").asString()).isEqualTo("shards/test-*.tar");
    assertThat(text)
        .contains("# KonViD-150k (Götz-Hahn")
        .contains("300 clips with their mean opinion scores, on a scale from 1.0 to 5.0")
        .contains("each of 100 groups of clips of one source is in one part only");
  }

  @Test
  void aCardSpeaksOfSourcesOnlyWhereTheyWereLookedFor() throws Exception {
    Path card = temporary.resolve("README.md");
    bed.exported("csv", "rows.csv", "--split", "kfold=2", "--group", "", "--card", card.toString());

    assertThat(Files.readString(card))
        .contains("each content (SHA-256) is in one part only")
        .contains("Clips of one source were not checked for.");
  }

  @Test
  void aPublicLicenceIsNamedByItsPage() throws Exception {
    bed.write(
        List.of(
            ExportBed.row("a.mp4", "a".getBytes(UTF_8), 3)
                .replace("\"konvid-150k\"", "\"youtube-ugc\"")));
    JsonNode dataset =
        described("csv", "rows.csv", "--corpus", "youtube-ugc", "--input", bed.rows().toString());

    assertThat(dataset.get("license").asString())
        .isEqualTo("https://creativecommons.org/licenses/by/3.0/");
    assertThat(dataset.get("url").asString()).isEqualTo("https://media.withyoutube.com");
  }

  @Test
  void rowsOfAnotherCorpusAreNotDescribedAsThisOnes() throws Exception {
    bed.write(
        List.of(
            ExportBed.row("a.mp4", "a".getBytes(UTF_8), 3).replace("\"konvid-150k\"", "\"lsvq\"")));

    CommandResult refused = bed.export("csv", "rows.csv", "--croissant", croissant.toString());

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("there are rows of [lsvq]");
    assertThat(croissant).doesNotExist();
    assertThat(temporary.resolve("rows.csv")).doesNotExist();
  }

  @Test
  void aDescriptionThatIsThereIsReplacedOnlyByForce() throws Exception {
    Files.writeString(croissant, "mine");

    assertThat(bed.export("csv", "rows.csv", "--croissant", croissant.toString()).status())
        .isEqualTo(2);
    assertThat(croissant).hasContent("mine");
  }

  private static Object plain(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar(int _, String text) -> text;
      case YamlNode.Items(int _, List<YamlNode> items) ->
          items.stream().map(DescriptionTest::plain).toList();
      case YamlNode.Keys(int _, Map<String, YamlNode> entries) -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        entries.forEach((key, value) -> plain.put(key, plain(value)));
        yield plain;
      }
    };
  }
}
