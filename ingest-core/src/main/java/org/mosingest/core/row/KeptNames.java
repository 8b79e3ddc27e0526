package org.mosingest.core.row;

import java.util.List;
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
          ".ingest-clips.lock",
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
    for (String beginning : BEGINNINGS) {
      if (isAt(0, beginning, segment)) {
        return Optional.of("the program's own files");
      }
    }
    for (String ending : ENDINGS) {
      if (isAt(segment.length() - ending.length(), ending, segment)) {
        return Optional.of("unfinished and broken downloads");
      }
    }
    return Optional.empty();
  }

  /** Asked for each name of a large corpus: makes no object. */
  private static boolean isAt(int offset, String text, String segment) {
    return segment.regionMatches(true, offset, text, 0, text.length());
  }
}
