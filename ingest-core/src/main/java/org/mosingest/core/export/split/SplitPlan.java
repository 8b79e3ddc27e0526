package org.mosingest.core.export.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.export.rows.ClipPlace;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.Text;
import org.mosingest.core.setting.Setting;

/**
 * Learns what rows there are and gives each its part. Memory grows with the rows: their hashes,
 * groups and strata. Not thread-safe.
 */
public final class SplitPlan {

  private record Noted(Sha256 sha256, String group, String stratum) {}

  private final SplitRequest request;
  private final List<Noted> rows = new ArrayList<>();
  private final Clusters clusters = new Clusters();
  private final Assignment fixed;
  private final Examples.Counter strays = new Examples.Counter();

  /** A plan that has seen no row. */
  public SplitPlan(SplitRequest request) {
    this.request = request;
    this.fixed = new Assignment(request.isWhole() ? List.of("") : Split.ByCorpusPart.PARTS);
  }

  /** A row, in the order in which it will be written. */
  public void add(CorpusRow row, ClipPlace place) {
    switch (request.split()) {
      case Split.Whole _ -> fixed.add(0);
      case Split.ByCorpusPart _ -> {
        String part = request.partOfFolder().get(place.folder());
        if (part == null) {
          strays.add(place.path());
        }
        fixed.add(part == null ? 0 : Split.ByCorpusPart.PARTS.indexOf(part));
      }
      case Split.Drawn _ -> {
        Optional<String> group = request.grouping().groupOf().apply(place.name());
        String stratum = (row.corpus() + " " + request.bins().of(row.opinion().mos())).intern();
        rows.add(new Noted(row.content().sha256(), group.orElse(""), stratum));
        clusters.add(row.content().sha256(), group, place.path());
      }
    }
  }

  /**
   * The parts.
   *
   * @throws RefusedExportException if the rows cannot be split so
   */
  public Assignment assignment() throws RefusedExportException {
    Assignment assignment =
        switch (request.split()) {
          case Split.Whole _ -> fixed;
          case Split.ByCorpusPart _ -> corpusParts();
          case Split.Drawn drawn -> drawn(drawn);
        };
    if (!request.isWhole()) {
      refuseEmptyParts(assignment);
    }
    return assignment;
  }

  private Assignment corpusParts() throws RefusedExportException {
    Examples stray = strays.examples();
    if (stray.any()) {
      throw new RefusedExportException(
          "the split a-b needs clips of the corpus's two parts, but "
              + Counted.of(stray.count(), "row is", "rows are")
              + " in neither: "
              + String.join(", ", stray.first()),
          "give the corpus folder with both score files, or shares such as train=0.8,test=0.2",
          Setting.CORPUS_FOLDER,
          Setting.SPLIT);
    }
    return fixed;
  }

  private Assignment drawn(Split.Drawn split) throws RefusedExportException {
    if (request.grouping().asked() && clusters.groups() == 0 && !rows.isEmpty()) {
      throw new RefusedExportException(
          "the group '"
              + request.grouping().pattern()
              + "' matches no clip's name: "
              + told(clusters.alone()),
          "give one that does, such as '^orig_([0-9]+)_'",
          Setting.GROUP);
    }
    Draw draw = new Draw(split.parts(), request.seed());
    Assignment assignment = new Assignment(split.parts().stream().map(Split.Part::name).toList());
    for (int i = 0; i < rows.size(); i++) {
      int first = clusters.firstOf(i);
      Noted row = rows.get(i);
      if (first < i) {
        int part = assignment.placeOf(first);
        draw.follows(row.stratum(), part);
        assignment.add(part);
      } else {
        String key = row.group().isEmpty() ? row.sha256().hex() : row.group();
        assignment.add(draw.part(row.stratum(), key));
      }
    }
    return assignment;
  }

  private void refuseEmptyParts(Assignment assignment) throws RefusedExportException {
    boolean[] held = new boolean[assignment.parts().size()];
    for (int i = 0; i < assignment.rows(); i++) {
      held[assignment.placeOf(i)] = true;
    }
    for (int i = 0; i < held.length; i++) {
      if (!held[i]) {
        throw new RefusedExportException(
            "no rows would be in the part '"
                + assignment.parts().get(i)
                + "': there "
                + Counted.word(assignment.rows(), "is ", "are ")
                + Counted.of(assignment.rows(), "row")
                + (request.grouping().isGiven() ? groupsTold() : ""),
            "give fewer parts, or a group that separates more clips",
            Setting.SPLIT,
            Setting.GROUP);
      }
    }
  }

  /** How many groups there are, and what is in the first of them. */
  private String groupsTold() {
    StringBuilder told = new StringBuilder(" in ").append(Counted.of(clusters.groups(), "group"));
    clusters
        .firstGroups()
        .forEach(
            (group, clips) ->
                told.append("; '")
                    .append(Text.printable(group))
                    .append("' has ")
                    .append(Counted.of(clips.count(), "clip"))
                    .append(", ")
                    .append(told(clips)));
    return told.append(clusters.groups() > clusters.firstGroups().size() ? "; ..." : "").toString();
  }

  private static String told(Examples clips) {
    return String.join(", ", clips.first()) + (clips.count() > clips.first().size() ? ", ..." : "");
  }
}
