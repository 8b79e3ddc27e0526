package org.mosingest.core.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A corpus that this tool knows: where it lies by default, how its files are named and which
 * columns they carry.
 *
 * @param id the id that {@code --corpus} takes and that every row carries
 * @param defaultVersion the release, unless the user names another
 * @param defaultFolder the input root, relative to the working directory
 * @param outputName the default output's file name
 * @param minRows the wrong-corpus floor: fewer data rows than this are refused
 * @param scale what scores there can be
 * @param manifestColumns the columns of a URL manifest
 * @param splits the score files with local clips that stand in for a manifest, in output order; may
 *     be empty
 * @param wrongCorpusHint what to say when the floor is not met
 * @param sourceHint where the corpus can be had
 */
public record Corpus(
    String id,
    String defaultVersion,
    Path defaultFolder,
    String outputName,
    int minRows,
    MosScale scale,
    ColumnAliases manifestColumns,
    List<Split> splits,
    String wrongCorpusHint,
    String sourceHint) {

  public Corpus {
    splits = List.copyOf(splits);
  }

  /**
   * A score file whose clips lie extracted beside it.
   *
   * @param scores the file's name in the corpus folder
   * @param clipsFolder the name of the folder with its clips
   * @param columns its columns
   */
  public record Split(String scores, String clipsFolder, ColumnAliases columns) {}

  private static final List<String> NAME = List.of("file_name", "video_name", "filename", "name");

  /** KonViD-150k (Götz-Hahn et al., 2019/2021): 150 000 user-made clips with scores from 1 to 5. */
  public static final Corpus KONVID_150K =
      new Corpus(
          "konvid-150k",
          "konvid-150k-2019",
          Path.of(".workingdir2", "konvid-150k"),
          "konvid_150k.jsonl",
          5_000,
          MosScale.ACR_5,
          new ColumnAliases(
              NAME,
              List.of("url", "download_url", "flickr_url", "video_url"),
              List.of("MOS", "mos"),
              List.of("SD", "sd", "mos_std", "mos_std_dev", "SD_MOS"),
              List.of("n", "ratings", "num_ratings", "n_ratings")),
          List.of(
              new Split("k150ka_scores.csv", "k150ka_extracted", splitColumns()),
              new Split("k150kb_scores.csv", "k150kb_extracted", splitColumns())),
          "this looks like KoNViD-1k (about 1 200 rows), which konvid_1k_to_corpus_jsonl.py reads; KonViD-150k has about"
              + " 150 000 rows. For a subset made on purpose give --min-rows",
          "https://database.mmsp-kn.de/konvid-150k-vqa-database.html");

  private static ColumnAliases splitColumns() {
    return new ColumnAliases(
        NAME, List.of(), List.of("mos", "video_score", "MOS"), List.of(), List.of());
  }

  private static final Map<String, Corpus> KNOWN = Map.of(KONVID_150K.id(), KONVID_150K);

  /** The corpus of that id, if there is one. */
  public static Optional<Corpus> byId(String id) {
    return Optional.ofNullable(KNOWN.get(id));
  }

  /** The ids of all known corpora, sorted. */
  public static List<String> ids() {
    return KNOWN.keySet().stream().sorted().toList();
  }
}
