package org.mosingest.cli.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.export.split.Grouping;
import org.mosingest.core.export.split.MosBins;
import org.mosingest.core.export.split.Split;
import org.mosingest.core.export.split.SplitRequest;
import org.mosingest.core.failures.BadPatternException;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.Layout;
import org.mosingest.core.profile.NamePattern;
import org.mosingest.core.profile.TableSpec;

/** A split as options give it, with what the corpus says of its parts, sources and scale. */
public final class SplitChoice {

  private SplitChoice() {}

  /**
   * The split.
   *
   * @param split as {@code --split} gives it; null for none
   * @param group as {@code --group} gives it: empty for no groups, null for the corpus's own rule
   * @throws IllegalArgumentException if one is no split or no pattern, or the corpus has no such
   *     parts
   */
  public static SplitRequest of(
      Corpus corpus, @Nullable String split, long seed, @Nullable String group) {
    Split parsed = split == null ? new Split.Whole() : Split.parse(split);
    Map<String, String> parts = new HashMap<>();
    if (parsed instanceof Split.ByCorpusPart) {
      parts.putAll(partOfFolder(corpus));
      if (parts.isEmpty()) {
        throw new IllegalArgumentException(
            "the split a-b is for a corpus in two parts, and "
                + corpus.id()
                + " is in one; give shares, as --split train=0.8,test=0.2");
      }
    }
    return new SplitRequest(
        parsed,
        split == null ? "" : split,
        seed,
        grouping(corpus, group),
        new MosBins(corpus.scale().lowest(), corpus.scale().highest()),
        parts);
  }

  private static Grouping grouping(Corpus corpus, @Nullable String group) {
    if (group == null) {
      return corpus
          .naming()
          .source()
          .map(source -> new Grouping(source.toString(), false, source::firstGroup))
          .orElse(Grouping.NONE);
    }
    if (group.isEmpty()) {
      return Grouping.NONE;
    }
    try {
      return new Grouping(group, true, NamePattern.of(group)::firstGroup);
    } catch (BadPatternException e) {
      throw new IllegalArgumentException("--group: " + e.getMessage(), e);
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
