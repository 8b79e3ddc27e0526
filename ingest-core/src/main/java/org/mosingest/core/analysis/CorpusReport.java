package org.mosingest.core.analysis;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.content.Categories;
import org.mosingest.core.content.ContentTally;
import org.mosingest.core.content.Histogram;
import org.mosingest.core.content.Moments;
import org.mosingest.core.content.OpinionTally;
import org.mosingest.core.content.RowDoubt;
import org.mosingest.core.row.Examples;
import org.mosingest.core.state.HostTransfer;

/**
 * A corpus in figures, as far as runs have come. Its texts may be anything that a manifest or a
 * server said, but for control characters.
 *
 * @param books how many rows there are, and what became of them
 * @param attrition what could not be had, and why
 * @param bias whether what is lost is of another kind than what is kept
 * @param content what the output's rows hold
 * @param duplicates labels that share a clip with another
 * @param transfers what came from each host in finished runs, the slowest first
 */
public record CorpusReport(
    Books books,
    Attrition attrition,
    Bias bias,
    Content content,
    Duplicates duplicates,
    List<HostTransfer> transfers) {
  public CorpusReport {
    transfers = List.copyOf(transfers);
  }

  /**
   * The manifest's rows by what became of them.
   *
   * @param rows the rows taken
   * @param rejected rows that were refused before
   * @param outcomes what became of the rows taken
   * @param output what stands in the output
   * @param differences where the last finished run's own counts are others
   * @param lastRun what the last finished run did with the rows in the output
   */
  public record Books(
      int rows,
      int rejected,
      Outcomes outcomes,
      OutputLines output,
      List<String> differences,
      Optional<LastRun> lastRun) {
    public Books {
      differences = List.copyOf(differences);
    }

    /** Whether every row is accounted for. */
    public boolean balance() {
      return outcomes.written() + outcomes.dedups() + outcomes.downloadFailed() + outcomes.broken()
          == rows;
    }
  }

  /** Outcome of the rows: how many of each. */
  public record Outcomes(int written, int dedups, int downloadFailed, int broken, int unsettled) {}

  /**
   * What the last finished run did with the rows whose bytes the output has.
   *
   * @param written rows it wrote
   * @param alreadyInOutput rows that earlier runs had written
   * @param duplicates rows with the bytes of another row
   */
  public record LastRun(int written, int alreadyInOutput, int duplicates) {

    /** All of them. */
    int rows() {
      return written + alreadyInOutput + duplicates;
    }
  }

  /**
   * What stands in the output.
   *
   * @param outputRows rows in the output
   * @param foreignRows those of them that this manifest does not name
   * @param strangeLines lines of the output that are not rows
   */
  public record OutputLines(long outputRows, long foreignRows, long strangeLines) {}

  /**
   * What could not be had or used.
   *
   * @param share of the rows whose clip could not be had, 0 to 1
   * @param reasons the most frequent first, by their fixed word
   * @param byHost how much each host has lost
   * @param failuresByDay when clips failed, where that is known, by the day or hour in UTC
   * @param runs when rows were ingested: an instant for each run, with its rows
   */
  public record Attrition(
      double share,
      List<Reason> reasons,
      LossBy byHost,
      List<Moment> failuresByDay,
      List<Moment> runs) {
    public Attrition {
      reasons = List.copyOf(reasons);
      failuresByDay = List.copyOf(failuresByDay);
      runs = List.copyOf(runs);
    }
  }

  /**
   * Why clips are lost.
   *
   * @param word the reason's fixed word
   * @param clips how many
   * @param example one of the reasons in full
   */
  public record Reason(String word, Fate fate, int clips, String example) {}

  /**
   * How many at a time.
   *
   * @param at the time, or the start of the span
   * @param clips how many
   */
  public record Moment(Instant at, int clips) {}

  /**
   * Whether what is lost is of another kind.
   *
   * @param sentence what is to be known, in plain words
   * @param further what else stands out
   * @param mos the scores compared
   * @param bins the scores of both side by side
   * @param by how much was lost in the parts of the corpus
   */
  public record Bias(
      String sentence, List<String> further, MosShift mos, List<MosBin> bins, List<LossBy> by) {
    public Bias {
      further = List.copyOf(further);
      bins = List.copyOf(bins);
      by = List.copyOf(by);
    }
  }

  /**
   * One span of scores.
   *
   * @param from its lower edge, within it
   * @param to its upper edge
   */
  public record MosBin(double from, double to, long kept, long lost) {}

  /**
   * What rows hold.
   *
   * @param rows scores, pictures, codecs, durations
   * @param pixelFormats the most frequent
   * @param sizes the clips' sizes in bytes
   * @param sizeSummary the sizes in short
   * @param doubts rows that may be of no moving picture, by kind
   * @param opinions spreads and numbers of votes
   */
  public record Content(
      ContentTally.Distributions rows,
      Categories.Top pixelFormats,
      List<Histogram.Bin> sizes,
      Moments.Summary sizeSummary,
      Map<RowDoubt, Examples> doubts,
      OpinionTally.Opinions opinions) {
    public Content {
      doubts = Map.copyOf(doubts);
      sizes = List.copyOf(sizes);
    }
  }

  /**
   * Labels that share a clip.
   *
   * @param sameName rows that name a clip again
   * @param sameBytes clips whose bytes another name has
   * @param placeholders the clips among them, and those that they are duplicates of, whose bytes
   *     three or more share; each example is of another file
   */
  public record Duplicates(Twins sameName, Twins sameBytes, Examples placeholders) {}
}
