package org.mosingest.daemon.runs.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.runs.NotFailedException;
import org.mosingest.daemon.runs.RetryChoice;
import org.mosingest.daemon.runs.store.RunRecord;

/**
 * What a retry of an ended run does.
 *
 * @param pass the rows to take up and the books without them; empty if the run never began
 * @param rows how many rows it takes up
 * @param forget the clips that may be asked for over the network again
 * @param refetch the broken clips that are fetched again if they were downloaded
 */
record RetryPlan(Optional<Pass> pass, int rows, List<Clip> forget, List<Clip> refetch) {

  /**
   * Chooses the rows: failures that the choice takes, and rows that were never settled.
   *
   * @param run ended
   * @param failures all of its failures
   * @param choice which of the failures
   * @throws BadCorpusException if the manifest is not the run's own any more
   * @throws NotFailedException if the choice names a clip that has not failed
   */
  static RetryPlan of(
      RunRecord run, List<ClipFailure> failures, Manifest manifest, RetryChoice choice)
      throws BadCorpusException, NotFailedException {
    choice.check(failures.stream().map(ClipFailure::name).collect(Collectors.toSet()));
    int total = manifest.rows().size();
    if (run.pass().isEmpty()) {
      return new RetryPlan(Optional.empty(), total, List.of(), List.of());
    }
    Pass before = run.pass().get();
    if (run.rows() != total) {
      throw changed("it had " + run.rows() + " rows and now has " + total);
    }
    TreeSet<Integer> rows = new TreeSet<>();
    List<Clip> forget = new ArrayList<>();
    List<Clip> refetch = new ArrayList<>();
    int downloads = 0;
    int broken = 0;
    for (ClipFailure failure : failures) {
      ManifestRow row = manifest.rows().get(failure.row());
      if (!row.clip().name().value().equals(failure.name())) {
        throw changed(
            "row "
                + (failure.row() + 1)
                + " was "
                + failure.name()
                + " and now is "
                + row.clip().name().value());
      }
      if (!choice.takes(failure)) {
        continue;
      }
      rows.add(failure.row());
      // The books know nothing yet of those that waited for an earlier row.
      int counted = before.settled(failure.row()) ? 1 : 0;
      switch (failure.kind()) {
        case DOWNLOAD -> {
          downloads += counted;
          forget.add(row.clip());
        }
        case BROKEN -> {
          broken += counted;
          if (choice.refetches(failure)) {
            refetch.add(row.clip());
          }
        }
      }
    }
    if (!before.fits(manifest)) {
      throw changed("its rows have other clips or labels, or another order");
    }
    List<Integer> unsettled = unsettled(before, total);
    if (rows.isEmpty() && before.only().isEmpty()) {
      return new RetryPlan(Optional.of(before), unsettled.size(), List.of(), List.of());
    }
    rows.addAll(unsettled);
    Books books = before.booksOf(total);
    Books without =
        new Books(
            total,
            books.written(),
            books.dedups(),
            books.skippedDownload() - downloads,
            books.skippedBroken() - broken,
            books.alreadyInOutput());
    // Where rows were left over the run may have written more than it could say: those count as its
    // own.
    long ownFrom = unsettled.isEmpty() ? Pass.NO_ROWS_YET : before.outputBytes();
    Pass pass =
        new Pass(
            before.startedAt(),
            Optional.of(List.copyOf(rows)),
            0,
            Optional.of(without),
            ownFrom,
            before.order());
    return new RetryPlan(Optional.of(pass), rows.size(), forget, refetch);
  }

  /** The run, queued again for what is planned. */
  RunRecord queued(RunRecord ended, long turn) {
    return ended.queuedAgain(turn, pass.isPresent() ? ended.rows() : rows, pass);
  }

  /** Whether there is nothing to do. */
  boolean isEmpty() {
    return rows == 0;
  }

  private static List<Integer> unsettled(Pass pass, int total) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < total; row++) {
      if (!pass.settled(row)) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static BadCorpusException changed(String how) {
    return new BadCorpusException(
        "the manifest is not the one that the run read: " + how,
        "submit a new run: what is in the output already is not written twice");
  }
}
