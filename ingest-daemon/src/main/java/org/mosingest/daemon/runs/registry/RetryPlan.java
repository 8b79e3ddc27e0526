package org.mosingest.daemon.runs.registry;

import com.google.common.collect.Lists;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.packed.Indexes;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.Counted;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.runs.NotFailedException;
import org.mosingest.daemon.runs.RetryChoice;
import org.mosingest.daemon.runs.store.RunRecord;

/**
 * What a retry of an ended run does.
 *
 * @param pass the rows to take up and the books without them; empty if the run never began
 * @param rows how many rows it takes up
 * @param forget the clips that may be asked for over the network again; a view, as {@code refetch}
 * @param refetch the broken clips that are fetched again if they were downloaded
 */
record RetryPlan(Optional<Pass> pass, int rows, List<Clip> forget, List<Clip> refetch) {

  /**
   * Chooses the rows: failures that the choice takes, and rows that were never settled.
   *
   * @param run ended
   * @param failures shows all of its failures, as often as it is asked
   * @param choice which of the failures
   * @throws BadCorpusException if the manifest is not the run's own any more
   * @throws NotFailedException if the choice names a clip that has not failed
   * @throws IOException if the failures cannot be read
   */
  static RetryPlan of(RunRecord run, FailureList failures, Manifest manifest, RetryChoice choice)
      throws BadCorpusException, NotFailedException, IOException {
    Set<String> others = new TreeSet<>(choice.named());
    if (!others.isEmpty()) {
      failures.each(failure -> others.remove(failure.name()));
    }
    if (!others.isEmpty()) {
      throw new NotFailedException(others);
    }
    int total = manifest.rows().size();
    if (run.pass().isEmpty()) {
      return new RetryPlan(Optional.empty(), total, List.of(), List.of());
    }
    Pass before = run.pass().get();
    if (run.rows() != total) {
      throw changed("it had " + Counted.of(run.rows(), "row") + " and now has " + total);
    }
    Chosen chosen = new Chosen(before, manifest, choice);
    failures.each(chosen::look);
    if (!chosen.changed.isEmpty()) {
      throw changed(chosen.changed);
    }
    if (!before.fits(manifest)) {
      throw changed("its rows have other clips or labels, or another order");
    }
    BitSet unsettled = unsettled(before, total);
    if (chosen.rows.isEmpty() && before.only().isEmpty()) {
      return new RetryPlan(Optional.of(before), unsettled.cardinality(), List.of(), List.of());
    }
    BitSet rows = chosen.rows;
    rows.or(unsettled);
    Books books = before.booksOf(total);
    Books without =
        new Books(
            total,
            books.written(),
            books.dedups(),
            books.skippedDownload() - chosen.downloads,
            books.skippedBroken() - chosen.broken,
            books.alreadyInOutput());
    // Where rows were left over the run may have written more than it could say: those count as its
    // own.
    long ownFrom = unsettled.isEmpty() ? Pass.NO_ROWS_YET : before.outputBytes();
    Pass pass =
        new Pass(
            before.startedAt(),
            Optional.of(Indexes.of(rows.stream().toArray())),
            0,
            Optional.of(without),
            ownFrom,
            before.order());
    return new RetryPlan(
        Optional.of(pass),
        rows.cardinality(),
        clips(manifest, chosen.forget),
        clips(manifest, chosen.refetch));
  }

  /** A view, so that no clip is held. */
  private static List<Clip> clips(Manifest manifest, BitSet rows) {
    return Lists.transform(
        Indexes.of(rows.stream().toArray()), row -> manifest.rows().get(row).clip());
  }

  /** Failures of a run. */
  interface FailureList {
    /** Shows them one after the other, in manifest order. */
    void each(Consumer<ClipFailure> each) throws IOException;
  }

  /** What the choice takes of them, by rows. */
  private static final class Chosen {
    private final Pass before;
    private final Manifest manifest;
    private final RetryChoice choice;
    private final BitSet rows = new BitSet();
    private final BitSet forget = new BitSet();
    private final BitSet refetch = new BitSet();
    private int downloads;
    private int broken;

    /** How the manifest differs from the one that the run read; empty if it does not. */
    private String changed = "";

    Chosen(Pass before, Manifest manifest, RetryChoice choice) {
      this.before = before;
      this.manifest = manifest;
      this.choice = choice;
    }

    void look(ClipFailure failure) {
      String name = manifest.rows().get(failure.row()).clip().name().value();
      if (changed.isEmpty() && !name.equals(failure.name())) {
        changed = "row " + (failure.row() + 1) + " was " + failure.name() + " and now is " + name;
      }
      if (!choice.takes(failure)) {
        return;
      }
      rows.set(failure.row());
      // The books know nothing yet of those that waited for an earlier row.
      int counted = before.settled(failure.row()) ? 1 : 0;
      switch (failure.kind()) {
        case DOWNLOAD -> {
          downloads += counted;
          forget.set(failure.row());
        }
        case BROKEN -> {
          broken += counted;
          if (choice.refetches(failure)) {
            refetch.set(failure.row());
          }
        }
      }
    }
  }

  /** The run, queued again for what is planned. */
  RunRecord queued(RunRecord ended, long turn) {
    return ended.queuedAgain(turn, pass.isPresent() ? ended.rows() : rows, pass);
  }

  /** Whether there is nothing to do. */
  boolean isEmpty() {
    return rows == 0;
  }

  private static BitSet unsettled(Pass pass, int total) {
    BitSet rows = new BitSet();
    for (int row = 0; row < total; row++) {
      if (!pass.settled(row)) {
        rows.set(row);
      }
    }
    return rows;
  }

  private static BadCorpusException changed(String how) {
    return new BadCorpusException(
        "the manifest has changed since the run read it: " + how,
        "submit a new run: rows that are already in the output are not written twice");
  }
}
