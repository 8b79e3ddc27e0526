package org.mosingest.core.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The entries of a download progress in memory. Not thread-safe. */
final class ProgressEntries {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressEntries.class);

  private final ClipStates states;

  /** The SHA-256 of the snapshot that they were last read from, or written to. */
  private Sha256 snapshot;

  private ProgressEntries(ClipStates states, Sha256 snapshot) {
    this.states = states;
    this.snapshot = snapshot;
  }

  /** A snapshot as it was read. */
  record Snapshot(Optional<ClipStates> states, Sha256 sha256) {

    /**
     * Reads it; of one that is no JSON object there are no states.
     *
     * @throws IOException if it cannot be read
     */
    static Snapshot read(Path file) throws IOException {
      MessageDigest digest = Sha256.newDigest();
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        Optional<ClipStates> states = ProgressJson.read(in);
        in.transferTo(OutputStream.nullOutputStream());
        return new Snapshot(states, Sha256.finish(digest));
      }
    }

    static Snapshot none() {
      return new Snapshot(Optional.empty(), Sha256.finish(Sha256.newDigest()));
    }
  }

  /**
   * Reads the file, if there is one, with the decisions of its journal. One that cannot be
   * understood is reported and set aside.
   */
  static ProgressEntries read(Path file, Path journal) throws IOException {
    Snapshot read = Snapshot.none();
    if (Files.exists(file)) {
      read = Snapshot.read(file);
      if (read.states().isEmpty()) {
        Path aside = DurableFiles.setAside(file, "unreadable");
        LOG.warn(
            "{} is not a download progress file (a JSON object of objects); kept as {}, starting"
                + " fresh",
            Text.printable(file.toString()),
            Text.printable(aside.toString()));
        read = Snapshot.none();
      }
    }
    ClipStates states = read.states().orElseGet(ClipStates::new);
    int merged = JournalReplay.replay(journal, read.sha256(), states);
    if (merged > 0) {
      LOG.info(
          "{} was edited after the last run was interrupted: the edit is used, and with it {} that"
              + " it left alone",
          Text.printable(file.toString()),
          Counted.of(merged, "decision"));
    }
    return new ProgressEntries(states, read.sha256());
  }

  /** Replaces the file; returns the SHA-256 of what is in it now. */
  Sha256 writeTo(Path file) throws IOException {
    DurableFiles.replace(
        file,
        out -> {
          MessageDigest digest = Sha256.newDigest();
          DigestOutputStream counted = new DigestOutputStream(out, digest);
          ProgressJson.write(states, counted);
          snapshot = Sha256.finish(digest);
        });
    return snapshot;
  }

  int size() {
    return states.size();
  }

  /** How many clips have such a state. */
  int count(Predicate<ClipState> which) {
    int[] found = {0};
    states.tally((state, clips) -> found[0] += which.test(state) ? clips : 0);
    return found[0];
  }

  /** How the clip failed last. */
  Optional<ClipState.Failed> failure(Clip clip) {
    return of(clip) instanceof ClipState.Failed failed ? Optional.of(failed) : Optional.empty();
  }

  boolean isDone(Clip clip) {
    return of(clip) instanceof ClipState.Done;
  }

  /** An entry under the bare file name speaks for all clips of that name. */
  private @Nullable ClipState of(Clip clip) {
    ClipState state = states.get(clip.progressKey());
    boolean known = state != null && !(state instanceof ClipState.Other);
    return known || !clip.hasQualifiedKey() ? state : states.get(clip.name().baseName());
  }

  /**
   * The keys of failures that forbid the network and whose reason matches, looked for while they
   * are gone through, and not to be gone through again once others than these have changed.
   */
  Iterable<String> failures(Predicate<String> reason) {
    return () ->
        states.entrySet().stream()
            .filter(
                entry ->
                    entry.getValue() instanceof ClipState.Failed failed
                        && failed.forbids()
                        && reason.test(failed.reason()))
            .map(Map.Entry::getKey)
            .iterator();
  }

  /** What lets these clips be asked for again; empty where they may be already. */
  List<ProgressJournal.Decision> retried(Collection<String> keys) {
    List<ProgressJournal.Decision> decisions = new ArrayList<>();
    for (String key : keys) {
      if (states.get(key) instanceof ClipState.Failed failed && failed.forbids()) {
        decisions.add(decision(key, Optional.of(failed.retried())));
      }
    }
    return decisions;
  }

  /**
   * What is to be written where a clip has another state now; empty if it has it already.
   *
   * @param next makes the state out of the extras that its entry has
   */
  List<ProgressJournal.Decision> decided(Clip clip, Function<String, ClipState> next) {
    String key = clip.progressKey();
    ClipState before = states.get(key);
    ClipState state = next.apply(before == null ? "" : before.extras());
    if (state.equals(before)) {
      return List.of();
    }
    String bare = clip.name().baseName();
    boolean spent =
        !bare.equals(key) && states.get(bare) instanceof ClipState.Failed failed && failed.retry();
    ProgressJournal.Decision decision = decision(key, Optional.of(state));
    // One for all clips of a name that were to be tried again has done its work.
    return spent ? List.of(decision, decision(bare, Optional.empty())) : List.of(decision);
  }

  private ProgressJournal.Decision decision(String key, Optional<ClipState> state) {
    return new ProgressJournal.Decision(key, Optional.ofNullable(states.get(key)), state);
  }

  void apply(ProgressJournal.Decision decision) {
    states.decide(decision.key(), decision.state());
  }
}
