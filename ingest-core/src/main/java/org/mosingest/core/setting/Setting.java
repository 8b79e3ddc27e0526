package org.mosingest.core.setting;

/** Something that a user can set, and that would mend a fault if it were set otherwise. */
public enum Setting {
  /** Which corpus it is. */
  CORPUS,
  /** Where the corpus lies. */
  CORPUS_FOLDER,
  /** Which file is the manifest. */
  MANIFEST,
  /** How many rows it must have. */
  LEAST_ROWS,
  /** Where in the corpus folder the clips lie. */
  CLIPS_FOLDER,
  /** The tables of single votes. */
  VOTES,
  /** Which columns of such a table are read. */
  VOTE_COLUMNS,
  /** The ZIPs that hold clips. */
  ARCHIVES,
  /** Where the result goes. */
  OUTPUT,
  /** Where it is told how the result was made. */
  REPLAY_MANIFEST,
  /** Where it is noted which clips have been downloaded. */
  DOWNLOAD_PROGRESS,
  /** Where a report goes. */
  REPORT,
  /** Which rows are exported. */
  INPUT,
  /** Into which parts rows are exported. */
  SPLIT,
  /** Which clips an export keeps in one part. */
  GROUP,
  /** As what rows are exported. */
  FORMAT,
  /** The ffprobe that is run. */
  FFPROBE,
  /** With what clips are probed. */
  PROBE_ENGINE,
  /** How many clips are probed at a time. */
  PROBES,
  /** How many clips are downloaded at a time. */
  DOWNLOADS,
  /** How long a network that is gone is waited for. */
  OFFLINE_WAIT,
  /** The curl that is run. */
  CURL,
  /** The proxy through which hosts are reached. */
  PROXY,
  /** The program that finds the video of a page. */
  RESOLVER,
  /** Where the log goes. */
  LOG_FILE,
  /** The folders within which a service may read and write. */
  ROOT
}
