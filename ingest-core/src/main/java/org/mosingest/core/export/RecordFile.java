package org.mosingest.core.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mosingest.core.export.file.ExportedFile;
import org.mosingest.core.export.rows.RowSource;
import org.mosingest.core.export.split.LeakProof;
import org.mosingest.core.export.split.MosBins;
import org.mosingest.core.export.split.SplitRequest;
import org.mosingest.core.row.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file beside an export that tells how it came about. It holds no time and no folder, so that
 * the same rows and options give the same bytes anywhere.
 */
public final class RecordFile {

  /** What a record calls itself. */
  public static final String SCHEMA = "ingest-export-v1";

  /** What a record's name has after the export's. */
  public static final String SUFFIX = ".export.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final JsonMapper PLAIN = new JsonMapper();

  private RecordFile() {}

  /**
   * What is told within a file whose format has a place for it: {@code ingest.export}, the record
   * but for the files, and {@code ingest.replay_manifests}, an array of what tells how the inputs
   * came about.
   *
   * @throws IOException if a replay manifest cannot be read
   */
  static Map<String, String> facts(ExportRequest request, RowSource source, ExportReport report)
      throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("ingest.export", PLAIN.writeValueAsString(record(request, source, report)));
    List<JsonNode> manifests = new ArrayList<>();
    for (Path manifest : request.origin().provenance()) {
      manifests.add(PLAIN.readTree(Files.readAllBytes(manifest)));
    }
    if (!manifests.isEmpty()) {
      facts.put("ingest.replay_manifests", PLAIN.writeValueAsString(manifests));
    }
    return facts;
  }

  /** The record as JSON. */
  static byte[] of(ExportRequest request, RowSource source, ExportReport report) {
    Map<String, Object> record = record(request, source, report);
    record.put("files", files(report));
    return (JSON.writeValueAsString(record).replace("\r\n", "\n") + "\n").getBytes(UTF_8);
  }

  private static Map<String, Object> record(
      ExportRequest request, RowSource source, ExportReport report) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("schema", SCHEMA);
    record.put("version", request.version());
    record.put("format", request.format().name().toLowerCase(Locale.ROOT));
    record.put("inputs", inputs(source));
    record.put("rows", report.rows());
    record.put("left_out_lines", report.leftOut());
    if (request.format() == ExportFormat.WEBDATASET) {
      Map<String, Object> shards = new LinkedHashMap<>();
      shards.put("size_bytes", request.shards().sizeBytes());
      shards.put("shuffled", request.shards().shuffled());
      shards.put("seed", request.split().seed());
      record.put("shards", shards);
    }
    report.proof().ifPresent(proof -> record.put("split", split(request.split(), report, proof)));
    return record;
  }

  private static List<Map<String, Object>> files(ExportReport report) {
    List<Map<String, Object>> files = new ArrayList<>();
    for (ExportedFile file : report.files()) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("name", name(file.path()));
      if (!file.part().isEmpty()) {
        told.put("part", file.part());
      }
      told.put("rows", file.rows());
      told.put("size_bytes", file.sizeBytes());
      told.put("sha256", file.sha256().hex());
      files.add(told);
    }
    return files;
  }

  private static List<Map<String, Object>> inputs(RowSource source) {
    List<Map<String, Object>> inputs = new ArrayList<>();
    List<Sha256> hashes = source.hashes();
    for (int i = 0; i < hashes.size(); i++) {
      Map<String, Object> input = new LinkedHashMap<>();
      input.put("name", name(source.inputs().get(i)));
      input.put("sha256", hashes.get(i).hex());
      inputs.add(input);
    }
    return inputs;
  }

  private static Map<String, Object> split(
      SplitRequest request, ExportReport report, LeakProof proof) {
    Map<String, Object> split = new LinkedHashMap<>();
    split.put("split", request.text());
    split.put("seed", request.seed());
    split.put("group", request.grouping().pattern());
    split.put("mos_bins", MosBins.COUNT);
    List<Map<String, Object>> parts = new ArrayList<>();
    for (PartSummary part : report.parts()) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("name", part.name());
      told.put("rows", part.rows());
      told.put("mos_mean", part.meanMos());
      parts.add(told);
    }
    split.put("parts", parts);
    Map<String, Object> proved = new LinkedHashMap<>();
    proved.put("hashes", proof.hashes());
    proved.put("hashes_in_two_parts", 0);
    proved.put("groups", proof.groups());
    proved.put("groups_in_two_parts", 0);
    proved.put("rows_in_no_group", proof.alone());
    split.put("proof", proved);
    return split;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
