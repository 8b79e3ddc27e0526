package org.mosingest.core.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
   * @param done the keys of clips recorded as done
   * @param failed the reasons of those that must not be asked for again, by key
   */
  record Entries(Set<String> done, Map<String, String> failed) implements RecordedProgress {
    public Entries {
      done = Set.copyOf(done);
      failed = Map.copyOf(failed);
    }

    /**
     * Why the clip is not asked for again; empty if it would be. As {@link
     * DownloadProgress#failure} has it.
     */
    public Optional<String> failure(Clip clip) {
      String own = clip.progressKey();
      boolean known = done.contains(own) || failed.containsKey(own);
      return Optional.ofNullable(failed.get(known ? own : clip.name().baseName()));
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
    byte[] snapshot = Files.readAllBytes(file);
    Optional<Map<String, ClipState>> read = ProgressJson.read(snapshot);
    if (read.isEmpty()) {
      return new Unreadable();
    }
    Map<String, ClipState> states = new HashMap<>(read.get());
    ProgressJournal.replay(DownloadProgress.journalOf(file), snapshot, states);
    Map<String, String> failed = new HashMap<>();
    Set<String> done = new HashSet<>();
    states.forEach(
        (key, state) -> {
          switch (state) {
            case ClipState.Done _ -> done.add(key);
            case ClipState.Failed failure when failure.forbids() ->
                failed.put(key, failure.reason());
            case ClipState.Failed _, ClipState.Other _ -> {}
          }
        });
    return new Entries(done, failed);
  }
}
