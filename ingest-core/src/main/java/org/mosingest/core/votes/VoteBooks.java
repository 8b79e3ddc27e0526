package org.mosingest.core.votes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;

/**
 * What became of the votes. No example holds anything of a votes table but its path and a line's
 * number: what stands in another column than was meant is nobody's business.
 *
 * @param files the tables
 * @param counted the votes that count: finite numbers for a clip of a row
 * @param bad the rows that are no votes: no name, no finite number, a name that several clips have
 * @param withoutRow the votes for a clip that no row names
 * @param beyondScale votes beyond the scale, which count all the same
 * @param otherMos the clips whose mean differs from the manifest's MOS by more than 0.01 of the
 *     scale
 * @param rowsWithout the rows without a vote
 */
public record VoteBooks(
    List<Path> files,
    long counted,
    Examples bad,
    Examples withoutRow,
    Examples beyondScale,
    Examples otherMos,
    Examples rowsWithout) {

  /** Of a run without votes. */
  public static final VoteBooks NONE =
      new VoteBooks(
          List.of(), 0, Examples.NONE, Examples.NONE, Examples.NONE, Examples.NONE, Examples.NONE);

  public VoteBooks {
    files = List.copyOf(files);
  }

  /** All in one sentence; empty for a run without votes. */
  public String summary() {
    return files.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "votes: %d valid, %d bad, %d for unknown clips; %s none",
            counted,
            bad.count(),
            withoutRow.count(),
            Counted.of(rowsWithout.count(), "row has", "rows have"));
  }

  /** What a user should look at, a sentence each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    warn(bad, "bad vote was left out", "bad votes were left out", warnings);
    warn(
        withoutRow,
        "vote is for a clip that is in no row",
        "votes are for a clip that is in no row",
        warnings);
    warn(
        beyondScale,
        "vote is outside the scale; it counts",
        "votes are outside the scale; they count",
        warnings);
    warn(
        otherMos,
        "clip has votes whose mean differs from the manifest's MOS, which is kept",
        "clips have votes whose mean differs from the manifest's MOS, which is kept",
        warnings);
    if (!files.isEmpty() && counted > 0) {
      warn(rowsWithout, "row has no vote", "rows have no vote", warnings);
    }
    return warnings;
  }

  private static void warn(Examples some, String one, String several, List<String> warnings) {
    if (some.any()) {
      warnings.add(
          Counted.of(some.count(), one, several)
              + ": "
              + String.join("; ", some.first())
              + (some.count() > some.first().size() ? " and others" : ""));
    }
  }
}
