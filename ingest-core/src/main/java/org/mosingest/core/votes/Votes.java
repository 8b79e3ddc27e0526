package org.mosingest.core.votes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mosingest.core.csv.BadTableException;
import org.mosingest.core.packed.RowPacker;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.MosScale;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Text;

/**
 * Joins votes to rows. Tables are read once from their start, in any order of their rows, in memory
 * that does not grow with the votes. Not thread-safe.
 */
public final class Votes {

  /** What a mean may lie from the MOS, as a share of the scale. */
  private static final double TOLERANCE = 0.01;

  /** Sums of a hundred votes are off by less, as a share of the scale. */
  private static final double ROUNDING = 1e-9;

  private final Corpus corpus;
  private final List<ManifestRow> rows;
  private final RowNames names;
  private final VoteTally tally;
  private final Examples.Counter bad = new Examples.Counter();
  private final Examples.Counter withoutRow = new Examples.Counter();
  private final Examples.Counter beyondScale = new Examples.Counter();
  private long counted;

  private Votes(Corpus corpus, List<ManifestRow> rows) {
    this.corpus = corpus;
    this.rows = rows;
    this.names = new RowNames(rows, corpus.naming());
    this.tally = new VoteTally(rows.size());
  }

  /**
   * Rows with what their votes say.
   *
   * @param rows the same rows in their order; those with votes have their spread and number, their
   *     MOS is the manifest's
   * @param books what became of the votes
   */
  public record Joined(List<ManifestRow> rows, VoteBooks books) {}

  /**
   * What a table would give.
   *
   * @param votes votes for a clip of a row
   * @param clips clips that have one
   * @param least the fewest that such a clip has
   * @param most the most
   */
  public record Look(long votes, int clips, int least, int most) {}

  /**
   * Reads votes and joins them to rows.
   *
   * @param rows a manifest's, indexed from 0 without a gap
   * @throws BadTableException if a table is missing, given twice, or cannot be read as one; a bad
   *     vote is counted and ends nothing
   * @throws IOException if one cannot be read
   */
  public static Joined join(VoteFiles files, Corpus corpus, List<ManifestRow> rows)
      throws BadTableException, IOException {
    if (files.files().isEmpty()) {
      return new Joined(rows, VoteBooks.NONE);
    }
    Votes votes = new Votes(corpus, rows);
    Set<Path> read = new HashSet<>();
    for (Path file : files.files()) {
      if (Files.exists(file) && !read.add(file.toRealPath())) {
        throw new BadTableException(
            "the votes in " + Text.printable(file.toString()) + " are given twice",
            "give each table once, or its votes would count twice");
      }
      votes.read(file, files.columns());
    }
    return votes.joined(files.files());
  }

  /**
   * What a table would give if it were read as votes.
   *
   * @throws BadTableException if it cannot
   * @throws IOException if it cannot be read
   */
  public static Look look(Path file, VoteColumns columns, Corpus corpus, List<ManifestRow> rows)
      throws BadTableException, IOException {
    Votes votes = new Votes(corpus, rows);
    votes.read(file, columns);
    int clips = 0;
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int i = 0; i < rows.size(); i++) {
      int count = votes.tally.count(i);
      if (count > 0) {
        clips++;
        least = Math.min(least, count);
        most = Math.max(most, count);
      }
    }
    return new Look(votes.counted, clips, clips == 0 ? 0 : least, most);
  }

  private void read(Path file, VoteColumns columns) throws BadTableException, IOException {
    String shown = file.toString();
    MosScale scale = corpus.scales().ofTables();
    VoteTable.read(
        file,
        columns,
        corpus,
        new VoteTable.Listener() {
          @Override
          public void vote(long line, List<String> called, double vote) {
            int row = names.find(called);
            if (row == RowNames.SEVERAL) {
              bad.add(shown + ":" + line + ": clips in several folders have that name");
            } else if (row < 0) {
              withoutRow.add(shown + ":" + line);
            } else {
              counted++;
              tally.add(row, vote);
              if (!scale.holds(vote)) {
                beyondScale.add(shown + ":" + line);
              }
            }
          }

          @Override
          public void bad(long line, String why) {
            bad.add(shown + ":" + line + ": " + why);
          }
        });
  }

  private Joined joined(List<Path> files) throws IOException {
    Examples.Counter otherMos = new Examples.Counter();
    Examples.Counter rowsWithout = new Examples.Counter();
    try (RowPacker joined = new RowPacker()) {
      for (ManifestRow row : rows) {
        int clip = row.firstIndex();
        if (tally.count(clip) == 0) {
          rowsWithout.add(row.clip().name().value());
          joined.add(row);
          continue;
        }
        Opinion opinion =
            new Opinion(
                row.opinion().mos(), corpus.scales().spread(tally.stdDev(clip)), tally.count(clip));
        joined.add(
            new ManifestRow(row.index(), row.clip(), opinion, row.firstIndex(), row.extras()));
        if (!row.isRepeat() && differs(corpus.scales().score(tally.mean(clip)), opinion.mos())) {
          otherMos.add(
              String.format(
                  Locale.ROOT,
                  "%s, mean %.3f of %s, MOS %.3f",
                  row.clip().name().value(),
                  corpus.scales().score(tally.mean(clip)),
                  Counted.of(tally.count(clip), "vote"),
                  opinion.mos()));
        }
      }
      return new Joined(
          joined.rows(rows.size()),
          new VoteBooks(
              files,
              counted,
              bad.examples(),
              withoutRow.examples(),
              beyondScale.examples(),
              otherMos.examples(),
              rowsWithout.examples()));
    }
  }

  private boolean differs(double mean, double mos) {
    double range = corpus.scale().highest() - corpus.scale().lowest();
    return Math.abs(mean - mos) > (TOLERANCE + ROUNDING) * range;
  }
}
