package org.mosingest.core.export.describe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mosingest.core.export.file.ExportedFile;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.row.Counted;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The metadata of an export as JSON-LD in the vocabulary of <a
 * href="http://mlcommons.org/croissant/1.1">Croissant 1.1</a>: files with their hashes, the rows'
 * fields with their types, the split, licence and citation.
 */
final class Croissant {

  private static final String VERSION = "http://mlcommons.org/croissant/1.1";
  private static final String SPLITS = "splits";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** What the usual names of parts mean. */
  private static final Map<String, String> KINDS =
      Map.of("train", "cr:TrainingSplit", "val", "cr:ValidationSplit", "test", "cr:TestSplit");

  private static final Set<String> OF_CROISSANT =
      Set.of(
          "annotation",
          "arrayShape",
          "citeAs",
          "column",
          "containedIn",
          "equivalentProperty",
          "excludes",
          "extract",
          "field",
          "fileProperty",
          "fileObject",
          "fileSet",
          "format",
          "includes",
          "isArray",
          "isLiveDataset",
          "jsonPath",
          "key",
          "md5",
          "parentField",
          "recordSet",
          "references",
          "regex",
          "readLines",
          "sdVersion",
          "separator",
          "source",
          "subField",
          "transform",
          "unArchive",
          "value");

  private final Corpus corpus;
  private final Described described;
  private final Path place;

  private Croissant(Corpus corpus, Described described, Path place) {
    this.corpus = corpus;
    this.described = described;
    this.place = place;
  }

  /**
   * The metadata.
   *
   * @param place the file that they are for, from whose folder files are named
   */
  static byte[] of(Corpus corpus, Described described, Path place) {
    Map<String, Object> dataset = new Croissant(corpus, described, place).dataset();
    return (JSON.writeValueAsString(dataset).replace("\r\n", "\n") + "\n").getBytes(UTF_8);
  }

  private Map<String, Object> dataset() {
    Map<String, Object> dataset = new LinkedHashMap<>();
    dataset.put("@context", context());
    dataset.put("@type", "sc:Dataset");
    dataset.put("conformsTo", VERSION);
    dataset.put("name", corpus.id());
    dataset.put(
        "description",
        corpus.about().title()
            + ": "
            + Counted.of(described.rows(), "clip with its", "clips with their")
            + " mean opinion scores, on a scale from "
            + corpus.scale().lowest()
            + " to "
            + corpus.scale().highest()
            + ".");
    dataset.put("url", CorpusFacts.url(corpus));
    dataset.put("license", CorpusFacts.licence(corpus));
    if (!corpus.about().citation().isBlank()) {
      dataset.put("citeAs", corpus.about().citation());
    }
    dataset.put("creator", CorpusFacts.creators(corpus));
    dataset.put("datePublished", CorpusFacts.published(corpus, described.newest()));
    dataset.put("version", corpus.defaultVersion());
    dataset.put("keywords", List.of("video quality assessment", "mean opinion score"));
    dataset.put("distribution", distribution());
    dataset.put("recordSet", recordSets());
    return dataset;
  }

  /** Appendix 1 of the specification, in another order. */
  private static Map<String, Object> context() {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("@language", "en");
    context.put("@vocab", "http://schema.org/");
    context.put("sc", "http://schema.org/");
    context.put("cr", "http://mlcommons.org/croissant/");
    context.put("rai", "http://mlcommons.org/croissant/RAI/");
    context.put("dct", "http://purl.org/dc/terms/");
    context.put("conformsTo", "dct:conformsTo");
    context.put("data", typed("cr:data", "@json"));
    context.put("dataType", typed("cr:dataType", "@vocab"));
    context.put("examples", typed("cr:examples", "@json"));
    OF_CROISSANT.stream().sorted().forEach(term -> context.put(term, "cr:" + term));
    return context;
  }

  private static Map<String, Object> typed(String id, String type) {
    Map<String, Object> term = new LinkedHashMap<>();
    term.put("@id", id);
    term.put("@type", type);
    return term;
  }

  private List<Object> distribution() {
    List<Object> distribution = new ArrayList<>();
    List<Object> archives = new ArrayList<>();
    for (ExportedFile file : described.files()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("@type", "cr:FileObject");
      object.put("@id", id(file));
      object.put("name", String.valueOf(file.path().getFileName()));
      object.put("contentUrl", Described.url(file.path(), place));
      object.put("contentSize", file.sizeBytes() + " B");
      object.put("encodingFormat", mediaType(file));
      object.put("sha256", file.sha256().hex());
      distribution.add(object);
      if (isArchive(file)) {
        archives.add(reference(id(file)));
      }
    }
    if (!archives.isEmpty()) {
      distribution.add(members("clips", archives, "*.mp4", "video/mp4"));
      distribution.add(members("rows-json", archives, "*.json", "application/json"));
    }
    return distribution;
  }

  private static Map<String, Object> members(
      String id, List<Object> archives, String includes, String mediaType) {
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("@type", "cr:FileSet");
    set.put("@id", id);
    set.put("containedIn", archives);
    set.put("encodingFormat", mediaType);
    set.put("includes", includes);
    return set;
  }

  private List<Object> recordSets() {
    List<Object> sets = new ArrayList<>();
    if (!described.parts().isEmpty()) {
      sets.add(splits());
    }
    if (described.encoding() == RowEncoding.SHARDS) {
      sets.add(rows("rows", "", source("fileSet", "rows-json")));
      return sets;
    }
    for (ExportedFile file : described.files()) {
      sets.add(
          rows(
              file.part().isEmpty() ? "rows" : "rows-" + file.part(),
              file.part(),
              source("fileObject", id(file))));
    }
    return sets;
  }

  private Map<String, Object> splits() {
    boolean known = KINDS.keySet().containsAll(described.parts());
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("@type", "cr:RecordSet");
    set.put("@id", SPLITS);
    set.put("dataType", "cr:Split");
    set.put("key", reference(SPLITS + "/name"));
    List<Object> fields = new ArrayList<>();
    fields.add(field(SPLITS + "/name", "sc:Text"));
    if (known) {
      fields.add(field(SPLITS + "/url", "sc:URL"));
    }
    set.put("field", fields);
    List<Object> data = new ArrayList<>();
    for (String part : described.parts()) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put(SPLITS + "/name", part);
      if (known) {
        record.put(SPLITS + "/url", KINDS.get(part));
      }
      data.add(record);
    }
    set.put("data", data);
    return set;
  }

  private Map<String, Object> rows(String id, String part, Map<String, Object> from) {
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("@type", "cr:RecordSet");
    set.put("@id", id);
    List<Object> fields = new ArrayList<>();
    for (RowField row : RowField.of(described.encoding(), described.layout())) {
      Map<String, Object> field = new LinkedHashMap<>();
      field.put("@type", "cr:Field");
      field.put("@id", id + "/" + row.name());
      field.put("description", row.about());
      field.put(
          "dataType", row.dataTypes().size() == 1 ? row.dataTypes().getFirst() : row.dataTypes());
      field.put("source", extracted(from, row.extract()));
      if (row.name().equals(RowField.SPLIT)) {
        field.put("references", reference(SPLITS + "/name"));
      }
      fields.add(field);
    }
    if (!part.isEmpty()) {
      Map<String, Object> field = field(id + "/" + RowField.SPLIT, "sc:Text");
      field.put("value", part);
      field.put("references", reference(SPLITS + "/name"));
      fields.add(field);
    }
    if (described.encoding() == RowEncoding.SHARDS) {
      Map<String, Object> clip = field(id + "/clip", "sc:VideoObject");
      clip.put("source", extracted(source("fileSet", "clips"), Map.of("fileProperty", "content")));
      fields.add(clip);
    }
    set.put("field", fields);
    return set;
  }

  private static Map<String, Object> extracted(
      Map<String, Object> from, Map<String, Object> extract) {
    Map<String, Object> how = new LinkedHashMap<>(extract);
    Object regex = how.remove("regex");
    Map<String, Object> source = new LinkedHashMap<>(from);
    source.put("extract", how);
    if (regex != null) {
      source.put("transform", Map.of("regex", regex));
    }
    return source;
  }

  private static Map<String, Object> field(String id, String dataType) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("@type", "cr:Field");
    field.put("@id", id);
    field.put("dataType", dataType);
    return field;
  }

  private static Map<String, Object> source(String kind, String id) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put(kind, reference(id));
    return source;
  }

  private static Map<String, Object> reference(String id) {
    return Map.of("@id", id);
  }

  private String mediaType(ExportedFile file) {
    return described.encoding() == RowEncoding.SHARDS && !isArchive(file)
        ? RowEncoding.CSV.mediaType()
        : described.encoding().mediaType();
  }

  private static boolean isArchive(ExportedFile file) {
    return String.valueOf(file.path().getFileName()).endsWith(".tar");
  }

  private static String id(ExportedFile file) {
    return CorpusFacts.percentEncoded(String.valueOf(file.path().getFileName()));
  }
}
