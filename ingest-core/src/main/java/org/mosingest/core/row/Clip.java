package org.mosingest.core.row;

import java.nio.file.Path;

/**
 * One video file of a corpus.
 *
 * @param folder the folder that holds it, below the corpus folder: {@code clips} or {@code
 *     k150ka_extracted}; empty for the corpus folder itself
 * @param name its name below that folder
 * @param url where it can be had, as the manifest gives it; empty where the manifest gives none
 * @param progressKey its key in {@code .download-progress.json}: the bare file name, or {@link
 *     #pathBelowCorpus()} where another clip of the corpus has the same bare name
 * @param supply what else the manifest says of fetching it
 */
public record Clip(String folder, ClipName name, String url, String progressKey, Supply supply) {

  /** A clip of which the manifest says no more than its URL. */
  public Clip(String folder, ClipName name, String url, String progressKey) {
    this(folder, name, url, progressKey, Supply.NONE);
  }

  /** The same clip where another one has its file name. */
  public Clip withQualifiedKey() {
    return new Clip(folder, name, url, pathBelowCorpus(), supply);
  }

  /** The same clip, to be had there. */
  public Clip withUrl(String other) {
    return new Clip(folder, name, other, progressKey, supply);
  }

  /** The clip's place on disk. */
  public Path in(Path corpusFolder) {
    return corpusFolder.resolve(folder).resolve(name.value());
  }

  /** The clip's path below the corpus folder, with {@code /} between segments. */
  public String pathBelowCorpus() {
    return folder.isEmpty() ? name.value() : folder + "/" + name.value();
  }

  /** Whether {@link #progressKey()} is more than the bare file name. */
  public boolean hasQualifiedKey() {
    return !progressKey.equals(name.baseName());
  }
}
