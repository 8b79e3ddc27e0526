package org.mosingest.transfer;

import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.Clip;
import org.mosingest.transfer.archive.ArchiveMember;
import org.mosingest.transfer.archive.Archives;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.UrlVerdict;

/** Where a clip that is not on the disk can be had. Made once for each row. */
public sealed interface ClipSource {

  /** Nowhere that anybody knows of. */
  record None() implements ClipSource {}

  /**
   * Nowhere, though something was named.
   *
   * @param reason why it cannot be used
   */
  record Unusable(Reason reason) implements ClipSource {}

  /** A server, asked for it over HTTP. */
  record Web(ClipUrl url) implements ClipSource {}

  /** An archive, with a server or on a disk. */
  record Member(ArchiveMember member) implements ClipSource {}

  /**
   * Where a clip can be had: the archives come before the manifest's URL, which is asked where none
   * of them has it.
   */
  static ClipSource of(Clip clip, Archives archives) {
    return switch (archives.find(clip)) {
      case Archives.Found.In(ArchiveMember member) -> new Member(member);
      case Archives.Found.Unusable(Reason reason) -> new Unusable(reason);
      case Archives.Found.Nowhere(Reason reason) ->
          clip.url().isEmpty() ? new Unusable(reason) : of(clip.url());
      case Archives.Found.NoArchives() -> of(clip.url());
    };
  }

  /**
   * The source that a manifest's cell names.
   *
   * @param cell the cell's text; empty where there is none
   */
  static ClipSource of(String cell) {
    if (cell.isEmpty()) {
      return new None();
    }
    return switch (ClipUrl.parse(cell)) {
      case ClipUrl url -> new Web(url);
      case UrlVerdict.Refused(Reason reason) -> new Unusable(reason);
    };
  }
}
