package org.mosingest.core.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Clip;

/**
 * What earlier runs recorded of the clips' downloads, looked at without touching it: see {@link
 * DownloadProgress}.
 */
public sealed interface RecordedProgress {

  /** There is no such file: no run was here, or its user deleted it. */
  record Absent() implements RecordedProgress {}

  /** The file cannot be understood: the next run sets it aside and starts fresh. */
  record Unreadable() implements RecordedProgress {}

  /**
   * The file with the decisions that its journal adds.
   *
   * <p>Not to be changed; safe for one thread at a time.
   */
  final class Entries implements RecordedProgress {

    private final ClipStates states;
    private int done;
    private int failed;
    private final SortedMap<String, Integer> byWord = new TreeMap<>();

    private Entries(ClipStates states) {
      this.states = states;
      states.tally(this::count);
    }

    private void count(ClipState state, int clips) {
      switch (state) {
        case ClipState.Done _ -> done += clips;
        case ClipState.Failed failure when failure.forbids() -> {
          failed += clips;
          byWord.merge(failure.reason().split(":", 2)[0], clips, Integer::sum);
        }
        case ClipState.Failed _, ClipState.Other _ -> {}
      }
    }

    /** How many clips are recorded as done. */
    public int done() {
      return done;
    }

    /** How many must not be asked for again. */
    public int failed() {
      return failed;
    }

    /** How many of those have a reason that begins with the same word, by that word. */
    public Map<String, Integer> failedByWord() {
      return Collections.unmodifiableMap(byWord);
    }

    /**
     * Why the clip is not asked for again; empty if it would be. As {@link
     * DownloadProgress#failure} has it.
     */
    public Optional<String> failure(Clip clip) {
      @Nullable ClipState own = states.get(clip.progressKey());
      boolean known =
          own instanceof ClipState.Done || (own instanceof ClipState.Failed f && f.forbids());
      @Nullable ClipState state = known ? own : states.get(clip.name().baseName());
      return state instanceof ClipState.Failed failure && failure.forbids()
          ? Optional.of(failure.reason())
          : Optional.empty();
    }
  }

  /**
   * Reads it.
   *
   * @throws IOException if it is there and cannot be read
   */
  static RecordedProgress read(Path file) throws IOException {
    if (Files.notExists(file)) {
      return new Absent();
    }
    ProgressEntries.Snapshot read = ProgressEntries.Snapshot.read(file);
    if (read.states().isEmpty()) {
      return new Unreadable();
    }
    ClipStates states = read.states().get();
    JournalReplay.replay(DownloadProgress.journalOf(file), read.sha256(), states);
    return new Entries(states);
  }
}
