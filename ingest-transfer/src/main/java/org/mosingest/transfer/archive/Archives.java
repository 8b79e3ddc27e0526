package org.mosingest.transfer.archive;

import java.util.List;
import java.util.OptionalLong;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Clip;

/**
 * The archives that one run takes clips out of. Immutable.
 *
 * @param all in the order in which they were given
 */
public record Archives(List<ZipArchive> all) {

  /** None. */
  public static final Archives NONE = new Archives(List.of());

  public Archives {
    all = List.copyOf(all);
  }

  /** What the archives say of a clip. */
  public sealed interface Found {

    /** One has it. */
    record In(ArchiveMember member) implements Found {}

    /** It cannot be taken out of them, though they have something of its name. */
    record Unusable(Reason reason) implements Found {}

    /** None has it. */
    record Nowhere(Reason reason) implements Found {}

    /** There are no archives to look at. */
    record NoArchives() implements Found {}
  }

  private record Candidate(ZipArchive archive, ArchiveEntry entry) {
    String shown() {
      return entry.shown() + " in " + archive.place().name();
    }
  }

  /**
   * The member whose path ends with a clip's name; of several, the one whose path ends with the
   * clip's folder and name.
   */
  public Found find(Clip clip) {
    if (all.isEmpty()) {
      return new Found.NoArchives();
    }
    List<Candidate> named =
        all.stream()
            .flatMap(
                archive ->
                    archive.named(clip.name().value()).stream()
                        .map(entry -> new Candidate(archive, entry)))
            .toList();
    List<Candidate> safe = named.stream().filter(one -> !one.entry().climbs()).toList();
    if (named.isEmpty()) {
      return new Found.Nowhere(Reason.of(ReasonWord.NOT_IN_ARCHIVE));
    }
    if (safe.isEmpty()) {
      return unusable(
          ReasonWord.ARCHIVE_DAMAGED,
          named.getFirst().shown() + " has a path that leads out of it");
    }
    if (safe.size() == 1) {
      return found(safe.getFirst());
    }
    List<Candidate> inFolder =
        safe.stream().filter(one -> one.entry().endsWith(clip.pathBelowCorpus())).toList();
    return inFolder.size() == 1
        ? found(inFolder.getFirst())
        : unusable(
            ReasonWord.ARCHIVE_AMBIGUOUS,
            safe.get(0).shown() + " and " + safe.get(1).shown() + " could both be the clip");
  }

  private static Found found(Candidate candidate) {
    ArchiveEntry entry = candidate.entry();
    if (entry.unreadable().isPresent()) {
      return new Found.Unusable(entry.unreadable().get());
    }
    OptionalLong bound = candidate.archive().bound(entry);
    if (bound.isEmpty()
        || entry.packed() > bound.getAsLong()
        || entry.offset() + LocalHeader.LENGTH + entry.packed() > bound.getAsLong()) {
      return unusable(ReasonWord.ARCHIVE_DAMAGED, entry.shown() + " overlaps another member");
    }
    return new Found.In(new ArchiveMember(candidate.archive(), entry, bound.getAsLong()));
  }

  private static Found unusable(ReasonWord word, String details) {
    return new Found.Unusable(Reason.of(word, details));
  }
}
