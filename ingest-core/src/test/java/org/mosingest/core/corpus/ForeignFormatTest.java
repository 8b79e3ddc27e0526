package org.mosingest.core.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.csv.CsvFile;

/** What is given for a table and is none is called by its name. */
class ForeignFormatTest {

  private static final String TABLE = "file_name,url,MOS\na.mp4,http://h/a,3\nb.mp4,http://h/b,4\n";

  @TempDir Path temporary;

  static Stream<Arguments> formats() throws IOException {
    return Stream.of(
        Arguments.of(TABLE.getBytes(Charset.forName("UTF-16")), "UTF-16 text", "iconv -f UTF-16 "),
        Arguments.of(
            TABLE.getBytes(Charset.forName("x-UTF-16LE-BOM")), "UTF-16 text", "iconv -f UTF-16 "),
        Arguments.of(TABLE.getBytes(Charset.forName("UTF-16LE")), "UTF-16LE text", "UTF-16LE"),
        Arguments.of(TABLE.getBytes(Charset.forName("UTF-16BE")), "UTF-16BE text", "UTF-16BE"),
        Arguments.of(TABLE.getBytes(Charset.forName("UTF-32")), "UTF-32 text", "iconv -f UTF-32 "),
        Arguments.of(gzip(TABLE), "compressed with gzip", "gzip -d"),
        Arguments.of(zip("[Content_Types].xml", "<Types/>"), "an Excel workbook (.xlsx)", "save"),
        Arguments.of(zip("xl/workbook.xml", "<workbook/>"), "an Excel workbook (.xlsx)", "save"),
        Arguments.of(ods(), "an OpenDocument spreadsheet (.ods)", "save the sheet as CSV"),
        Arguments.of(zip("manifest.csv", TABLE), "a ZIP archive", "unpack"),
        Arguments.of(
            "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1\u0000\u0000".getBytes(ISO_8859_1),
            "an old Excel workbook (.xls)",
            "save the sheet"),
        Arguments.of(
            "<!DOCTYPE html>\n<html><body class=\"x\">".getBytes(UTF_8), "a web page", "login"),
        Arguments.of("\n  <HTML><head>".getBytes(UTF_8), "a web page", "login"),
        Arguments.of(
            "\ufeff<?xml version=\"1.0\"?><html xmlns=\"x\">".getBytes(UTF_8),
            "a web page",
            "login"),
        Arguments.of("<?xml version='1.0'?><Error>".getBytes(UTF_8), "an XML document", "download"),
        Arguments.of("{\"name\": \"a.mp4\", \"mos\": 3}\n".getBytes(UTF_8), "JSON", "jq"),
        Arguments.of("[\n  {\"name\": \"a.mp4\"}]".getBytes(UTF_8), "JSON", "jq"),
        Arguments.of("%PDF-1.7\n%".getBytes(UTF_8), "a PDF document", "CSV"),
        Arguments.of("PAR1\u0015\u0004".getBytes(ISO_8859_1), "a Parquet file", "pandas"),
        Arguments.of(
            "version https://git-lfs.github.com/spec/v1\noid sha256:1\n".getBytes(UTF_8),
            "a Git LFS pointer",
            "git lfs pull"),
        Arguments.of(
            "/annex/objects/SHA256E-s1--2.csv\n".getBytes(UTF_8),
            "a git-annex pointer",
            "git annex get"),
        Arguments.of(
            TABLE.getBytes(Charset.forName("UTF-16LE")), "UTF-16LE text", "iconv -f UTF-16LE "),
        Arguments.of(new byte[5_000], "zero bytes", "not completed"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void isNamedWithWhatToDo(byte[] content, String what, String todo) {
    try (CorpusFolder corpus = new CorpusFolder(temporary)) {
      corpus.with("manifest.csv", content);
      assertThatExceptionOfType(BadCorpusException.class)
          .isThrownBy(corpus::read)
          .withMessageStartingWith(
              corpus.path("manifest.csv") + " is not a CSV file: it is " + what)
          .satisfies(e -> assertThat(e.hint()).contains(todo));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name,mos\na,3\n",
        "\"name\",\"mos\"\na,3\n",
        "{x},name,mos\n1,a,3\n",
        "[0],name,mos\n1,a,3\n",
        "<x>,name,mos\n1,a,3\n",
        "BZ,name,mos\n1,a,3\n",
        "\u4e2d,name,mos\n1,a,3\n",
        "\u0000x\u0000,name,mos\n1,a,3\n"
      })
  void oddTablesStayTables(String csv) throws Exception {
    try (CorpusFolder corpus = new CorpusFolder(temporary)) {
      assertThat(corpus.only(csv).clip().name().value()).isEqualTo("a.mp4");
    }
  }

  @Test
  void oneByteIsNoFormat() throws IOException {
    Path file = temporary.resolve("one.csv");
    for (int value = 0; value < 256; value++) {
      Files.write(file, new byte[] {(byte) value});
      assertThatNoException().isThrownBy(() -> CsvFile.open(file).close());
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String member, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry(member));
      out.write(text.getBytes(UTF_8));
      out.closeEntry();
    }
    return bytes.toByteArray();
  }

  /** The type stands first and uncompressed. */
  private static byte[] ods() throws IOException {
    byte[] type = "application/vnd.oasis.opendocument.spreadsheet".getBytes(UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry("mimetype");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(type.length);
      java.util.zip.CRC32 crc = new java.util.zip.CRC32();
      crc.update(type);
      entry.setCrc(crc.getValue());
      out.putNextEntry(entry);
      out.write(type);
      out.closeEntry();
    }
    return bytes.toByteArray();
  }
}
