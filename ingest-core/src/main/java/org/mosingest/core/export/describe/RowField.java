package org.mosingest.core.export.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosingest.core.export.table.TableLayout;
import org.mosingest.core.jsonl.RowSchema;

/**
 * A field of the rows that an export holds.
 *
 * @param name its name
 * @param dataTypes its types, in terms of schema.org ({@code sc:}) and Croissant ({@code cr:})
 * @param about what it means
 * @param extract how it is had from a file, in Croissant's terms
 */
record RowField(String name, List<String> dataTypes, String about, Map<String, Object> extract) {

  static final String SPLIT = "split";

  private static final Map<String, String> ABOUT =
      Map.ofEntries(
          Map.entry("src", "The clip's file name."),
          Map.entry("src_sha256", "SHA-256 of the clip's bytes, hexadecimal."),
          Map.entry("src_size_bytes", "The clip's size in bytes."),
          Map.entry("width", "Width of the picture in pixels."),
          Map.entry("height", "Height of the picture in pixels."),
          Map.entry("framerate", "Frames per second; 0 if unknown."),
          Map.entry("duration_s", "Duration in seconds; 0 if unknown."),
          Map.entry("pix_fmt", "Pixel format, as FFmpeg names it."),
          Map.entry("encoder_upstream", "Codec, as FFmpeg names it."),
          Map.entry("mos", "Mean opinion score, on the corpus's own scale."),
          Map.entry("mos_std_dev", "Standard deviation of the opinion scores; 0 if unknown."),
          Map.entry("n_ratings", "How many opinion scores there are; 0 if unknown."),
          Map.entry("corpus", "The corpus's id."),
          Map.entry("corpus_version", "The corpus's release."),
          Map.entry("ingested_at_utc", "When the row was written."));

  private static final String PATH = "The clip's path below the corpus folder.";

  RowField {
    dataTypes = List.copyOf(dataTypes);
  }

  /** The fields that files of an encoding hold. */
  static List<RowField> of(RowEncoding encoding, TableLayout layout) {
    List<RowField> fields = new ArrayList<>();
    switch (encoding) {
      case CSV, PARQUET -> {
        all(fields, "column", "", layout);
        fields.add(new RowField("path", List.of("sc:Text"), PATH, Map.of("column", "path")));
        if (layout.split()) {
          fields.add(split("column", SPLIT));
        }
      }
      case JSON_LINES, SHARDS -> {
        fields.add(
            new RowField("file_name", List.of("sc:Text"), PATH, Map.of("jsonPath", "$.file_name")));
        all(fields, "jsonPath", "$.", layout);
        if (layout.split()) {
          fields.add(split("jsonPath", "$.split"));
        }
      }
      case LABELS -> {
        fields.add(line("path", "sc:Text", PATH, "^([^,]*),"));
        fields.add(line("duration_s", "sc:Float", "Seconds; -1 if unknown.", "^[^,]*,([^,]*),"));
        fields.add(
            line(
                "framerate",
                "sc:Float",
                "Frames per second; -1 if unknown.",
                "^(?:[^,]*,){2}([^,]*),"));
        fields.add(
            new RowField(
                "mos",
                List.of("sc:Float", "cr:Label"),
                about("mos"),
                lineExtract("^(?:[^,]*,){3}([^,]*)$")));
      }
      case PYIQA -> {
        fields.add(new RowField("name", List.of("sc:Text"), PATH, Map.of("column", "name")));
        fields.add(score("mos", Map.of("column", "mos")));
        fields.add(
            new RowField(
                "std", List.of("sc:Float"), about("mos_std_dev"), Map.of("column", "std")));
        if (layout.split()) {
          fields.add(split("column", "official_split"));
        }
      }
      case QALIGN -> {
        fields.add(
            new RowField(
                "img_path", List.of("sc:Text"), PATH, Map.of("jsonPath", "$[*].img_path")));
        fields.add(score("gt_score", Map.of("jsonPath", "$[*].gt_score")));
      }
    }
    return fields;
  }

  private static void all(
      List<RowField> fields, String extract, String prefix, TableLayout layout) {
    for (RowSchema.Column column : RowSchema.COLUMNS) {
      Map<String, Object> how = Map.of(extract, prefix + column.key());
      if (column.key().equals("mos")) {
        fields.add(score("mos", how));
      } else {
        fields.add(new RowField(column.key(), List.of(type(column)), about(column.key()), how));
      }
    }
    layout
        .extras()
        .forEach(
            extra ->
                fields.add(
                    new RowField(
                        extra.name(),
                        List.of(
                            switch (extra.kind()) {
                              case INTEGER -> "sc:Integer";
                              case NUMBER -> "sc:Float";
                              case TEXT -> "sc:Text";
                            }),
                        "A column specific to this corpus.",
                        Map.of(extract, prefix + extra.name()))));
  }

  private static String type(RowSchema.Column column) {
    return switch (column) {
      case RowSchema.Column.Text _ -> "sc:Text";
      case RowSchema.Column.Whole _ -> "sc:Integer";
      case RowSchema.Column.Real _ -> "sc:Float";
      case RowSchema.Column.Moment _ -> "sc:DateTime";
    };
  }

  private static RowField score(String name, Map<String, Object> extract) {
    return new RowField(name, List.of("sc:Float", "cr:Label"), about("mos"), extract);
  }

  private static RowField split(String extract, String place) {
    return new RowField(
        SPLIT, List.of("sc:Text"), "The part of the split.", Map.of(extract, place));
  }

  private static RowField line(String name, String type, String about, String regex) {
    return new RowField(name, List.of(type), about, lineExtract(regex));
  }

  /** A key {@code regex} here is a transformation of the line in Croissant. */
  private static Map<String, Object> lineExtract(String regex) {
    Map<String, Object> extract = new LinkedHashMap<>();
    extract.put("fileProperty", "lines");
    extract.put("regex", regex);
    return extract;
  }

  private static String about(String key) {
    return ABOUT.getOrDefault(key, key);
  }
}
