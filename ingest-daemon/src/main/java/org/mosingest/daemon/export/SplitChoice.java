package org.mosingest.daemon.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.export.split.Grouping;
import org.mosingest.core.export.split.MosBins;
import org.mosingest.core.export.split.Split;
import org.mosingest.core.export.split.SplitRequest;
import org.mosingest.core.failures.BadPatternException;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.Layout;
import org.mosingest.core.profile.NamePattern;
import org.mosingest.core.profile.TableSpec;

/** A split as it is asked for, with what the corpus says of its parts, sources and scale. */
final class SplitChoice {

  private SplitChoice() {}

  /**
   * The split.
   *
   * @param order the split's text, the seed, and the group: empty for no groups, none for the
   *     corpus's own rule
   * @throws IllegalArgumentException if one is no split or no pattern, or the corpus has no such
   *     parts
   */
  static SplitRequest of(Corpus corpus, ExportOrder.SplitOrder order) {
    Split parsed = order.split().map(Split::parse).orElseGet(Split.Whole::new);
    Map<String, String> parts = new HashMap<>();
    if (parsed instanceof Split.ByCorpusPart) {
      parts.putAll(partOfFolder(corpus));
      if (parts.isEmpty()) {
        throw new IllegalArgumentException(
            "the split a-b needs a corpus in two parts, but "
                + corpus.id()
                + " has only one; give shares, such as train=0.8,test=0.2");
      }
    }
    return new SplitRequest(
        parsed,
        order.split().orElse(""),
        order.seed(),
        grouping(corpus, order.group()),
        new MosBins(corpus.scale().lowest(), corpus.scale().highest()),
        parts);
  }

  private static Grouping grouping(Corpus corpus, Optional<String> given) {
    if (given.isEmpty()) {
      return corpus
          .naming()
          .source()
          .map(source -> new Grouping(source.toString(), false, source::firstGroup))
          .orElse(Grouping.NONE);
    }
    String group = given.get();
    if (group.isEmpty()) {
      return Grouping.NONE;
    }
    try {
      return new Grouping(group, true, NamePattern.of(group)::firstGroup);
    } catch (BadPatternException e) {
      throw new IllegalArgumentException("group: " + e.getMessage(), e);
    }
  }

  /** The clips of the first table are for training, those of the second for tests. */
  private static Map<String, String> partOfFolder(Corpus corpus) {
    Map<String, String> parts = new HashMap<>();
    for (Layout layout : corpus.tables().layouts()) {
      List<TableSpec> tables = layout.tables();
      if (!layout.joined() && tables.size() == Split.ByCorpusPart.PARTS.size()) {
        for (int i = 0; i < tables.size(); i++) {
          String part = Split.ByCorpusPart.PARTS.get(i);
          tables.get(i).clips().forEach(folder -> parts.put(folder, part));
        }
      }
    }
    return parts;
  }
}
