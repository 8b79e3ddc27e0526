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
 * others where they begin, which bounds the one before. What is held does not grow beyond a few
 * members for each name that is asked for, however many an archive has. Filled by one thread, then
 * read by many.
 */
final class MemberList implements DirectoryReader.Listener {

  private static final int A_FEW = 1024;

  /** No name of a row has more segments. */
  private static final int MOST_SEGMENTS = 32;

  /** So many members of names that others have, too, are held in any case. */
  private static final int MANY = 1 << 16;

  private static final int PER_NAME = 4;

  private Predicate<String> wanted;
  private final Map<String, List<ArchiveEntry>> byName = new HashMap<>();
  private long[] starts = new long[A_FEW];
  private int count;
  private int files;
  private long repeats;
  private long end;

  /**
   * An empty list.
   *
   * @param wanted whether somebody asks for a clip of that name, the last segments of a path
   */
  MemberList(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  @Override
  public void entry(ArchiveEntry entry) throws ArchiveFault {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count++] = entry.offset();
    String path = entry.path();
    if (path.endsWith("/") || path.isEmpty()) {
      return;
    }
    files++;
    int from = path.length();
    for (int segments = 0; from >= 0 && segments < MOST_SEGMENTS; segments++) {
      from = path.lastIndexOf('/', from - 1);
      String name = path.substring(from + 1);
      if (wanted.test(name)) {
        hold(name, entry);
      }
    }
  }

  private void hold(String name, ArchiveEntry entry) throws ArchiveFault {
    List<ArchiveEntry> same = byName.computeIfAbsent(name, any -> new ArrayList<>(1));
    same.add(entry);
    repeats += same.size() > 1 ? 1 : 0;
    if (repeats > MANY + PER_NAME * (long) byName.size()) {
      throw new ArchiveFault(
          "more than " + repeats + " of its members share their names with others");
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
    // It holds all names of a manifest.
    wanted = name -> false;
  }

  /** How many members there are, folders not counted. */
  int files() {
    return files;
  }

  /** The members whose paths end with that name, in whatever folder. */
  List<ArchiveEntry> named(String name) {
    return byName.getOrDefault(name, List.of());
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
