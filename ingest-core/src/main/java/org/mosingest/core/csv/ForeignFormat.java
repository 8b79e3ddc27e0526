package org.mosingest.core.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file is that was given for a table and is none, told by its first bytes.
 *
 * @param what what it is, to stand after "the file is"
 * @param todo what to do about it
 */
record ForeignFormat(String what, String todo) {

  /** How many of a file's first bytes are looked at. */
  static final int HEAD = 8192;

  private static final String UNPACK = "unpack it and give the CSV file in it";
  private static final String SAVE_AS_CSV =
      "open it in a spreadsheet and save the sheet as CSV UTF-8";
  private static final String FETCH_AGAIN =
      "open it: the server may have asked for a login; download the CSV file itself";

  /** A format that begins with fixed bytes. */
  private record Magic(String bytes, String what, String todo) {}

  private static final List<Magic> MAGICS =
      List.of(
          new Magic("\u001f\u008b", "compressed with gzip", "unpack it: gzip -d"),
          new Magic("BZh", "compressed with bzip2", "unpack it: bzip2 -d"),
          new Magic("\u00fd7zXZ\u0000", "compressed with xz", "unpack it: xz -d"),
          new Magic("(\u00b5/\u00fd", "compressed with zstd", "unpack it: zstd -d"),
          new Magic("7z\u00bc\u00af'\u001c", "a 7z archive", UNPACK),
          new Magic("Rar!\u001a\u0007", "a RAR archive", UNPACK),
          new Magic(
              "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
              "an old Excel workbook (.xls)",
              SAVE_AS_CSV),
          new Magic("%PDF-", "a PDF document", "give the table itself, as CSV"),
          new Magic("PAR1", "a Parquet file", "write it as CSV, for example with pandas"),
          new Magic("SQLite format 3\u0000", "an SQLite database", "export the table as CSV"),
          new Magic("\u0089HDF\r\n\u001a\n", "an HDF5 file", "write its table as CSV"),
          new Magic(
              "version https://git-lfs.github.com/spec/",
              "a Git LFS pointer",
              "fetch what it points to: git lfs pull"));

  /** The format of a file that begins so; empty if it may be a table. */
  static Optional<ForeignFormat> of(byte[] head) {
    String bytes = new String(head, ISO_8859_1);
    for (Magic magic : MAGICS) {
      if (bytes.startsWith(magic.bytes)) {
        return found(magic.what, magic.todo);
      }
    }
    if (bytes.startsWith("PK\u0003\u0004")) {
      return Optional.of(zip(bytes));
    }
    return wideText(head).or(() -> otherText(bytes));
  }

  private static Optional<ForeignFormat> found(String what, String todo) {
    return Optional.of(new ForeignFormat(what, todo));
  }

  /** Spreadsheets are ZIP archives whose first members tell. */
  private static ForeignFormat zip(String bytes) {
    if (bytes.contains("opendocument.spreadsheet")) {
      return new ForeignFormat("an OpenDocument spreadsheet (.ods)", SAVE_AS_CSV);
    }
    if (bytes.contains("xl/") || bytes.contains("[Content_Types].xml")) {
      return new ForeignFormat("an Excel workbook (.xlsx)", SAVE_AS_CSV);
    }
    return new ForeignFormat("a ZIP archive", UNPACK);
  }

  /** Text of two or four bytes a character, with its byte order mark or without. */
  private static Optional<ForeignFormat> wideText(byte[] head) {
    int[] zeros = new int[4];
    int looked = Math.min(head.length, 1024) & ~3;
    for (int i = 0; i < looked; i++) {
      zeros[i & 3] += head[i] == 0 ? 1 : 0;
    }
    int quarter = looked / 4;
    if (quarter > 0 && zeros[0] + zeros[1] + zeros[2] + zeros[3] == looked) {
      return found(
          "zero bytes at its start", "copy it again from its source: the copy was not completed");
    }
    if (hasGap(head, looked)) {
      return Optional.empty();
    }
    boolean marked =
        head.length >= 2
            && ((head[0] == (byte) 0xff && head[1] == (byte) 0xfe)
                || (head[0] == (byte) 0xfe && head[1] == (byte) 0xff));
    if (quarter > 1
        && most(zeros[2], quarter)
        && (most(zeros[0], quarter) || most(zeros[3], quarter))
        && most(zeros[1], quarter)) {
      return wide("UTF-32");
    }
    boolean bigEndian = quarter > 0 && most(zeros[0], quarter) && most(zeros[2], quarter);
    boolean littleEndian = quarter > 0 && most(zeros[1], quarter) && most(zeros[3], quarter);
    if (marked) {
      return wide("UTF-16");
    }
    if (bigEndian != littleEndian) {
      return wide(bigEndian ? "UTF-16BE" : "UTF-16LE");
    }
    return Optional.empty();
  }

  /** More zeros in a row than any encoding has: a copy that was not finished leaves them. */
  private static boolean hasGap(byte[] head, int looked) {
    int zeros = 0;
    for (int i = 0; i < looked && zeros < 8; i++) {
      zeros = head[i] == 0 ? zeros + 1 : 0;
    }
    return zeros == 8;
  }

  private static boolean most(int zeros, int quarter) {
    return zeros * 4L > quarter * 3L;
  }

  private static Optional<ForeignFormat> wide(String encoding) {
    return found(
        encoding + " text, not UTF-8",
        "save it as UTF-8, for example: iconv -f " + encoding + " -t UTF-8");
  }

  /** Text that begins as no table does. */
  private static Optional<ForeignFormat> otherText(String bytes) {
    String text = bytes.startsWith("\u00ef\u00bb\u00bf") ? bytes.substring(3) : bytes;
    String start = text.substring(0, Math.min(text.length(), 512)).strip().toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html")
        || start.startsWith("<html")
        || start.startsWith("<head")
        || start.startsWith("<!--")) {
      return found("a web page", FETCH_AGAIN);
    }
    if (start.startsWith("<?xml") || start.startsWith("<!doctype")) {
      boolean page = text.toLowerCase(Locale.ROOT).contains("<html");
      return page ? found("a web page", FETCH_AGAIN) : found("an XML document", FETCH_AGAIN);
    }
    if (start.startsWith("/annex/objects/")) {
      return found("a git-annex pointer", "fetch what it points to: git annex get");
    }
    return isJson(start)
        ? found("JSON", "write it as CSV, for example with pandas or jq -r '... | @csv'")
        : Optional.empty();
  }

  private static boolean isJson(String start) {
    if (start.startsWith("{")) {
      String inner = start.substring(1).strip();
      return inner.startsWith("\"") || inner.startsWith("}");
    }
    if (start.startsWith("[")) {
      String inner = start.substring(1).strip();
      return inner.startsWith("{") || inner.startsWith("[") || inner.startsWith("]");
    }
    return false;
  }
}
