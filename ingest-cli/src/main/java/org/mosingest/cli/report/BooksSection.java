package org.mosingest.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.analysis.CorpusReport.Books;
import org.mosingest.core.analysis.CorpusReport.LastRun;

/** The rows and what became of them. */
final class BooksSection {

  private BooksSection() {}

  static Section of(Books books) {
    List<String> sentences = new ArrayList<>();
    if (books.balance()) {
      sentences.add("Every row of the manifest is accounted for.");
    } else {
      sentences.add(
          ReportText.count(books.outcomes().unsettled())
              + " of "
              + ReportText.count(books.rows(), "row is", "rows are")
              + " not settled yet: run the same command again to continue.");
    }
    books.lastRun().ifPresent(run -> lastRun(run, sentences));
    books
        .differences()
        .forEach(difference -> sentences.add("The counts differ: " + difference + "."));
    if (books.rejected() > 0) {
      sentences.add(
          ReportText.count(
                  books.rejected(),
                  "row of the manifest was refused because it has",
                  "rows of the manifest were refused because they have")
              + " no usable name or no finite MOS.");
    }
    if (books.output().foreignRows() > 0) {
      sentences.add(
          ReportText.count(
                  books.output().foreignRows(), "row of the output is", "rows of the output are")
              + " not in this manifest.");
    }
    if (books.output().strangeLines() > 0) {
      sentences.add(
          ReportText.count(
              books.output().strangeLines(),
              "line of the output is not a row.",
              "lines of the output are not rows."));
    }
    return new Section("books", "Outcome of the rows", sentences, List.of(fates(books)));
  }

  /** A repeat of a run writes little or nothing: what it found there already is no duplicate. */
  private static void lastRun(LastRun run, List<String> sentences) {
    if (run.alreadyInOutput() > 0) {
      sentences.add(
          "The last run wrote "
              + ReportText.count(run.written(), "row", "rows")
              + "; "
              + ReportText.count(run.alreadyInOutput(), "was", "were")
              + " already in the output, "
              + ReportText.count(
                  run.duplicates(),
                  "was a duplicate of another row.",
                  "were duplicates of other rows."));
    }
  }

  private static Figure fates(Books books) {
    List<Figure.Row> rows = new ArrayList<>();
    List<Chart.Series> series = new ArrayList<>();
    put("written", "kept", books.outcomes().written(), books, rows, series);
    put("dedups", "dedup", books.outcomes().dedups(), books, rows, series);
    put("download-failed", "lost", books.outcomes().downloadFailed(), books, rows, series);
    put("broken", "broken", books.outcomes().broken(), books, rows, series);
    put("not settled", "waiting", books.outcomes().unsettled(), books, rows, series);
    rows.add(Figure.Row.of("in all", ReportText.count(books.rows()), ReportText.percent(1)));
    return new Figure(
        "fates",
        "Outcome of the manifest's rows",
        Optional.of(new Chart(List.of("rows"), series, true, true, false, "rows")),
        List.of("outcome", "rows", "share"),
        rows);
  }

  private static void put(
      String name,
      String colour,
      int count,
      Books books,
      List<Figure.Row> rows,
      List<Chart.Series> series) {
    rows.add(Figure.Row.of(name, ReportText.count(count), ReportText.percent(count, books.rows())));
    if (count > 0) {
      series.add(Chart.Series.of(name, colour, List.of((double) count)));
    }
  }
}
