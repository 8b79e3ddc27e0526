package org.mosingest.core.csv;

import com.google.common.base.CharMatcher;
import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Text;

/**
 * The rows of one CSV file that hold anything, in order. Lazy, so that a file of any size needs
 * little memory. Not thread-safe.
 */
final class CsvRows {

  /** Far beyond any real file; the parser allocates for all of them at once. */
  private static final int MAX_COLUMNS = 1 << 18;

  private final Path csv;
  private final StrictUtf8Reader text;
  private final CsvParser parser = new CsvParser(settings());
  private boolean begun;
  private long blank;
  private long given;
  private long inner;

  /**
   * Rows of {@code text}.
   *
   * @param csv the file that the text comes from, for messages
   * @param text its lines; stays the caller's to close
   */
  CsvRows(Path csv, StrictUtf8Reader text) {
    this.csv = csv;
    this.text = text;
  }

  private static CsvParserSettings settings() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setLineSeparator("\n");
    // By default a row whose first cell starts with # would vanish.
    settings.setCommentProcessingEnabled(false);
    settings.setMaxCharsPerColumn(-1);
    settings.setMaxColumns(MAX_COLUMNS);
    // The parser skips empty lines before it counts them, and the next row's line would be wrong.
    settings.setSkipEmptyLines(false);
    // Makes `a, "b,c"` two cells, not three. The rest is stripped by Cells.
    settings.setIgnoreLeadingWhitespaces(true);
    settings.setIgnoreTrailingWhitespaces(false);
    // Zero bytes are no blanks: where they stand, something was lost.
    settings.setSkipBitsAsWhitespace(false);
    settings.setReadInputOnSeparateThread(false);
    settings.setAutoClosingEnabled(false);
    // Cells may hold what nobody else is to see: no message shows them.
    settings.setErrorContentLength(0);
    settings.setInputBufferSize(1 << 16);
    return settings;
  }

  /**
   * The next row that has a non-blank cell; empty at the end of the file.
   *
   * @throws BadTableException if the file is not UTF-8, a quote in it is never closed, or a row has
   *     more than 262 144 cells or 16 million characters
   * @throws IOException if the file cannot be read
   */
  Optional<CsvRow> next() throws BadTableException, IOException {
    long linesBefore = 0;
    try {
      if (!begun) {
        begun = true;
        parser.beginParsing(text);
      }
      while (true) {
        linesBefore = parser.getContext().currentLine();
        @Nullable String[] cells = parser.parseNext();
        text.rowEnded();
        if (cells == null || isEnd(cells, linesBefore + 1)) {
          return Optional.empty();
        }
        int breaks = parser.getContext().currentLine() - linesBefore > 1 ? breaks(cells) : 0;
        CsvRow row =
            new CsvRow(linesBefore + 1, linesBefore + 1 + breaks, told(stripped(cells), cells));
        inner += breaks;
        if (!row.isBlank()) {
          given++;
          return Optional.of(row);
        }
        blank++;
      }
    } catch (TextParsingException e) {
      throw asOurs(e, linesBefore + 1);
    }
  }

  /**
   * What became of the lines, once there is no further row.
   *
   * @param headed whether the first row is the header
   * @throws IllegalArgumentException if a line was lost
   */
  TableLines lines(boolean headed) {
    long headers = headed ? Math.min(given, 1) : 0;
    return new TableLines(text.lines(), headers, blank, given - headers, inner);
  }

  private static int breaks(@Nullable String[] cells) {
    int breaks = 0;
    for (String cell : cells) {
      breaks += cell == null ? 0 : CharMatcher.is('\n').countIn(cell);
    }
    return breaks;
  }

  /**
   * Whether a row is the mark behind the text.
   *
   * @throws BadTableException if the mark stands inside a cell: its quote was never closed
   */
  private boolean isEnd(@Nullable String[] cells, long line) throws BadTableException {
    String last = cells[cells.length - 1];
    if (last == null || last.indexOf(StrictUtf8Reader.END) < 0) {
      return false;
    }
    if (cells.length == 1 && last.length() == 1) {
      return true;
    }
    long opened = line + breaks(Arrays.copyOf(cells, cells.length - 1));
    throw new BadTableException(
        Text.printable(csv.toString())
            + ":"
            + opened
            + ": a quote is opened and never closed: everything after it, to line "
            + text.lines()
            + ", is one cell",
        "close it, or delete it, on that line or on an earlier one that has an odd number of quotes");
  }

  /** A line of zero bytes is no blank one: a disk or a copy has lost what stood there. */
  private static List<String> told(List<String> stripped, @Nullable String[] cells) {
    boolean blank = stripped.stream().allMatch(String::isEmpty);
    boolean zeros = blank && Arrays.stream(cells).anyMatch(CsvRows::hasZero);
    return zeros ? List.of("\u0000") : stripped;
  }

  private static boolean hasZero(@Nullable String cell) {
    return cell != null && cell.indexOf('\u0000') >= 0;
  }

  /** The parser gives null for an empty cell. */
  private static List<String> stripped(@Nullable String[] cells) {
    String[] stripped = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      String cell = cells[i];
      stripped[i] = cell == null ? "" : Cells.strip(cell);
    }
    return Collections.unmodifiableList(Arrays.asList(stripped));
  }

  /**
   * What really went wrong: the parser wraps whatever its input throws, and reports too many cells
   * as a bad index.
   */
  private BadTableException asOurs(TextParsingException wrapped, long line) throws IOException {
    for (Throwable cause = wrapped.getCause(); cause != null; cause = cause.getCause()) {
      switch (cause) {
        case StrictUtf8Reader.NotUtf8Exception e -> {
          return new BadTableException(
              Text.printable(csv.toString())
                  + ":"
                  + e.line()
                  + ": the file is not UTF-8: the line contains invalid bytes",
              "save it as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8");
        }
        case StrictUtf8Reader.LongRowException e -> {
          return new BadTableException(
              Text.printable(csv.toString())
                  + ":"
                  + line
                  + ": the row that begins here has more than "
                  + StrictUtf8Reader.LONGEST_ROW
                  + " characters",
              "close the quote that is open there; if there is none, this is not a score file");
        }
        case IOException e -> throw e;
        case IndexOutOfBoundsException e -> {
          return new BadTableException(
              Text.printable(csv.toString())
                  + ":"
                  + line
                  + ": the row has more than "
                  + MAX_COLUMNS
                  + " cells",
              "this is not a score file: check that line");
        }
        default -> {}
      }
    }
    throw wrapped;
  }
}
