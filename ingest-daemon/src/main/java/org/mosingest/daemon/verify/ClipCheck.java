package org.mosingest.daemon.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.mosingest.core.clip.ClipFile;
import org.mosingest.core.clip.ClipFolders;
import org.mosingest.core.clip.ClipReader;
import org.mosingest.core.clip.ClipStamp;
import org.mosingest.core.clip.ReadOutcome;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.known.RecordedHashes;

/** Holds clips against what rows say of them, on the calling thread. Safe for many threads. */
final class ClipCheck {

  private final Path corpusFolder;
  private final ClipFolders folders;
  private final RecordedHashes recorded;
  private final LongAdder hashed = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  /**
   * A check.
   *
   * @param recorded what is believed of files that nobody touched
   */
  ClipCheck(Path corpusFolder, ClipFolders folders, RecordedHashes recorded) {
    this.corpusFolder = corpusFolder;
    this.folders = folders;
    this.recorded = recorded;
  }

  /** What a clip's place holds. */
  sealed interface Held {
    /** A file with these bytes. */
    record Bytes(ClipContent content) implements Held {}

    /** Something else. */
    record Nothing(ClipVerdict verdict) implements Held {}
  }

  /** Clips that were read and hashed. */
  long hashed() {
    return hashed.sum();
  }

  /** The bytes of those. */
  long bytes() {
    return bytes.sum();
  }

  /**
   * Whether a clip has these bytes. It is opened only where its size does not tell that it has not,
   * and what is known of it does not tell that it has.
   */
  ClipVerdict of(Clip clip, ClipContent said)
      throws IOException, InterruptedException, MachineFaultException {
    Path file = clip.in(corpusFolder);
    if (folders.look(clip, file) == ClipFile.REGULAR) {
      Optional<ClipStamp> stamp = ClipStamp.of(file);
      if (stamp.isPresent() && stamp.get().size() != said.sizeBytes()) {
        return otherSize(stamp.get().size(), said);
      }
      if (stamp
          .flatMap(seen -> recorded.of(clip.pathBelowCorpus(), seen))
          .filter(said.sha256()::equals)
          .isPresent()) {
        return new ClipVerdict.Known();
      }
    }
    return switch (hold(clip)) {
      case Held.Nothing(ClipVerdict verdict) -> verdict;
      case Held.Bytes(ClipContent content) when content.equals(said) -> new ClipVerdict.Same();
      case Held.Bytes(ClipContent content) when content.sizeBytes() != said.sizeBytes() ->
          otherSize(content.sizeBytes(), said);
      case Held.Bytes(ClipContent content) ->
          new ClipVerdict.Other(
              "its SHA-256 is " + content.sha256() + ", its row says " + said.sha256());
    };
  }

  private static ClipVerdict otherSize(long size, ClipContent said) {
    return new ClipVerdict.Other(
        "it has " + Counted.of(size, "byte") + ", its row says " + said.sizeBytes());
  }

  /** Reads a clip, anew while somebody changes it. */
  Held hold(Clip clip) throws IOException, InterruptedException, MachineFaultException {
    Path file = clip.in(corpusFolder);
    for (int change = 0; change < ClipReader.MOST_CHANGES; change++) {
      ClipFile found = folders.look(clip, file);
      switch (found) {
        case REGULAR -> {}
        case ABSENT -> {
          return new Held.Nothing(new ClipVerdict.Absent("no such file"));
        }
        case DEAD_LINK -> {
          return new Held.Nothing(new ClipVerdict.Absent(found.at(file) + " is in its place"));
        }
        case FOLDER, STRAY_LINK, STRAY_FOLDER, SPECIAL -> {
          return new Held.Nothing(new ClipVerdict.Unreadable(found.at(file) + " is in its place"));
        }
      }
      if (!Files.isReadable(file)) {
        return new Held.Nothing(
            Files.exists(file)
                ? new ClipVerdict.Unreadable("no permission to read it")
                : new ClipVerdict.Absent("no such file"));
      }
      switch (ClipReader.hashOnce(file)) {
        case ReadOutcome.Changed() -> {}
        case ReadOutcome.Unreadable(Reason reason) -> {
          return new Held.Nothing(new ClipVerdict.Unreadable(Text.printable(reason.text())));
        }
        case ReadOutcome.Read(ClipContent content, _) -> {
          hashed.increment();
          bytes.add(content.sizeBytes());
          return new Held.Bytes(content);
        }
      }
    }
    return new Held.Nothing(new ClipVerdict.Unreadable(ClipReader.KEEPS_CHANGING.text()));
  }
}
