package org.mosingest.core.export.split;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.row.Sha256;

/**
 * Which rows must stay together: those of the same bytes, those of one group, and what these link
 * (a disjoint-set forest, whose roots are the first rows). Not thread-safe.
 */
final class Clusters {

  private final Map<Sha256, Integer> byHash = new HashMap<>();
  private final Map<String, Integer> byGroup = new HashMap<>();
  private int[] parents = new int[1024];
  private int rows;

  /** The next row, with the group that it is in. */
  void add(Sha256 sha256, Optional<String> group) {
    if (rows == parents.length) {
      parents = Arrays.copyOf(parents, rows * 2);
    }
    parents[rows] = rows;
    join(rows, byHash.putIfAbsent(sha256, rows));
    if (group.isPresent()) {
      join(rows, byGroup.putIfAbsent(group.get(), rows));
    }
    rows++;
  }

  int rows() {
    return rows;
  }

  int groups() {
    return byGroup.size();
  }

  /** The first row of those that must stay with this one. */
  int firstOf(int row) {
    int root = row;
    while (parents[root] != root) {
      root = parents[root];
    }
    for (int i = row; parents[i] != root; ) {
      int next = parents[i];
      parents[i] = root;
      i = next;
    }
    return root;
  }

  private void join(int row, @org.jspecify.annotations.Nullable Integer other) {
    if (other != null) {
      int a = firstOf(row);
      int b = firstOf(other);
      parents[Math.max(a, b)] = Math.min(a, b);
    }
  }
}
