package org.mosingest.core.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.csv.TableLines;
import org.mosingest.core.row.Examples;

/**
 * For any bytes: either the file is refused with a reason, or each of its physical lines is a
 * header, blank, the first of a row that is taken or refused, or one within such a row. Nothing
 * else is thrown, and what is said stays short.
 */
class EveryLineCountsTest {

  private static final int ROUNDS = 150;

  private static final List<String> TABLES =
      List.of(
          "file_name,url,MOS,SD,n,flickr_id\n1.mp4,http://h/1,3.42,0.51,7,99\n2.mp4,http://h/2,2,0.4,5,98\n",
          "\ufeff\"name\";\"mos\"\r\n\"a\";\"3,8\"\r\n",
          "name,mos,sd,n,comment\r\n\"a\",\"3.5\",\"0,6\",\"1,024\",\"two\r\nlines\"\r\n\"b\",4,,,\r\n",
          "name,MOS,mos,url,url\na,3,4,u,v\na,4,3,v,u\na,3,,u,\n",
          "name,mos\r3.32E+09,3\r1-Mar,3\r123.0,4\r#NAME?,5\r",
          "\n\n , \nname,mos\n\n,,\nx,3\n\n\n");

  private static final List<String> PIECES =
      List.of(
          "\"",
          "\"\"",
          ",",
          ",,",
          "\n",
          "\r",
          "\r\n",
          "\n\n",
          " ",
          "\t",
          ";",
          "\u0000",
          "\ufeff",
          "\u00a0",
          "\u0663",
          "NaN",
          "inf",
          "1_0",
          "0x1p3",
          "3,8",
          "1e400",
          "name,mos\n",
          "a\"b",
          "\"a\nb\"",
          "\ud83c\udfac",
          "x".repeat(500),
          ",".repeat(300),
          "%",
          "'",
          "\\",
          "#");

  private static final byte[][] BAD_BYTES = {
    {(byte) 0xff},
    {(byte) 0xc3},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    {(byte) 0xfe, (byte) 0xff}
  };

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void linesAreHeadersBlanksRowsAndWhatIsWithinRows(long seed) throws Exception {
    Random random = new Random(seed);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      read += holds(bytes(random)) ? 1 : 0;
    }
    assertThat(read).as("files that were read, else the property says little").isGreaterThan(20);
  }

  private boolean holds(byte[] content) throws Exception {
    String shown = HexFormat.of().formatHex(content, 0, Math.min(content.length, 400));
    try (CorpusFolder corpus = new CorpusFolder(temporary)) {
      boolean read = false;
      try {
        Manifest manifest = corpus.with("manifest.csv", content).read();
        TableLines lines = manifest.lines();
        assertThat(lines.lines()).as(shown).isEqualTo(physicalLines(content));
        assertThat(lines.headers() + lines.blank() + lines.rows() + lines.inner())
            .as(shown)
            .isEqualTo(lines.lines());
        assertThat(lines.headers()).as(shown).isOne();
        assertThat((long) manifest.rows().size() + manifest.rejectedRows())
            .as(shown)
            .isEqualTo(lines.rows());
        for (Map.Entry<Oddity, Examples> odd : manifest.odd().entrySet()) {
          assertThat((long) odd.getValue().count()).as(shown).isLessThanOrEqualTo(lines.rows());
        }
        read = true;
      } catch (BadCorpusException e) {
        assertThat(e.getMessage()).as(shown).hasSizeLessThan(12_000);
      }
      // A header's doubts, and for each kind of finding the first 20 and their sum.
      assertThat(corpus.warnings())
          .as(shown)
          .hasSizeLessThanOrEqualTo(6 + (Oddity.values().length + 1) * (FileWarnings.IN_FULL + 1));
      return read;
    }
  }

  /** Bytes alone, or a table of which some bytes were replaced, doubled, cut out or put in. */
  private static byte[] bytes(Random random) {
    if (random.nextInt(20) == 0) {
      byte[] any = new byte[random.nextInt(300)];
      random.nextBytes(any);
      return any;
    }
    List<Byte> table = new ArrayList<>();
    add(table, table.size(), TABLES.get(random.nextInt(TABLES.size())).getBytes(UTF_8));
    if (random.nextInt(3) == 0) {
      for (int i = random.nextInt(60); i > 0; i--) {
        add(table, table.size(), ("row" + i + ".mp4,u,3.5,x,1\n").getBytes(UTF_8));
      }
    }
    for (int change = random.nextInt(6); change > 0; change--) {
      int at = random.nextInt(table.size() + 1);
      switch (random.nextInt(12)) {
        case 0 -> table.subList(at, Math.min(table.size(), at + random.nextInt(9))).clear();
        case 1 -> add(table, at, BAD_BYTES[random.nextInt(BAD_BYTES.length)]);
        case 2 -> {
          int to = Math.min(table.size(), at + random.nextInt(40));
          table.addAll(random.nextInt(table.size() + 1), List.copyOf(table.subList(at, to)));
        }
        default -> add(table, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
      }
    }
    byte[] content = new byte[table.size()];
    for (int i = 0; i < content.length; i++) {
      content[i] = table.get(i);
    }
    return content;
  }

  private static void add(List<Byte> table, int at, byte[] bytes) {
    List<Byte> boxed = new ArrayList<>();
    for (byte b : bytes) {
      boxed.add(b);
    }
    table.addAll(at, boxed);
  }

  /** Counted by nothing that the reader uses: LF, CRLF and CR end a line; a rest is one more. */
  private static long physicalLines(byte[] content) {
    String text = new String(content, UTF_8);
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    String plain = text.replace("\r\n", "\n").replace('\r', '\n');
    long ends = plain.chars().filter(c -> c == '\n').count();
    return plain.isEmpty() || plain.endsWith("\n") ? ends : ends + 1;
  }
}
