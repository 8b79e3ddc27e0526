package org.mosingest.core.export.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import org.mosingest.core.export.rows.ExportRow;
import org.mosingest.core.export.table.VideoFolderTable;
import org.mosingest.core.row.ClipContent;

/**
 * A clip and its row as two members of a shard.
 *
 * @param key what both members' names begin with
 * @param path the clip's path below the corpus folder
 * @param content what the clip must hold
 * @param json the row, as the second member holds it
 */
record Sample(String key, String path, ClipContent content, String json) {

  /** Headers and contents are padded to this. */
  static final int BLOCK = 512;

  /** The sample of a row, whose place among all rows is its key. */
  static Sample of(int index, ExportRow row) {
    return new Sample(
        String.format(Locale.ROOT, "%09d", index),
        row.path(),
        row.row().content(),
        VideoFolderTable.object(row) + "\n");
  }

  byte[] jsonBytes() {
    return json.getBytes(UTF_8);
  }

  /** What both members take in an archive. */
  long room() {
    return room(content.sizeBytes()) + room(jsonBytes().length);
  }

  /** What a member takes, its header included. */
  static long room(long size) {
    return BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
  }
}
