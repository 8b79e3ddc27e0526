package org.mosingest.core.state;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.mosingest.core.paths.WrittenFile.Kind;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of each clip's download: {@code .download-progress.json}.
 *
 * <p>Two files. The snapshot has the shape that operators know and may edit between runs; it is
 * replaced atomically. Since rewriting it for each clip would cost more the larger the corpus is,
 * decisions between two snapshots go to a journal beside it, which holds only if the snapshot is
 * still the file it continues: an operator's edit always wins. The snapshot is rewritten when the
 * journal has grown to a tenth of it, and to 50 decisions at least: a decision costs the same in
 * any corpus.
 *
 * <p>Safe for many threads, interrupted ones included. The one lock is held over the writes on
 * purpose: nobody may decide a 51st clip while the fiftieth is not yet on its way to the disk.
 */
public final class DownloadProgress implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DownloadProgress.class);

  /** The promise: after a crash at most this many decisions are missing. */
  static final int MOST_UNSAVED = 50;

  /** The snapshot is rewritten when the journal holds one decision for that many entries. */
  private static final int ENTRIES_PER_DECISION = 10;

  /** The file's usual name, in the corpus folder. */
  public static final String FILE_NAME = ".download-progress.json";

  private final Object lock = new Object();
  private final Path file;

  @GuardedBy("lock")
  private final SortedMap<String, ClipState> states;

  @GuardedBy("lock")
  private final ProgressJournal journal;

  @GuardedBy("lock")
  private WrittenSnapshot self;

  private DownloadProgress(
      Path file,
      SortedMap<String, ClipState> states,
      ProgressJournal journal,
      WrittenSnapshot self) {
    this.self = self;
    this.file = file;
    this.states = states;
    this.journal = journal;
  }

  /**
   * Reads the file, if there is one, with the decisions that its journal adds. One that cannot be
   * understood is reported, set aside as {@code <file>.unreadable}, and the progress starts empty.
   *
   * @throws IOException if the file cannot be read or its folder not written
   */
  public static DownloadProgress open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    SortedMap<String, ClipState> states = new TreeMap<>();
    byte[] snapshot = new byte[0];
    if (Files.exists(file)) {
      snapshot = Files.readAllBytes(file);
      Optional<Map<String, ClipState>> read = ProgressJson.read(snapshot);
      if (read.isPresent()) {
        states.putAll(read.get());
      } else {
        Path aside = DurableFiles.setAside(file, "unreadable");
        LOG.warn(
            "{} is not a download progress file (a JSON object of objects); kept as {}, starting fresh",
            Text.printable(file.toString()),
            Text.printable(aside.toString()));
        snapshot = new byte[0];
      }
    }
    Path journalFile = journalOf(file);
    ProgressJournal.replay(journalFile, snapshot, states);
    byte[] fresh = ProgressJson.write(states);
    DurableFiles.replace(file, fresh);
    WrittenSnapshot self = WrittenSnapshot.of(file);
    return new DownloadProgress(file, states, ProgressJournal.begin(journalFile, fresh), self);
  }

  /**
   * Whether a file may be written as a download progress. One that cannot be understood is strange,
   * and set aside by the next run, unless it has another kind's name. Another JSON document, which
   * the next run could not tell from entries, is none under the usual name only.
   *
   * @throws IOException if it cannot be read
   */
  public static Kind kindOf(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Kind kind = ProgressJson.kindOf(bytes);
    String name = String.valueOf(file.getFileName());
    if (kind != Kind.STRANGE || name.equals(FILE_NAME)) {
      return kind;
    }
    boolean otherName = name.lastIndexOf('.') > 0 && !name.endsWith(".json");
    return otherName || ProgressJson.read(bytes).isPresent() ? Kind.FOREIGN : kind;
  }

  /** Where the decisions since the file was last written are. */
  public static Path journalOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".journal");
  }

  /** How many clips are recorded as done and as failed. */
  public Totals totals() {
    synchronized (lock) {
      int failed = 0;
      for (ClipState state : states.values()) {
        failed += state instanceof ClipState.Failed ? 1 : 0;
      }
      int done = (int) states.values().stream().filter(ClipState.Done.class::isInstance).count();
      return new Totals(done, failed);
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
      ClipState state = states.get(clip.progressKey());
      if (state == null && clip.hasQualifiedKey()) {
        state = states.get(clip.name().baseName());
      }
      return state instanceof ClipState.Failed(String reason)
          ? Optional.of(reason)
          : Optional.empty();
    }
  }

  /**
   * Records that the clip's bytes are on disk.
   *
   * @throws IOException if the record cannot be written
   */
  public void done(Clip clip) throws IOException {
    record(clip, ClipState.Done.DONE);
  }

  /**
   * Records that the clip cannot be had.
   *
   * @throws IOException if the record cannot be written
   */
  public void failed(Clip clip, String reason) throws IOException {
    record(clip, new ClipState.Failed(reason));
  }

  /**
   * Forgets the failures whose reason matches.
   *
   * @return how many
   * @throws IOException if the change cannot be written
   */
  public int forgetFailures(Predicate<String> reason) throws IOException {
    synchronized (lock) {
      List<ProgressJournal.Decision> forgotten = new ArrayList<>();
      states.forEach(
          (key, state) -> {
            if (state instanceof ClipState.Failed(String why) && reason.test(why)) {
              forgotten.add(new ProgressJournal.Decision(key, Optional.empty()));
            }
          });
      if (!forgotten.isEmpty()) {
        decide(forgotten);
      }
      return forgotten.size();
    }
  }

  /**
   * Forgets the failures of just these clips. An entry under the bare file name, which speaks for
   * every clip of that name, goes too: whoever was judged by it in a run has an entry of its own by
   * then.
   *
   * @return how many entries
   * @throws IOException if the change cannot be written; then none is forgotten
   */
  public int forget(Collection<Clip> clips) throws IOException {
    synchronized (lock) {
      Map<String, ProgressJournal.Decision> forgotten = new LinkedHashMap<>();
      for (Clip clip : clips) {
        for (String key : List.of(clip.progressKey(), clip.name().baseName())) {
          if (states.get(key) instanceof ClipState.Failed) {
            forgotten.put(key, new ProgressJournal.Decision(key, Optional.empty()));
          }
        }
      }
      if (!forgotten.isEmpty()) {
        decide(List.copyOf(forgotten.values()));
      }
      return forgotten.size();
    }
  }

  private void record(Clip clip, ClipState state) throws IOException {
    synchronized (lock) {
      if (!state.equals(states.get(clip.progressKey()))) {
        decide(List.of(new ProgressJournal.Decision(clip.progressKey(), Optional.of(state))));
      }
    }
  }

  /**
   * First the journal, then the memory: what cannot be written is not known either, and may be
   * decided again. Forgetting goes this way too. Should a crash leave the old journal beside a new
   * snapshot that happens to be the one it continues, then replaying it leads to that snapshot
   * again.
   */
  @GuardedBy("lock")
  private void decide(List<ProgressJournal.Decision> decisions) throws IOException {
    journal.append(decisions);
    for (ProgressJournal.Decision decision : decisions) {
      decision
          .state()
          .ifPresentOrElse(s -> states.put(decision.key(), s), () -> states.remove(decision.key()));
    }
    if (journal.decisions() >= Math.max(MOST_UNSAVED, states.size() / ENTRIES_PER_DECISION)) {
      snapshot();
    }
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
    byte[] fresh = ProgressJson.write(states);
    DurableFiles.replace(file, fresh);
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
            "cannot write {}: {}; the next run reads its decisions in the journal beside it",
            file,
            e.getMessage());
      } finally {
        journal.close();
      }
    }
  }
}
