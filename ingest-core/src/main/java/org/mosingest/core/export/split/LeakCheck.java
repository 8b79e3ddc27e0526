package org.mosingest.core.export.split;

import java.util.HashMap;
import java.util.Map;
import org.mosingest.core.export.rows.ExportRow;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.setting.Setting;

/**
 * Looks at rows as they are written and proves that no hash and no group stands in two parts,
 * knowing nothing of how they were split. Not thread-safe.
 */
public final class LeakCheck {

  private record Seen(String part, String path) {}

  private final Grouping grouping;
  private final Map<Sha256, Seen> hashes = new HashMap<>();
  private final Map<String, Seen> groups = new HashMap<>();
  private final Examples.Counter leaks = new Examples.Counter();
  private long alone;

  /** A check that has seen no row. */
  public LeakCheck(Grouping grouping) {
    this.grouping = grouping;
  }

  /** A row that is written. */
  public void add(ExportRow row, String name) {
    Seen here = new Seen(row.part(), row.path());
    Seen sameBytes = hashes.putIfAbsent(row.row().content().sha256(), here);
    if (sameBytes != null && !sameBytes.part().equals(here.part())) {
      leaks.add(told("the same bytes", sameBytes, here));
    }
    if (!grouping.isGiven()) {
      return;
    }
    grouping
        .groupOf()
        .apply(name)
        .ifPresentOrElse(
            group -> {
              Seen sameGroup = groups.putIfAbsent(group, here);
              if (sameGroup != null && !sameGroup.part().equals(here.part())) {
                leaks.add(told("the group '" + group + "'", sameGroup, here));
              }
            },
            () -> alone++);
  }

  private static String told(String what, Seen one, Seen other) {
    return what
        + ": "
        + one.path()
        + " ("
        + one.part()
        + ") and "
        + other.path()
        + " ("
        + other.part()
        + ")";
  }

  /**
   * What was found.
   *
   * @throws RefusedExportException if something stands in two parts
   */
  public LeakProof proof() throws RefusedExportException {
    Examples found = leaks.examples();
    if (found.any()) {
      throw new RefusedExportException(
          "the split leaks, so nothing was exported: "
              + Counted.of(found.count(), "clip shares its", "clips share their")
              + " bytes or group with clips in another part. "
              + String.join("; ", found.first())
              + (found.count() > found.first().size() ? "; ..." : ""),
          "use shares or kfold, which keep them together, or give a group that separates them",
          Setting.SPLIT,
          Setting.GROUP);
    }
    return new LeakProof(hashes.size(), groups.size(), alone);
  }
}
