package org.mosingest.core.export.describe;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.setting.Setting;
import org.mosingest.core.state.DurableFiles;

/**
 * What is to be written about an export.
 *
 * @param corpus whose rows are exported
 * @param croissant where its metadata go
 * @param card where its card goes
 */
public record Description(Corpus corpus, Optional<Path> croissant, Optional<Path> card) {

  /** The files that are written. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    croissant.ifPresent(files::add);
    card.ifPresent(files::add);
    return files;
  }

  /**
   * Writes them.
   *
   * @throws IOException if one cannot be written
   */
  public void write(Described described) throws IOException {
    if (croissant.isPresent()) {
      DurableFiles.replace(croissant.get(), Croissant.of(corpus, described, croissant.get()));
    }
    if (card.isPresent()) {
      DurableFiles.replace(card.get(), DatasetCard.of(corpus, described, card.get()));
    }
  }

  /** What a description must know of the rows. Not thread-safe. */
  public static final class Seen {
    private final Set<String> corpora = new TreeSet<>();
    private Instant newest = Instant.EPOCH;

    /** Nothing yet. */
    public Seen() {}

    /** A row. */
    public void add(CorpusRow row) {
      corpora.add(row.corpus());
      if (row.ingestedAt().isAfter(newest)) {
        newest = row.ingestedAt();
      }
    }

    /** When the newest row was ingested. */
    public Instant newest() {
      return newest;
    }
  }

  /**
   * Makes sure that it tells of these rows.
   *
   * @throws RefusedExportException if rows are of another corpus
   */
  public void require(Seen rows) throws RefusedExportException {
    Set<String> others = new TreeSet<>(rows.corpora);
    others.remove(corpus.id());
    if (!files().isEmpty() && !others.isEmpty()) {
      throw new RefusedExportException(
          "a description covers one corpus, " + corpus.id() + ", but there are rows of " + others,
          "name the rows' corpus, or export without a description",
          Setting.CORPUS);
    }
  }
}
