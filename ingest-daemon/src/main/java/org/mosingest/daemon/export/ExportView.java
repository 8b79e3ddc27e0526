package org.mosingest.daemon.export;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.mosingest.core.export.found.FoundExport;
import org.mosingest.core.options.Wording;

/**
 * An export at one moment.
 *
 * @param id its id; empty for one that was found on the disk
 * @param state where it stands
 * @param format as options name it
 * @param output its file or folder
 * @param progress how far it is
 * @param times when it was asked for and ended
 * @param note why it failed, or what it waits for; empty if there is nothing to say
 * @param made what is on the disk, if it is whole
 */
public record ExportView(
    Optional<String> id,
    ExportState state,
    String format,
    Path output,
    Progress progress,
    Times times,
    Wording note,
    Optional<FoundExport> made) {

  /** What is said of an export of which not all is left. */
  static final Wording GONE = Wording.of("some of its files are missing or have another size");

  /**
   * How far it is.
   *
   * @param done how many rows are written
   * @param all of how many; 0 while that is not known
   */
  public record Progress(long done, long all) {}

  /**
   * When it was asked for and ended.
   *
   * @param submitted when it was asked for; empty where that is not known
   * @param finished when it ended
   */
  public record Times(Optional<Instant> submitted, Optional<Instant> finished) {}

  /** One that was found. */
  static ExportView of(FoundExport found) {
    return new ExportView(
        Optional.empty(),
        ExportState.COMPLETED,
        found.format(),
        found.output(),
        new Progress(found.rows(), found.rows()),
        new Times(Optional.empty(), Optional.empty()),
        found.isWhole() ? Wording.NONE : GONE,
        Optional.of(found));
  }
}
