package org.mosingest.core.row;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names of files and folders that the program keeps for its own files in a corpus. */
public final class KeptNames {

  /** What stands beside a clip: an unfinished download, its record, a broken one put aside. */
  private static final List<String> ENDINGS =
      List.of(".part", ".part.json", ".part.json.tmp", ".part.unpacked", ".broken");

  /** What stands in the corpus folder, with whatever is appended to it. */
  private static final List<String> BEGINNINGS =
      List.of(
          ".ingest.lock",
          ".ingest-names-",
          ".known-clips.db",
          ".download-progress.json",
          ".archive-");

  private KeptNames() {}

  /**
   * Whether a file or folder of this name would be taken for one of the program's own. Case does
   * not count: on some disks it makes no other name.
   *
   * @param segment one name, without folders
   * @return what the name is kept for; empty if it is free
   */
  public static Optional<String> keptFor(String segment) {
    // Most names are a clip's, and end in none of the letters of these endings.
    boolean hidden = segment.startsWith(".");
    int dot = segment.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String lower = segment.toLowerCase(Locale.ROOT);
    if (hidden && BEGINNINGS.stream().anyMatch(lower::startsWith)) {
      return Optional.of("the program's own files");
    }
    return ENDINGS.stream().anyMatch(lower::endsWith)
        ? Optional.of("unfinished and broken downloads")
        : Optional.empty();
  }
}
