package org.mosingest.core.export.split;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.Sha256;

/**
 * Which rows must stay together: those of the same bytes, those of one group, and what these link
 * (a disjoint-set forest, whose roots are the first rows). Not thread-safe.
 */
final class Clusters {

  /** How many groups are named where groups are refused. */
  private static final int GROUPS_TOLD = 3;

  private final Map<Sha256, Integer> byHash = new HashMap<>();
  private final Map<String, Integer> byGroup = new HashMap<>();
  private final Map<String, Examples.Counter> firstGroups = new LinkedHashMap<>();
  private final Examples.Counter alone = new Examples.Counter();
  private int[] parents = new int[1024];
  private int rows;

  /**
   * The next row.
   *
   * @param group the group that it is in
   * @param path what it is called where it is told of
   */
  void add(Sha256 sha256, Optional<String> group, String path) {
    if (rows == parents.length) {
      parents = Arrays.copyOf(parents, rows * 2);
    }
    parents[rows] = rows;
    join(rows, byHash.putIfAbsent(sha256, rows));
    if (group.isPresent()) {
      join(rows, byGroup.putIfAbsent(group.get(), rows));
      if (firstGroups.size() < GROUPS_TOLD || firstGroups.containsKey(group.get())) {
        firstGroups.computeIfAbsent(group.get(), _ -> new Examples.Counter()).add(path);
      }
    } else {
      alone.add(path);
    }
    rows++;
  }

  int rows() {
    return rows;
  }

  int groups() {
    return byGroup.size();
  }

  /** The first groups, with the first of their clips. */
  Map<String, Examples> firstGroups() {
    Map<String, Examples> told = new LinkedHashMap<>();
    firstGroups.forEach((group, clips) -> told.put(group, clips.examples()));
    return told;
  }

  /** Clips that are in no group. */
  Examples alone() {
    return alone.examples();
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
