package org.mosingest.transfer.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The members of an archive: of those that somebody asks for all that the directory says, of the
 * others where they begin, which bounds the one before. Filled by one thread, then read by many.
 */
final class MemberList implements DirectoryReader.Listener {

  private static final int A_FEW = 1024;

  private final Predicate<String> wanted;
  private final Map<String, List<ArchiveEntry>> byName = new HashMap<>();
  private long[] starts = new long[A_FEW];
  private int count;
  private int files;
  private long end;

  /**
   * An empty list.
   *
   * @param wanted whether somebody asks for members of that file name
   */
  MemberList(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  @Override
  public void entry(ArchiveEntry entry) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count++] = entry.offset();
    String name = ArchiveEntry.baseName(entry.path());
    if (!name.isEmpty()) {
      files++;
      if (wanted.test(name)) {
        byName.computeIfAbsent(name, any -> new ArrayList<>(1)).add(entry);
      }
    }
  }

  /**
   * No more members come.
   *
   * @param directory where the directory begins: the bound of the last
   */
  void end(long directory) {
    starts = Arrays.copyOf(starts, count);
    Arrays.sort(starts);
    end = directory;
  }

  /** How many members there are, folders not counted. */
  int files() {
    return files;
  }

  /** The members of that file name, in whatever folder. */
  List<ArchiveEntry> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** All members that somebody asks for, by their file names. */
  Map<String, List<ArchiveEntry>> wanted() {
    return byName;
  }

  /** Where an entry's bytes must have ended; empty if another member begins at the same place. */
  OptionalLong bound(ArchiveEntry entry) {
    int at = Arrays.binarySearch(starts, entry.offset());
    boolean twice =
        (at + 1 < count && starts[at + 1] == entry.offset())
            || (at > 0 && starts[at - 1] == entry.offset());
    if (twice) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(at + 1 < count ? starts[at + 1] : end);
  }
}
