package org.mosingest.core.row;

import java.time.Instant;

/**
 * One row of the output.
 *
 * @param src the clip's bare file name
 * @param content hash and size of the clip's bytes
 * @param video what the probe found
 * @param opinion the joined score
 * @param corpus the corpus's id, {@code konvid-150k}
 * @param corpusVersion the release, {@code konvid-150k-2019}
 * @param ingestedAt the run's instant, written to the second
 * @param extras what follows the keys of all rows
 */
public record CorpusRow(
    String src,
    ClipContent content,
    VideoFacts video,
    Opinion opinion,
    String corpus,
    String corpusVersion,
    Instant ingestedAt,
    Extras extras) {

  /** A row without extras. */
  public CorpusRow(
      String src,
      ClipContent content,
      VideoFacts video,
      Opinion opinion,
      String corpus,
      String corpusVersion,
      Instant ingestedAt) {
    this(src, content, video, opinion, corpus, corpusVersion, ingestedAt, Extras.NONE);
  }
}
