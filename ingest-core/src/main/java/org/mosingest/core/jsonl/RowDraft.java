package org.mosingest.core.jsonl;

import java.time.Instant;
import java.util.Optional;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.CorpusRow;
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

  RowDraft() {}

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
                ingestedAt));
  }
}
