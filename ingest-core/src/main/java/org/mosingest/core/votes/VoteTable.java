package org.mosingest.core.votes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mosingest.core.csv.BadTableException;
import org.mosingest.core.csv.Cells;
import org.mosingest.core.csv.CsvFile;
import org.mosingest.core.csv.CsvRow;
import org.mosingest.core.csv.Headers;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.row.Text;
import org.mosingest.core.setting.Setting;

/**
 * A votes table's columns. Nothing of its rows but names and scores is looked at.
 *
 * @param width how many columns there are
 * @param name those of the clip's name, preferred first
 * @param score those of the vote, preferred first
 */
record VoteTable(int width, List<Integer> name, List<Integer> score) {

  /** So that the squares of all votes of a clip have a sum. */
  private static final double LARGEST_VOTE = 1e100;

  /** Headers of the clip's name. */
  private static final List<String> NAMES =
      List.of("video_name", "file_name", "name", "clip", "video");

  /** Headers of the vote. */
  private static final List<String> SCORES =
      List.of("score", "rating", "vote", "opinion", "value", "mos");

  /** Hears of the rows of a table. */
  interface Listener {

    /**
     * A vote.
     *
     * @param names what the row calls the clip, preferred first
     */
    void vote(long line, List<String> names, double vote);

    /** A row that is no vote. */
    void bad(long line, String why);
  }

  /**
   * Reads a table.
   *
   * @throws BadTableException if it is none, or lacks a column; no message holds a cell, which in a
   *     table without a header may be a worker's
   * @throws IOException if it cannot be read
   */
  static void read(Path file, VoteColumns asked, Corpus corpus, Listener listener)
      throws BadTableException, IOException {
    try (CsvFile csv = CsvFile.open(file)) {
      VoteTable table = under(csv.firstRow().cells(), asked, corpus, file);
      boolean all = corpus.naming().search();
      for (Optional<CsvRow> row = csv.next(); row.isPresent(); row = csv.next()) {
        table.take(row.get(), all, listener);
      }
    }
  }

  private static VoteTable under(List<String> headers, VoteColumns asked, Corpus corpus, Path file)
      throws BadTableException {
    List<String> names = asked.name().map(List::of).orElse(NAMES);
    List<String> scores = asked.score().map(List::of).orElse(SCORES);
    List<Integer> name = Headers.find(names, headers);
    if (name.isEmpty() && asked.name().isEmpty()) {
      names = corpus.manifestColumns().name();
      name = Headers.find(names, headers);
    }
    List<Integer> score = Headers.find(scores, headers);
    if (name.isEmpty() || score.isEmpty()) {
      String delimited = Headers.hint(headers);
      throw new BadTableException(
          "no readable columns in %s: none of the %d in its first row is called %s"
              .formatted(
                  Text.printable(file.toString()),
                  headers.size(),
                  name.isEmpty()
                      ? "as one that holds a clip's name: "
                          + Text.printable(
                              String.join(", ", asked.name().isEmpty() ? NAMES : names))
                      : "as one that holds a vote: " + Text.printable(String.join(", ", scores))),
          headers.size() > 1
              ? "give its columns as name=COL,score=COL; a table without a header needs one"
              : delimited,
          Setting.VOTE_COLUMNS);
    }
    return new VoteTable(headers.size(), name, score);
  }

  private void take(CsvRow row, boolean all, Listener listener) {
    if (!row.isBlankFrom(width)) {
      listener.bad(row.line(), "more cells than the header's " + width);
      return;
    }
    String first = Headers.first(row, name);
    if (first.isEmpty()) {
      listener.bad(row.line(), "no clip name");
      return;
    }
    String text = Headers.first(row, score);
    OptionalDouble vote = Cells.decimal(text);
    if (vote.isEmpty()) {
      listener.bad(row.line(), text.isEmpty() ? "no score" : "the score is not a finite number");
      return;
    }
    if (Math.abs(vote.getAsDouble()) > LARGEST_VOTE) {
      listener.bad(row.line(), "the score is too large");
      return;
    }
    List<String> names = all && name.size() > 1 ? Headers.all(row, name) : List.of(first);
    listener.vote(row.line(), names, vote.getAsDouble());
  }
}
