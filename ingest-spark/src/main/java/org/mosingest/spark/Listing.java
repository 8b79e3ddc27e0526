package org.mosingest.spark;

import com.google.common.hash.Hashing;
import java.util.Optional;
import org.mosingest.core.clip.ClipStamp;

/**
 * The stamps of the files that a store has listed, by the hashes of their paths: 32 bytes and a
 * part of free places for each, however long its path. Filled by one thread, then read by many.
 */
final class Listing {

  private static final int NUMBERS = 4;
  private static final int FIRST = 1 << 10;

  /** Hash, size, time and tag of one file after the other; a hash of 0 where there is none. */
  private long[] table = new long[FIRST * NUMBERS];

  private int files;

  /** Adds a file. */
  void add(String path, ClipStamp stamp) {
    if ((files + 1L) * NUMBERS * 3 > table.length * 2L) {
      long[] before = table;
      table = new long[Math.multiplyExact(before.length, 2)];
      for (int at = 0; at < before.length; at += NUMBERS) {
        if (before[at] != 0) {
          System.arraycopy(before, at, table, place(before[at]), NUMBERS);
        }
      }
    }
    long hash = hash(path);
    int at = place(hash);
    files += table[at] == 0 ? 1 : 0;
    table[at] = hash;
    table[at + 1] = stamp.size();
    table[at + 2] = stamp.modifiedNs();
    table[at + 3] = stamp.inode();
  }

  /** The stamp of the file with that path; empty if none was listed. */
  Optional<ClipStamp> find(String path) {
    int at = place(hash(path));
    return table[at] == 0
        ? Optional.empty()
        : Optional.of(new ClipStamp(table[at + 1], table[at + 2], 0, table[at + 3]));
  }

  /** How many files there are. */
  int files() {
    return files;
  }

  private int place(long hash) {
    int places = table.length / NUMBERS;
    int at = (int) Long.remainderUnsigned(hash, places);
    while (table[at * NUMBERS] != 0 && table[at * NUMBERS] != hash) {
      at = (at + 1) % places;
    }
    return at * NUMBERS;
  }

  private static long hash(String path) {
    long hash = Hashing.murmur3_128().hashUnencodedChars(path).asLong();
    return hash == 0 ? 1 : hash;
  }
}
