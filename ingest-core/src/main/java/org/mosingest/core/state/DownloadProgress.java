package org.mosingest.core.state;

import com.google.common.collect.Iterables;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mosingest.core.paths.WrittenFile.Kind;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of each clip's download: {@code .download-progress.json}.
 *
 * <p>Two files. The snapshot has the shape that operators know and may edit between runs; it is
 * replaced atomically. Since rewriting it for each clip would cost more the larger the corpus is,
 * decisions between two snapshots go to a journal beside it, which says what it changes: where an
 * operator has edited the snapshot meanwhile, the edit wins, and the decisions on entries that it
 * leaves as they were are kept. The snapshot is rewritten when the journal has grown to a quarter
 * of it, and every 50 decisions in a corpus of up to 500 clips: a decision costs the same in any
 * corpus.
 *
 * <p>Safe for many threads, interrupted ones included. The one lock is held over the writes on
 * purpose: nobody may decide a 51st clip while the fiftieth is not yet on its way to the disk.
 */
public final class DownloadProgress implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DownloadProgress.class);

  /** The promise: after a crash at most this many decisions are missing. */
  static final int MOST_UNSAVED = 50;

  /** The snapshot is rewritten when the journal holds one decision for that many entries. */
  private static final int ENTRIES_PER_DECISION = 4;

  /** Up to so many entries the snapshot is never further behind than the journal may be. */
  private static final int SMALL = 500;

  /** Decisions on many clips are put together by so many, so that all need not be held at once. */
  private static final int DECIDED_AT_ONCE = 1000;

  /** The file's usual name, in the corpus folder. */
  public static final String FILE_NAME = ".download-progress.json";

  private final Object lock = new Object();
  private final Path file;

  @GuardedBy("lock")
  private final ProgressEntries entries;

  @GuardedBy("lock")
  private final ProgressJournal journal;

  @GuardedBy("lock")
  private WrittenSnapshot self;

  private DownloadProgress(
      Path file, ProgressEntries entries, ProgressJournal journal, WrittenSnapshot self) {
    this.file = file;
    this.entries = entries;
    this.journal = journal;
    this.self = self;
  }

  /**
   * Reads the file, if there is one, with the decisions that its journal adds. One that cannot be
   * understood is reported, set aside as {@code <file>.unreadable}, and the progress starts empty.
   *
   * @throws IOException if the file cannot be read or its folder not written
   */
  public static DownloadProgress open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    Path journalFile = journalOf(file);
    ProgressEntries entries = ProgressEntries.read(file, journalFile);
    Sha256 fresh = entries.writeTo(file);
    WrittenSnapshot self = WrittenSnapshot.of(file);
    return new DownloadProgress(file, entries, ProgressJournal.begin(journalFile, fresh), self);
  }

  /**
   * Whether a file may be written as a download progress. One that cannot be understood is strange,
   * and set aside by the next run, unless it has another kind's name. Another JSON document, which
   * the next run could not tell from entries, is none under the usual name only.
   *
   * @throws IOException if it cannot be read
   */
  public static Kind kindOf(Path file) throws IOException {
    Kind kind;
    try (InputStream in = Files.newInputStream(file)) {
      kind = ProgressJson.kindOf(in);
    }
    String name = String.valueOf(file.getFileName());
    if (kind != Kind.STRANGE || name.equals(FILE_NAME)) {
      return kind;
    }
    boolean otherName = name.lastIndexOf('.') > 0 && !name.endsWith(".json");
    if (otherName) {
      return Kind.FOREIGN;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return ProgressJson.read(in).isPresent() ? Kind.FOREIGN : kind;
    }
  }

  /** Where the decisions since the file was last written are. */
  public static Path journalOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".journal");
  }

  /** How many clips are recorded as done and as failed. */
  public Totals totals() {
    synchronized (lock) {
      return new Totals(
          entries.count(ClipState.Done.class::isInstance),
          entries.count(state -> state instanceof ClipState.Failed f && f.forbids()));
    }
  }

  /**
   * Entries by state.
   *
   * @param done clips whose bytes are on disk
   * @param failed clips that must not be asked for again
   */
  public record Totals(int done, int failed) {}

  /**
   * Why the clip must not be asked for over the network; empty if it may be. An entry under the
   * bare file name, as older files have it, speaks for every clip of that name.
   */
  public Optional<String> failure(Clip clip) {
    synchronized (lock) {
      return entries.failure(clip).filter(ClipState.Failed::forbids).map(ClipState.Failed::reason);
    }
  }

  /** The same, and why a clip failed that is to be tried again and has not been yet. */
  public Optional<String> lastReason(Clip clip) {
    synchronized (lock) {
      return entries.failure(clip).map(ClipState.Failed::reason);
    }
  }

  /** Whether the clip's bytes are recorded as on disk. */
  public boolean isDone(Clip clip) {
    synchronized (lock) {
      return entries.isDone(clip);
    }
  }

  /**
   * Records that the clip's bytes are on disk.
   *
   * @throws IOException if the record cannot be written
   */
  public void done(Clip clip) throws IOException {
    record(clip, ClipState.Done::new);
  }

  /**
   * Records that the clip cannot be had.
   *
   * @throws IOException if the record cannot be written
   */
  public void failed(Clip clip, String reason) throws IOException {
    record(clip, extras -> new ClipState.Failed(reason, false, extras));
  }

  /**
   * Lets the clips be asked for again whose failure's reason matches. The reasons are kept until
   * something comes of that.
   *
   * @return how many
   * @throws IOException if the change cannot be written; some may be forgotten then
   */
  public int forgetFailures(Predicate<String> reason) throws IOException {
    synchronized (lock) {
      int forgotten = 0;
      for (List<String> some : Iterables.partition(entries.failures(reason), DECIDED_AT_ONCE)) {
        forgotten += decide(entries.retried(some));
      }
      return forgotten;
    }
  }

  /**
   * The same for just these clips. An entry under the bare file name, which speaks for every clip
   * of that name, goes with them: whoever was judged by it in a run has an entry of its own by
   * then.
   *
   * @return how many entries
   * @throws IOException if the change cannot be written; then none is forgotten
   */
  public int forget(Collection<Clip> clips) throws IOException {
    synchronized (lock) {
      Set<String> keys = new LinkedHashSet<>();
      for (Clip clip : clips) {
        keys.add(clip.progressKey());
        keys.add(clip.name().baseName());
      }
      return decide(entries.retried(keys));
    }
  }

  private void record(Clip clip, Function<String, ClipState> next) throws IOException {
    synchronized (lock) {
      int _ = decide(entries.decided(clip, next));
    }
  }

  /**
   * First the journal, then the memory: what cannot be written is not known either, and may be
   * decided again. Forgetting goes this way too. Should a crash leave the old journal beside a new
   * snapshot that happens to be the one it continues, then replaying it leads to that snapshot
   * again.
   */
  @GuardedBy("lock")
  private int decide(List<ProgressJournal.Decision> decisions) throws IOException {
    if (decisions.isEmpty()) {
      return 0;
    }
    journal.append(decisions);
    decisions.forEach(entries::apply);
    int most = entries.size() <= SMALL ? MOST_UNSAVED : entries.size() / ENTRIES_PER_DECISION;
    if (journal.decisions() >= most) {
      snapshot();
    }
    return decisions.size();
  }

  /**
   * Writes the file anew if anything changed since it was last written.
   *
   * @throws org.mosingest.core.paths.TakenAwayException if somebody else changed it meanwhile
   * @throws IOException if it cannot be written; the old file stays
   */
  public void flush() throws IOException {
    synchronized (lock) {
      if (journal.decisions() > 0) {
        snapshot();
      }
    }
  }

  @GuardedBy("lock")
  private void snapshot() throws IOException {
    // Changed meanwhile, it is left as it is, and the next run reads it together with the journal.
    self.check();
    journal.check();
    Sha256 fresh = entries.writeTo(file);
    self = WrittenSnapshot.of(file);
    journal.restart(fresh);
  }

  /**
   * Writes the file and removes its journal. Where the file cannot be written the journal stays: it
   * holds the decisions, and the next to open the file reads both.
   *
   * @throws IOException if the journal cannot be closed
   */
  @Override
  public void close() throws IOException {
    synchronized (lock) {
      try {
        flush();
      } catch (IOException e) {
        LOG.warn(
            "cannot write {}: {}; the next run reads its decisions from the journal beside it",
            file,
            e.getMessage());
      } finally {
        journal.close();
      }
    }
  }
}
