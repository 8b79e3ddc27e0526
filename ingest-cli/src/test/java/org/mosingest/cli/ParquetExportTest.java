package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.Encoding;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest export --format parquet}, read again by another library than the one it writes. */
@Timeout(300)
final class ParquetExportTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path temporary;
  private ExportBed bed;

  @BeforeEach
  void makeRows() throws IOException {
    bed = new ExportBed(temporary);
  }

  @Test
  void anotherReaderFindsTheSameRows() throws Exception {
    Path file = bed.exported("parquet", "rows.parquet", "--split", "train=0.8,test=0.2");

    List<JsonNode> rows = bed.json();
    int[] at = {0};
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
        RowReader found = reader.rowReader()) {
      while (found.hasNext()) {
        found.next();
        JsonNode row = rows.get(at[0]++);
        for (String text :
            List.of(
                "src", "src_sha256", "pix_fmt", "encoder_upstream", "corpus", "corpus_version")) {
          assertThat(found.getString(text)).isEqualTo(row.get(text).asString());
        }
        for (String whole : List.of("width", "height", "n_ratings")) {
          assertThat(found.getInt(whole)).isEqualTo(row.get(whole).asInt());
        }
        for (String real : List.of("framerate", "duration_s", "mos", "mos_std_dev")) {
          assertThat(found.getDouble(real)).isEqualTo(row.get(real).asDouble());
        }
        assertThat(found.getLong("src_size_bytes")).isEqualTo(row.get("src_size_bytes").asLong());
        assertThat(found.getTimestamp("ingested_at_utc"))
            .isEqualTo(OffsetDateTime.parse(row.get("ingested_at_utc").asString()).toInstant());
        assertThat(found.getString("path")).isEqualTo("clips/" + row.get("src").asString());
        assertThat(found.getString("split")).isIn("train", "test");
      }
    }
    assertThat(at[0]).isEqualTo(ExportBed.CLIPS);
  }

  @Test
  void columnsHaveTheTypesOfTheirValuesAndRepeatedTextADictionary() throws Exception {
    Path file = bed.exported("parquet", "rows.parquet");

    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      assertThat(
              reader.getFileSchema().getColumns().stream()
                  .collect(Collectors.groupingBy(column -> column.type(), Collectors.counting())))
          .containsEntry(PhysicalType.INT32, 3L)
          .containsEntry(PhysicalType.DOUBLE, 4L)
          .containsEntry(PhysicalType.INT64, 2L)
          .containsEntry(PhysicalType.BYTE_ARRAY, 7L);
      assertThat(reader.getFileSchema().getColumn("ingested_at_utc").logicalType())
          .isInstanceOfSatisfying(
              LogicalType.TimestampType.class, type -> assertThat(type.isAdjustedToUTC()).isTrue());
      assertThat(encodings(reader, "corpus")).contains(Encoding.PLAIN_DICTIONARY);
      assertThat(encodings(reader, "pix_fmt")).contains(Encoding.PLAIN_DICTIONARY);
      assertThat(encodings(reader, "src_sha256")).doesNotContain(Encoding.PLAIN_DICTIONARY);
    }
  }

  private static List<Encoding> encodings(ParquetFileReader reader, String column) {
    int place = reader.getFileSchema().getColumn(column).columnIndex();
    return reader
        .getFileMetaData()
        .rowGroups()
        .getFirst()
        .columns()
        .get(place)
        .metaData()
        .encodings();
  }

  @Test
  void theFileTellsHowItCameAboutAndThatTheSplitDoesNotLeak() throws Exception {
    Files.writeString(
        bed.folder().resolve("konvid_150k.jsonl.manifest.json"),
        "{\"schema\":\"konvid-150k-corpus-jsonl-manifest-v1\",\"stats\":{\"written\":300}}");
    Path file = bed.exported("parquet", "rows.parquet", "--split", "kfold=3", "--seed", "9");

    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      var told = reader.getFileMetaData().keyValueMetadata();
      JsonNode export = JSON.readTree(told.get("ingest.export"));
      assertThat(export.at("/split/proof/hashes").asInt()).isEqualTo(300);
      assertThat(export.at("/split/proof/groups_in_two_parts").asInt(-1)).isZero();
      assertThat(export.at("/split/seed").asInt()).isEqualTo(9);
      assertThat(export.at("/inputs/0/name").asString()).isEqualTo("konvid_150k.jsonl");
      assertThat(JSON.readTree(told.get("ingest.replay_manifests")).at("/0/stats/written").asInt())
          .isEqualTo(300);
    }
  }

  @Test
  void aRowWithoutAKeyThatOthersHaveHasNull() throws Exception {
    String more = ExportBed.row("a.mp4", "a".getBytes(UTF_8), 3);
    bed.write(
        List.of(
            more.substring(0, more.length() - 1)
                + ",\"chug_ref\":1,\"mos_raw_0_100\":54.25,\"chug_name\":\"a, b\"}",
            ExportBed.row("b.mp4", "b".getBytes(UTF_8), 2)));
    Path file = bed.exported("parquet", "rows.parquet");

    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
        RowReader rows = reader.rowReader()) {
      assertThat(rows.hasNext()).isTrue();
      rows.next();
      assertThat(rows.getLong("chug_ref")).isEqualTo(1);
      assertThat(rows.getDouble("mos_raw_0_100")).isEqualTo(54.25);
      assertThat(rows.getString("chug_name")).isEqualTo("a, b");
      assertThat(rows.hasNext()).isTrue();
      rows.next();
      assertThat(rows.isNull("chug_ref")).isTrue();
      assertThat(rows.isNull("mos_raw_0_100")).isTrue();
      assertThat(rows.isNull("chug_name")).isTrue();
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesInEveryLocaleAndTimeZone() throws Exception {
    String[] split = {"--split", "train=0.5,test=0.5", "--seed", "5"};
    byte[] here = Files.readAllBytes(bed.exported("parquet", "here.parquet", split));
    Locale usualLocale = Locale.getDefault();
    TimeZone usualZone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertThat(bed.exported("parquet", "there.parquet", split)).hasBinaryContent(here);
    } finally {
      Locale.setDefault(usualLocale);
      TimeZone.setDefault(usualZone);
    }
  }

  /** More than a row group holds. */
  @Test
  void manyRowsAreWrittenInGroupsOfBoundedSize() throws Exception {
    List<String> lines = new ArrayList<>();
    String name = "x".repeat(200);
    for (int i = 0; i < 45_000; i++) {
      lines.add(ExportBed.row(i + name + ".mp4", new byte[] {(byte) i}, 3));
    }
    bed.write(lines);
    Path file = bed.exported("parquet", "rows.parquet");

    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      assertThat(reader.getFileMetaData().rowGroups())
          .hasSizeGreaterThan(1)
          .allSatisfy(group -> assertThat(group.totalByteSize()).isLessThan(24 << 20));
      assertThat(reader.getFileMetaData().numRows()).isEqualTo(45_000);
      try (RowReader rows = reader.rowReader()) {
        for (int i = 0; i < 45_000; i++) {
          assertThat(rows.hasNext()).isTrue();
          rows.next();
          assertThat(rows.getString("src")).isEqualTo(i + name + ".mp4");
        }
      }
    }
  }
}
