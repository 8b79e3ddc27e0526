package org.mosingest.core.export.describe;

/** How an export's files hold rows. */
public enum RowEncoding {
  /** A CSV with the rows' columns. */
  CSV("text/csv"),
  /** The same in Parquet. */
  PARQUET("application/vnd.apache.parquet"),
  /** {@code path,duration,fps,mos}, without a header. */
  LABELS("text/plain"),
  /** A CSV with {@code name,mos,std,official_split}. */
  PYIQA("text/csv"),
  /** A JSON array of objects with {@code img_path} and {@code gt_score}. */
  QALIGN("application/json"),
  /** A JSON object a line. */
  JSON_LINES("application/jsonlines"),
  /** Tar archives of clips and rows as JSON, with an index. */
  SHARDS("application/x-tar");

  private final String mediaType;

  RowEncoding(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The files' media type. */
  String mediaType() {
    return mediaType;
  }
}
