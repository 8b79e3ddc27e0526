package org.mosingest.core.jsonl;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Extras;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

/** A row as far as it is read. For one thread. */
public final class RowDraft {
  String src = "";
  Optional<Sha256> sha256 = Optional.empty();
  long sizeBytes;
  int width;
  int height;
  double framerate;
  double durationS;
  String pixFmt = "";
  String codecName = "";
  double mos = Double.NaN;
  double mosStdDev;
  int nRatings;
  String corpus = "";
  String corpusVersion = "";
  Instant ingestedAt = Instant.EPOCH;
  private @Nullable Map<String, Object> extras;

  RowDraft() {}

  /** A key beyond those of all rows; of one that comes twice the last value counts. */
  void extra(String key, Object value) {
    if (extras == null) {
      extras = new LinkedHashMap<>();
    }
    extras.put(key, value);
  }

  private Extras extras() {
    return extras == null
        ? Extras.NONE
        : new Extras(List.copyOf(extras.keySet()), List.copyOf(extras.values()));
  }

  /**
   * The row; empty if its hash is none.
   *
   * @throws IllegalArgumentException if a value is one that no row may have
   */
  Optional<CorpusRow> row() {
    return sha256.map(
        hash ->
            new CorpusRow(
                src,
                new ClipContent(hash, sizeBytes),
                new VideoFacts(width, height, framerate, durationS, pixFmt, codecName),
                new Opinion(mos, mosStdDev, nRatings),
                corpus,
                corpusVersion,
                ingestedAt,
                extras()));
  }
}
