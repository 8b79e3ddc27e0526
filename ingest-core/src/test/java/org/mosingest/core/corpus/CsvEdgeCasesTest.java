package org.mosingest.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.csv.TableLines;
import org.mosingest.core.profile.ColumnAliases;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;

/** What odd cells, rows and files mean. */
class CsvEdgeCasesTest {

  @TempDir Path temporary;
  private CorpusFolder corpus;

  @BeforeEach
  void open() {
    corpus = new CorpusFolder(temporary);
  }

  @AfterEach
  void close() {
    corpus.close();
  }

  private static List<String> names(Manifest manifest) {
    return manifest.rows().stream().map(row -> row.clip().name().value()).toList();
  }

  private String at(int line, String what) {
    return corpus.path("manifest.csv") + ":" + line + ": " + what;
  }

  @Test
  void byteOrderMark() throws Exception {
    assertThat(corpus.only("\ufefffile_name,MOS\na.mp4,3\n").clip().name().value())
        .isEqualTo("a.mp4");
    assertThat(corpus.only("\ufeff\"file_name\",\ufeffMOS\na.mp4,3\n").opinion().mos())
        .isEqualTo(3.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEndings(String end) throws Exception {
    Manifest manifest =
        corpus.read(
            String.join(end, "file_name,MOS", "a.mp4,3", "\"b.mp4\",\"4\"", "bad,x", "c.mp4,5"));
    assertThat(names(manifest)).containsExactly("a.mp4", "b.mp4", "c.mp4");
    assertThat(corpus.warnings()).singleElement().asString().startsWith(at(4, "bad MOS value 'x'"));
  }

  /** What a crash or a copy that was not finished leaves within a file, and behind it. */
  @Test
  void aLineOfZeroBytesIsNoBlankOne() throws Exception {
    String zeros = "\0".repeat(100);
    Manifest manifest = corpus.read("file_name,MOS\na.mp4,3\n" + zeros + "\nb.mp4,4\n" + zeros);
    assertThat(names(manifest)).containsExactly("a.mp4", "b.mp4");
    assertThat(corpus.warnings())
        .containsExactly(
            at(3, "only zero bytes: the content of this row is lost; row refused"),
            at(5, "only zero bytes: the content of this row is lost; row refused"),
            corpus.path("manifest.csv")
                + ": the last line, 5, has 1 of 2 cells: is the file cut off?");
    assertThat(manifest.refused().count()).isEqualTo(2);
  }

  @Test
  void aLastRowThatIsCutOffIsToldOf() throws Exception {
    assertThat(names(corpus.read("file_name,MOS,n\na.mp4,3.5,7\nb.mp4,3"))).hasSize(2);
    assertThat(corpus.warnings())
        .containsExactly(
            corpus.path("manifest.csv")
                + ": the last line, 3, has 2 of 3 cells: is the file cut off?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4,3,4", "a.mp4,3,4\n", "a.mp4,3\nb.mp4,4\n"})
  void aLastRowThatIsWholeIsNot(String rows) throws Exception {
    assertThat(corpus.read("file_name,MOS,n\n" + rows).rows()).isNotEmpty();
    assertThat(corpus.warnings()).isEmpty();
  }

  /** The blank cell too many is a column without a header that most of such tables have. */
  @Test
  void decimalCommasThatFitTheHeaderAreToldOf() throws Exception {
    assertThat(corpus.read("file_name,MOS,note\na.mp4,3.5,\nb.mp4,3,6,\nc.mp4,4,1,\n").rows())
        .hasSize(3);
    assertThat(corpus.warnings())
        .containsExactly(
            corpus.path("manifest.csv")
                + ": 2 rows have extra blank cells and a number right after an integer MOS, such as '3,6' on line 3: are"
                + " these unquoted decimal commas?");
  }

  @Test
  void aCountWithAFractionIsToldOf() throws Exception {
    assertThat(corpus.only("file_name,MOS,SD,n\na.mp4,3,5,0.5\n").opinion())
        .isEqualTo(new Opinion(3, 5, 0));
    assertThat(corpus.only("file_name,MOS,SD,n\na.mp4,3,0.5,7.5\n").opinion().nRatings())
        .isEqualTo(7);
    assertThat(corpus.only("file_name,MOS,SD,n\na.mp4,3,0.5,7.0\n").opinion().nRatings())
        .isEqualTo(7);
    assertThat(corpus.warnings())
        .containsExactly(
            at(2, "bad count '0.5' for a.mp4; taken as 0"),
            at(2, "bad count '7.5' for a.mp4; taken as 7"));
  }

  @Test
  void lineEndingsThatChangeWithinTheFile() throws Exception {
    assertThat(names(corpus.read("file_name,MOS\r\na.mp4,3\nb.mp4,4\rc.mp4,5\r\nbad,x\n")))
        .containsExactly("a.mp4", "b.mp4", "c.mp4");
    assertThat(corpus.warnings()).singleElement().asString().startsWith(at(5, ""));
  }

  @Test
  void quotedCommaQuoteAndLineBreak() throws Exception {
    ManifestRow row =
        corpus.only("file_name,url,MOS\n\"a,b.mp4\",\"http://h/?q=\"\"1\"\",\n2\" , \"3.5\" \n");
    assertThat(row.clip().name().value()).isEqualTo("a,b.mp4");
    assertThat(row.clip().url()).isEqualTo("http://h/?q=\"1\",\n2");
    assertThat(row.opinion().mos()).isEqualTo(3.5);
  }

  @Test
  void blankBeforeAQuoteDoesNotShiftColumns() throws Exception {
    assertThat(corpus.only("file_name, url, MOS\na.mp4, \"http://h/a,b\", 2.5\n").opinion().mos())
        .isEqualTo(2.5);
  }

  @Test
  void headerCase() throws Exception {
    assertThat(corpus.only("FILE_NAME,Mos,sD,N\na.mp4,3,0.5,7\n").opinion())
        .isEqualTo(new Opinion(3, 0.5, 7));
  }

  @Test
  void ofHeadersEqualButForCaseTheOrderOfTheAliasesDecides() throws Exception {
    assertThat(corpus.only("name,MOS,mos\na.mp4,3,4\n").opinion().mos()).isEqualTo(3.0);
    assertThat(corpus.only("name,mos,MOS\na.mp4,4,3\n").opinion().mos()).isEqualTo(3.0);
    assertThat(corpus.only("name,Mos,mos,MOS\na.mp4,5,4,3\n").opinion().mos()).isEqualTo(3.0);
    assertThat(corpus.only("name,MOS,mos\na.mp4,,4\n").opinion().mos()).isEqualTo(4.0);
    assertThat(corpus.only("name,mos,sd_mos,SD_MOS,sd\na.mp4,3,1,2,\n").opinion().mosStdDev())
        .isEqualTo(2.0);
    assertThat(corpus.warnings())
        .hasSize(5)
        .element(1)
        .asString()
        .isEqualTo(
            corpus.path("manifest.csv")
                + ": the headers of 2 columns are the same except for case: 'MOS' (column 3), 'mos' (column 2); in each row, the first of these with a value is used");
  }

  @Test
  void ofHeadersThatAreTheSameTheFirstWithAValueCounts() throws Exception {
    assertThat(corpus.only("name,MOS,MOS\na.mp4,3,4\n").opinion().mos()).isEqualTo(3.0);
    assertThat(corpus.only("name,MOS,MOS\na.mp4,,4\n").opinion().mos()).isEqualTo(4.0);
    assertThat(corpus.only("name,MOS,x,x\na.mp4,3,4,5\n").opinion().mos()).isEqualTo(3.0);
    assertThat(corpus.warnings())
        .hasSize(2)
        .allMatch(warning -> warning.contains("2 columns are the same: 'MOS' (column 2), "));
  }

  @Test
  void inASplitFileAnExactAliasGoesBeforeOneInAnotherCase() throws Exception {
    corpus.with("k150ka_scores.csv", "video_name,MOS,video_score\na.mp4,4,3\nb.mp4,4,\n");
    assertThat(corpus.read().rows())
        .extracting(row -> row.opinion().mos())
        .containsExactly(3.0, 4.0);
  }

  @Test
  void headerWithBlanksAround() throws Exception {
    assertThat(corpus.only(" name \u00a0,\tMOS\na.mp4,3\n").opinion().mos()).isEqualTo(3.0);
  }

  @ParameterizedTest
  @CsvSource({"';', \"';'\"", "'\t', tabs"})
  void otherDelimiter(String delimiter, String told) {
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> corpus.read(String.join(delimiter, "file_name", "MOS") + "\n"))
        .withMessageContaining("no readable columns")
        .withMessageContaining("file_name")
        .satisfies(e -> assertThat(e.hint()).contains(told.replace("\"", "")));
  }

  @Test
  void blanksAroundValues() throws Exception {
    ManifestRow row =
        corpus.only("name,url,MOS,SD,n\n  a.mp4\u3000,\u00a0http://h/a\t,\u2003 3 , 0.5 , 7 \n");
    assertThat(row.clip().name().value()).isEqualTo("a.mp4");
    assertThat(row.clip().url()).isEqualTo("http://h/a");
    assertThat(row.opinion()).isEqualTo(new Opinion(3, 0.5, 7));
  }

  @Test
  void firstAliasBlank() throws Exception {
    ManifestRow row = corpus.only("name,file_name,url,video_url,MOS\nb.mp4, ,,http://h/b,3\n");
    assertThat(row.clip().name().value()).isEqualTo("b.mp4");
    assertThat(row.clip().url()).isEqualTo("http://h/b");
  }

  @Test
  void preferenceIsOfTheAliasNotOfTheColumn() throws Exception {
    assertThat(corpus.only("name,file_name,MOS\nb.mp4,a.mp4,3\n").clip().name().value())
        .isEqualTo("a.mp4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        "1e400",
        "1_0",
        "\u0663",
        "0x10",
        "0x1p3",
        "3f",
        "3d",
        "3,5",
        "1 0",
        ".",
        "+",
        "-",
        "e5",
        "1e",
        "--1",
        "\uff13",
        "3.5.1"
      })
  void unusableMos(String mos) throws Exception {
    Manifest manifest = corpus.read("file_name,MOS\na.mp4,\"" + mos + "\"\nb.mp4,3\n");
    assertThat(names(manifest)).containsExactly("b.mp4");
    assertThat(manifest.rejectedRows()).isEqualTo(1);
    assertThat(manifest.dataRows()).isEqualTo(2);
    assertThat(corpus.warnings())
        .singleElement()
        .isEqualTo(at(2, "bad MOS value '" + mos + "' for a.mp4; row refused"));
  }

  @ParameterizedTest
  @CsvSource({
    "3,3",
    "+3,3",
    "-3,-3",
    "3.,3",
    ".5,0.5",
    "3.25,3.25",
    "1e1,10",
    "1E-1,0.1",
    "250,250",
    "-0,0",
    "1e-400,0"
  })
  void usableMosOnAnyScale(String mos, double value) throws Exception {
    double read = corpus.only("file_name,MOS\na.mp4," + mos + "\n").opinion().mos();
    assertThat(Double.compare(read, value)).isZero();
  }

  @Test
  void noMos() throws Exception {
    Manifest manifest = corpus.read("file_name,MOS\na.mp4, \nb.mp4\n");
    assertThat(manifest.rows()).isEmpty();
    assertThat(manifest.rejectedRows()).isEqualTo(2);
    assertThat(corpus.warnings())
        .containsExactly(
            at(2, "no MOS for a.mp4; row refused"), at(3, "no MOS for b.mp4; row refused"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "nan", "inf", "-0.1", "-0", "1e400", "1_0"})
  void unusableSpread(String spread) throws Exception {
    Manifest manifest = corpus.read("file_name,MOS,SD\na.mp4,3," + spread + "\n");
    assertThat(manifest.rows().getFirst().opinion().mosStdDev()).isEqualTo(0.0);
    boolean told = !spread.isBlank() && !spread.equals("-0");
    assertThat(manifest.odd(Oddity.BAD_SPREAD).count()).isEqualTo(told ? 1 : 0);
    if (told) {
      assertThat(corpus.warnings())
          .containsExactly(at(2, "bad spread '" + spread + "' for a.mp4; taken as 0.0"));
    } else {
      assertThat(corpus.warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',0",
    "x,0",
    "nan,0",
    "inf,0",
    "-1,0",
    "-0.5,0",
    "7.9,7",
    "7,7",
    "1e2,100",
    "2147483647,2147483647",
    "2147483648,0",
    "1e300,0"
  })
  void counts(String count, int value) throws Exception {
    Manifest manifest = corpus.read("file_name,MOS,n\na.mp4,3," + count + "\n");
    assertThat(manifest.rows().getFirst().opinion().nRatings()).isEqualTo(value);
    boolean told = (value == 0 || count.equals("7.9")) && !count.isEmpty();
    assertThat(manifest.odd(Oddity.BAD_COUNT).count()).isEqualTo(told ? 1 : 0);
    assertThat(corpus.warnings()).hasSize(told ? 1 : 0);
  }

  @Test
  void noughtIsACount() throws Exception {
    assertThat(corpus.only("file_name,MOS,SD,n\na.mp4,3,0,0\n").opinion())
        .isEqualTo(new Opinion(3, 0, 0));
    assertThat(corpus.warnings()).isEmpty();
  }

  @Test
  void shortRow() throws Exception {
    assertThat(corpus.only("file_name,MOS,SD,n,url\na.mp4,3\n").opinion())
        .isEqualTo(new Opinion(3, 0, 0));
  }

  @Test
  void aRowWithMoreCellsThanHeadersIsRefusedUnlessTheyAreBlank() throws Exception {
    Manifest manifest = corpus.read("file_name,MOS\na.mp4,3,,\nb.mp4,4,,junk\nc.mp4,3,8\n");
    assertThat(names(manifest)).containsExactly("a.mp4");
    assertThat(manifest.rejectedRows()).isEqualTo(2);
    assertThat(corpus.warnings())
        .containsExactly(
            at(
                3,
                "more cells than the header's 2, 'junk' in column 4: is a comma in a cell unquoted, as in 3,8?; row"
                    + " refused"),
            at(
                4,
                "more cells than the header's 2, '8' in column 3: is a comma in a cell unquoted, as in 3,8?; row"
                    + " refused"));
  }

  @Test
  void emptyAndBlankRowsAreNoDataAndLinesStayRight() throws Exception {
    Manifest manifest =
        corpus.read("\n ,\nfile_name,MOS\n\n,,,\n  \n\"a\nb\",3\nx.mp4,\"\n\n\"\n\nlast,bad");
    assertThat(manifest.lines()).isEqualTo(new TableLines(13, 1, 6, 3, 3));
    assertThat(manifest.rejectedRows()).isEqualTo(3);
    assertThat(corpus.warnings())
        .hasSize(5)
        .satisfiesExactly(
            row -> assertThat(row).startsWith(at(7, "the row runs from line 7 to line 8, ")),
            first ->
                assertThat(first)
                    .startsWith(at(7, "the name contains a control character: a\\u000ab")),
            row -> assertThat(row).startsWith(at(9, "the row runs from line 9 to line 11, ")),
            second -> assertThat(second).startsWith(at(9, "no MOS")),
            third -> assertThat(third).startsWith(at(13, "bad MOS")));
  }

  @Test
  void emptyFile() {
    for (String content : List.of("", "\ufeff", "\n\n", " , \n")) {
      assertThatExceptionOfType(BadCorpusException.class)
          .isThrownBy(() -> corpus.read(content))
          .withMessageContaining(corpus.path("manifest.csv").toString())
          .withMessageContaining("is empty");
    }
  }

  @Test
  void headerOnly() throws Exception {
    assertThat(corpus.read("file_name,MOS\n").rows()).isEmpty();
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> ManifestReader.read(corpus.request(1)))
        .withMessageContaining("0 data rows");
  }

  @Test
  void notUtf8IsToldWithItsLine() {
    byte[] latin1 =
        ("file_name,MOS\r\n" + "a.mp4,3\r\n".repeat(5_000) + "caf\u00e9,3\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> corpus.with("manifest.csv", latin1).read())
        .withMessageStartingWith(at(5_002, "the file is not UTF-8"));
  }

  @Test
  void utf8CutInTheMiddleOfACharacter() {
    byte[] cut = {'n', 'a', 'm', 'e', ',', 'm', 'o', 's', '\n', 'a', (byte) 0xc3};
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> corpus.with("manifest.csv", cut).read())
        .withMessageStartingWith(at(2, "the file is not UTF-8"));
  }

  @Test
  void charactersOutsideAsciiOnEveryBufferBoundary() throws Exception {
    String name = "\ud83c\udfac\u00e9\u4e2d.mp4";
    StringBuilder csv = new StringBuilder("x,file_name,MOS\n");
    for (int i = 0; i < 4_000; i++) {
      csv.append("y".repeat(i % 7)).append(',').append(i).append(name).append(",3\r\n");
    }
    Manifest manifest = corpus.read(csv.toString());
    assertThat(manifest.rows()).hasSize(4_000);
    assertThat(manifest.rows())
        .allMatch(row -> row.clip().name().value().equals(row.index() + name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x.mp4",
        "a/../../x.mp4",
        "/abs/x.mp4",
        "a\u0000b",
        "a\nb.mp4",
        "a\u001b[2Jb.mp4",
        ".",
        "a/",
        "x.mp4.part"
      })
  void unsafeName(String name) throws Exception {
    Manifest manifest = corpus.read("file_name,MOS\n\"" + name + "\",3\nok,3\n");
    assertThat(names(manifest)).containsExactly("ok.mp4");
    assertThat(manifest.rejectedRows()).isEqualTo(1);
    assertThat(corpus.warnings())
        .last()
        .asString()
        .startsWith(at(2, "the name"))
        .endsWith("row refused")
        .doesNotMatch("(?s).*\\p{Cntrl}.*");
  }

  @Test
  void nameOver255Bytes() throws Exception {
    String longest = "x".repeat(251) + ".mp4";
    assertThat(names(corpus.read("file_name,MOS\n" + longest + ",3\nx" + longest + ",3\n")))
        .containsExactly(longest);
    assertThat(corpus.warnings())
        .singleElement()
        .asString()
        .startsWith(at(3, "the name is longer than 255 bytes"));
  }

  @Test
  void blankName() throws Exception {
    assertThat(corpus.read("file_name,MOS\n ,3\n").rows()).isEmpty();
    assertThat(corpus.warnings()).containsExactly(at(2, "no clip name; row refused"));
  }

  @Test
  void nameWithASubFolderKeepsItsPath() throws Exception {
    ManifestRow row = corpus.only("file_name,MOS\nx/a.mp4,3\n");
    assertThat(row.clip().pathBelowCorpus()).isEqualTo("clips/x/a.mp4");
    assertThat(row.clip().progressKey()).isEqualTo("a.mp4");
  }

  @Test
  void dotlessNameGetsItsEnding() throws Exception {
    assertThat(names(corpus.read("file_name,MOS\na,3\nb.c,3\nd/e.f/g,3\nd/e,3\n")))
        .containsExactly("a.mp4", "b.c", "d/e.f/g", "d/e.mp4");
  }

  @Test
  void hashAtTheStartIsNoComment() throws Exception {
    assertThat(names(corpus.read("file_name,MOS\n#1.mp4,3\n\"#2\",3\n")))
        .containsExactly("#1.mp4", "#2.mp4");
  }

  @Test
  void strayQuotesLoseNoOtherRow() throws Exception {
    Manifest manifest = corpus.read("file_name,MOS\na\"b.mp4,3\n\"c\"d.mp4,3\nok.mp4,3\n");
    assertThat(names(manifest)).startsWith("a\"b.mp4").endsWith("ok.mp4").hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name,MOS,url~a.mp4,3,u~b.mp4,3,\"u~c.mp4,3,u~d.mp4,3,u~ | 3 | 5",
        "name,MOS,url~a.mp4,3,\"u | 2 | 2",
        "name,MOS,url~a.mp4,3,u~\" | 3 | 3",
        "name,MOS,url~a.mp4,3,\"u\"\"~ | 2 | 2",
        "name,MOS,url~\"a~b\",\"3~~,u~c,3,u | 3 | 6",
        "name,MOS,\"url~a.mp4,3,u~b.mp4,3,u~ | 1 | 3",
        "~~name,MOS,url~~a.mp4,3, \"u~~~ | 5 | 7"
      })
  void aQuoteThatIsNeverClosedEndsTheReadingWithItsLine(String csv, int line, int last) {
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> corpus.read(csv.replace('~', '\n')))
        .withMessage(
            at(
                line,
                "a quote is opened and never closed: everything after it, to line "
                    + last
                    + ", is one cell"));
  }

  @Test
  void aQuoteThatClosesRowsLaterIsToldWithBothLines() throws Exception {
    Manifest manifest =
        corpus.read("name,MOS,x\na,3,\"x\nb,3,x\nc,3,x\nd,3,x\"\ne,3,\"1\n2\"\nf,3,x\n");
    assertThat(names(manifest)).containsExactly("a.mp4", "e.mp4", "f.mp4");
    assertThat(manifest.lines()).isEqualTo(new TableLines(8, 1, 0, 3, 4));
    assertThat(manifest.odd(Oddity.LINE_BREAK).count()).isEqualTo(2);
    assertThat(corpus.warnings())
        .satisfiesExactly(
            first -> assertThat(first).startsWith(at(2, "the row runs from line 2 to line 5, ")),
            second -> assertThat(second).startsWith(at(6, "the row runs from line 6 to line 7, ")));
  }

  /** However large the file behind it is. */
  @Test
  void aQuoteLeftOpenInALargeFileIsNotReadToItsEnd() {
    String rows = "b.mp4,3,u\n".repeat(3_000_000);
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> corpus.read("name,MOS,url\na.mp4,3,u\na.mp4,3,\"u\n" + rows))
        .withMessageStartingWith(at(3, "the row that begins here has more than 16777216 "));
  }

  @Test
  void hugeCellsAndRows() throws Exception {
    String cell = "x".repeat(3_000_000);
    String cells = ",".repeat(200_000);
    Manifest manifest =
        corpus.read(
            "file_name,MOS,url\n"
                + cell
                + ",3,u\na.mp4,3,u"
                + cells
                + "\nb.mp4,"
                + cell
                + "\nc.mp4,3,"
                + cell);
    assertThat(names(manifest)).containsExactly("a.mp4", "c.mp4");
    assertThat(corpus.warnings())
        .hasSize(2)
        .allSatisfy(warning -> assertThat(warning).hasSizeLessThan(1_000));
  }

  @Test
  void moreCellsThanTheParserTakes() {
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> corpus.read("file_name,MOS\na.mp4,3\n" + ",".repeat(300_000) + "\n"))
        .withMessageStartingWith(at(3, "the row has more than"));
  }

  @Test
  void floodOfBadRowsIsSummedUp() throws Exception {
    Manifest manifest = corpus.read("file_name,MOS\n" + "a.mp4,x\na.mp4,3\n".repeat(1_000));
    assertThat(manifest.rejectedRows()).isEqualTo(1_000);
    assertThat(corpus.warnings()).hasSize(21);
    assertThat(corpus.warnings().getLast())
        .isEqualTo(corpus.path("manifest.csv") + ": ... and 980 more rows refused");
  }

  @Test
  void exactlyAsManyWarningsAsAreShownNeedNoSum() throws Exception {
    corpus.read("file_name,MOS\n" + "a.mp4,x\na.mp4,3\n".repeat(20));
    assertThat(corpus.warnings()).hasSize(20).allMatch(warning -> warning.endsWith("row refused"));
  }

  @Test
  void everyAlias() throws Exception {
    ColumnAliases aliases = KnownCorpora.standard().manifestColumns();
    for (String name : List.of("file_name", "video_name", "filename", "name")) {
      assertThat(corpus.only(name + ",MOS\na.mp4,3\n").clip().name().value()).isEqualTo("a.mp4");
    }
    for (String url : List.of("url", "download_url", "flickr_url", "video_url")) {
      assertThat(corpus.only("name,mos," + url + "\na.mp4,3,http://h/a\n").clip().url())
          .isEqualTo("http://h/a");
    }
    for (String mos : List.of("MOS", "mos")) {
      assertThat(corpus.only("name," + mos + "\na.mp4,3\n").opinion().mos()).isEqualTo(3.0);
    }
    for (String spread : List.of("SD", "sd", "mos_std", "mos_std_dev", "SD_MOS")) {
      assertThat(corpus.only("name,mos," + spread + "\na.mp4,3,0.5\n").opinion().mosStdDev())
          .isEqualTo(0.5);
    }
    for (String count : List.of("n", "ratings", "num_ratings", "n_ratings")) {
      assertThat(corpus.only("name,mos," + count + "\na.mp4,3,7\n").opinion().nRatings())
          .isEqualTo(7);
    }
    assertThat(aliases.mos())
        .as("a manifest's MOS is never video_score")
        .doesNotContain("video_score");
  }

  @Test
  void noColumnForNameOrMos() {
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> corpus.read("flickr_id,MOS\n1,3\n"))
        .withMessageContaining("no readable columns")
        .withMessageContaining("flickr_id")
        .withMessageContaining("file_name");
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> corpus.read("file_name,score\na,3\n"))
        .withMessageContaining("'score'")
        .withMessageContaining("mos");
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(
            () -> corpus.read(String.join(",", Collections.nCopies(10_000, "h\u001b")) + "\n"))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains("and 9980 more")
                    .doesNotContain("\u001b")
                    .hasSizeLessThan(2_000));
  }

  @Test
  void garbageNeverEndsTheReading() throws Exception {
    Random random = new Random(150_000);
    String alphabet = "ab1.,\"\n\r #\t\u0000\u0001;'\\\u00e9\ud83c\udfac";
    for (int round = 0; round < 500; round++) {
      StringBuilder csv = new StringBuilder("file_name,MOS,url\n");
      for (int i = random.nextInt(60); i > 0; i--) {
        int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
        csv.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
      }
      try {
        Manifest manifest = corpus.read(csv.toString());
        assertThat(manifest.rows().size() + manifest.rejectedRows()).isEqualTo(manifest.dataRows());
      } catch (BadCorpusException e) {
        assertThat(e).message().containsAnyOf("never closed", "are not numbers");
      }
    }
  }

  /** A pattern that tries each way to cut the digits in two takes hours for it. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void numberOfAMillionDigitsThatIsNone() throws Exception {
    assertThat(
            corpus.read("name,mos\na,%sx\nb,2\n".formatted("1".repeat(1_000_000))).rejectedRows())
        .isOne();
  }
}
