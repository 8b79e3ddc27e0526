package org.mosingest.cli.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosingest.core.analysis.CorpusReport;
import org.mosingest.core.content.ContentTally;
import org.mosingest.core.export.found.FoundExport;
import org.mosingest.core.jsonl.RowJson;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The report's figures as a JSON document: what is no number, such as the open end of a bin, is
 * {@code null}.
 */
final class JsonPage {

  private static final String SCHEMA = "ingest-report-v1";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .addMixIn(CorpusReport.Books.class, FlatBooks.class)
          .addMixIn(ContentTally.Distributions.class, FlatDistributions.class)
          .addModule(
              new SimpleModule()
                  .addSerializer(double.class, new FiniteOnly())
                  .addSerializer(Double.class, new FiniteOnly()))
          .build();

  private JsonPage() {}

  static String of(Report report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", SCHEMA);
    document.put("corpus", report.corpus());
    document.put("output", report.output());
    document.put("made_at_utc", RowJson.utcSeconds(report.made()));
    document.put("version", report.version());
    document.put("bias_verdict", report.verdict());
    document.put("headline", report.headline());
    document.put("figures", report.figures());
    document.put("exports", report.exports().stream().map(JsonPage::export).toList());
    Map<String, String> provenance = new LinkedHashMap<>();
    report.provenance().facts().forEach(fact -> provenance.put(fact.name(), fact.value()));
    document.put("provenance", provenance);
    return JSON.writeValueAsString(document) + "\n";
  }

  private static Map<String, Object> export(FoundExport export) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("output", export.output().toString());
    told.put("record", export.record().toString());
    told.put("format", export.format());
    told.put("split", export.split());
    told.put("rows", export.rows());
    List<Map<String, Object>> files = new ArrayList<>();
    for (FoundExport.FoundFile file : export.files()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("path", file.path().toString());
      one.put("part", file.part());
      one.put("rows", file.rows());
      one.put("size_bytes", file.sizeBytes());
      one.put("sha256", file.sha256());
      one.put("there", file.there());
      files.add(one);
    }
    told.put("files", files);
    return told;
  }

  /** The document is flat where the figures are grouped. */
  interface FlatBooks {
    @JsonUnwrapped
    CorpusReport.Outcomes outcomes();

    @JsonUnwrapped
    CorpusReport.OutputLines output();
  }

  /** The same for what the rows hold. */
  interface FlatDistributions {
    @JsonUnwrapped
    ContentTally.Counted counted();
  }

  /** JSON has no infinity. */
  private static final class FiniteOnly extends StdSerializer<Double> {
    FiniteOnly() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }
}
