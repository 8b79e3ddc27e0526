package org.mosingest.daemon.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mosingest.core.packed.KeyIndex;
import org.mosingest.core.packed.PackedTexts;
import org.mosingest.core.packed.SharedNames;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.ManifestRow;

/**
 * The manifest's clips by their file names, and which of them have a row in the output. Not
 * thread-safe.
 */
final class ClipIndex {

  private final List<ManifestRow> manifest;
  private final String otherwise;

  /** The rows that name a clip first, by the clip's bare name in lower case. */
  private final SharedNames byName;

  private final BitSet claimed;

  /** Paths of clips that rows of the output name and the manifest does not. */
  private final PackedTexts claimedElsewhere = new PackedTexts();

  private long notInManifest;

  /**
   * An index.
   *
   * @param otherwise the folder of clips that the manifest does not name
   */
  ClipIndex(List<ManifestRow> manifest, String otherwise) {
    this.manifest = manifest;
    this.otherwise = otherwise;
    this.claimed = new BitSet(manifest.size());
    this.byName =
        new SharedNames(manifest.size(), row -> folded(manifest.get(row).clip().name().baseName()));
    for (ManifestRow row : manifest) {
      if (!row.isRepeat()) {
        byName.put(row.index());
      }
    }
  }

  /** One spelling for all that a file system may take for one. */
  private static String folded(String name) {
    String formed =
        Normalizer.isNormalized(name, Normalizer.Form.NFC)
            ? name
            : Normalizer.normalize(name, Normalizer.Form.NFC);
    return formed.toLowerCase(Locale.ROOT);
  }

  /** The folders that hold clips, below the corpus folder. */
  Set<String> folders() {
    Set<String> folders = new TreeSet<>();
    folders.add(otherwise);
    manifest.forEach(row -> folders.add(row.clip().folder()));
    return folders;
  }

  /**
   * The clips that a row may be of, the likeliest first, which is taken to be it. Rows carry bare
   * names: of clips that share one it is the next with the row's MOS.
   *
   * @return empty if the row's {@code src} names nothing within the folders of clips
   */
  List<Clip> claim(CorpusRow row) {
    if (!(ClipName.parse(row.src()) instanceof ClipName name)) {
      return List.of();
    }
    List<ManifestRow> named =
        Arrays.stream(byName.find(folded(name.baseName())))
            .mapToObj(manifest::get)
            .filter(candidate -> isNamed(candidate.clip(), name))
            .toList();
    if (named.isEmpty()) {
      notInManifest++;
      Clip clip = new Clip(otherwise, name, "", name.baseName());
      var _ = claimedElsewhere.numberOf(clip.pathBelowCorpus());
      return List.of(clip);
    }
    ManifestRow meant =
        named.stream()
            .filter(candidate -> !claimed.get(candidate.index()))
            .filter(candidate -> candidate.opinion().mos() == row.opinion().mos())
            .findFirst()
            .or(
                () ->
                    named.stream().filter(candidate -> !claimed.get(candidate.index())).findFirst())
            .orElse(named.getFirst());
    claimed.set(meant.index());
    if (named.size() == 1) {
      return List.of(meant.clip());
    }
    List<Clip> clips = new ArrayList<>(List.of(meant.clip()));
    named.stream().filter(other -> !other.equals(meant)).map(ManifestRow::clip).forEach(clips::add);
    return List.copyOf(clips);
  }

  /** By its bare name, as rows have it, or by all of it. */
  private static boolean isNamed(Clip clip, ClipName name) {
    return clip.name().baseName().equals(name.value()) || clip.name().equals(name);
  }

  /** Whether a row of the output is of the clip that this row names first. */
  boolean hasRow(ManifestRow row) {
    return claimed.get(row.index());
  }

  /** Rows of the output whose clip the manifest does not name. */
  long notInManifest() {
    return notInManifest;
  }

  /**
   * Whether a file on the disk is a clip that the manifest or the output names.
   *
   * @param path below the corpus folder
   * @param corpusFolder the corpus folder
   */
  boolean names(String path, Path corpusFolder) throws IOException {
    if (claimedElsewhere.find(path) != KeyIndex.NONE) {
      return true;
    }
    for (int index : byName.find(folded(path.substring(path.lastIndexOf('/') + 1)))) {
      Clip clip = manifest.get(index).clip();
      if (clip.pathBelowCorpus().equals(path)
          || isOneFile(clip.in(corpusFolder), corpusFolder.resolve(path))) {
        return true;
      }
    }
    return false;
  }

  /** On a file system that folds case or Unicode's forms. */
  private static boolean isOneFile(Path one, Path other) throws IOException {
    try {
      return folded(one.toString()).equals(folded(other.toString()))
          && Files.isSameFile(one, other);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** How many levels below their folders the manifest's clips lie at most; 1 for bare names. */
  int levels() {
    return manifest.stream()
        .mapToInt(row -> 1 + (int) row.clip().name().value().chars().filter(c -> c == '/').count())
        .max()
        .orElse(1);
  }

  /** The endings of the clips' names, in lower case and with their dots. */
  Set<String> endings() {
    Set<String> endings = new HashSet<>();
    manifest.forEach(row -> ending(row.clip().name().value()).ifPresent(endings::add));
    return endings;
  }

  /** The ending of a file's name, in lower case and with its dot. */
  static Optional<String> ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(name.substring(dot).toLowerCase(Locale.ROOT));
  }
}
