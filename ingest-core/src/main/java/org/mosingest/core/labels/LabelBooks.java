package org.mosingest.core.labels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.packed.NameSet;
import org.mosingest.core.profile.MosScale;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.ManifestRow;

/**
 * A manifest's labels against each other, against the scale and against the clips on disk.
 *
 * @param labels the clips that the rows name, each counted once
 * @param equalRepeats rows that name a clip again with the same MOS
 * @param contradictions rows that repeat a clip with another MOS than its first row
 * @param offScale rows whose MOS lies beyond the scale
 * @param missing labels whose clip is not on disk
 * @param lost those of them that can be had nowhere else either
 * @param disk what the clips' folders hold
 */
public record LabelBooks(
    int labels,
    Examples equalRepeats,
    Examples contradictions,
    Examples offScale,
    Examples missing,
    Examples lost,
    ClipsOnDisk disk) {

  /**
   * Compares them.
   *
   * @param corpusFolder the corpus folder; its folders of clips need not exist
   * @param elsewhere is asked of every label's clip that is not on disk, in manifest order, whether
   *     it can be had elsewhere
   * @throws IOException if a folder cannot be read
   */
  public static LabelBooks of(
      Manifest manifest, MosScale scale, Path corpusFolder, Predicate<Clip> elsewhere)
      throws IOException {
    Map<String, NameSet> missing = new LinkedHashMap<>();
    Examples.Counter equal = new Examples.Counter();
    Examples.Counter other = new Examples.Counter();
    Examples.Counter offScale = new Examples.Counter();
    int labels = 0;
    for (ManifestRow row : manifest.rows()) {
      Clip clip = row.clip();
      double mos = row.opinion().mos();
      if (!scale.holds(mos)) {
        offScale.add(clip.name() + ": " + mos);
      }
      if (row.isRepeat()) {
        double first = manifest.rows().get(row.firstIndex()).opinion().mos();
        (first == mos ? equal : other)
            .add(clip.name() + ": " + first + (first == mos ? "" : ", then " + mos));
      } else {
        labels++;
        missing
            .computeIfAbsent(
                clip.folder(),
                _ -> new NameSet(index -> manifest.rows().get(index).clip().name().value()))
            .put(row.index());
      }
    }
    ClipsOnDisk disk = ClipsOnDisk.takenFrom(missing, corpusFolder);
    Examples.Counter absent = new Examples.Counter();
    Examples.Counter lost = new Examples.Counter();
    for (ManifestRow row : manifest.rows()) {
      Clip clip = row.clip();
      NameSet missingThere = missing.get(clip.folder());
      if (!row.isRepeat() && missingThere != null && missingThere.contains(clip.name().value())) {
        absent.add(clip.pathBelowCorpus());
        if (!elsewhere.test(clip)) {
          lost.add(clip.pathBelowCorpus());
        }
      }
    }
    return new LabelBooks(
        labels,
        equal.examples(),
        other.examples(),
        offScale.examples(),
        absent.examples(),
        lost.examples(),
        disk);
  }
}
