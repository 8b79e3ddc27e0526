package org.mosingest.core.export.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import org.mosingest.core.export.rows.ExportRow;
import org.mosingest.core.jsonl.RowJson;

/**
 * A JSON object a line: {@code file_name}, the path below the corpus folder, then the row's keys
 * and, of a split, {@code split}. The {@code metadata.jsonl} of a <a
 * href="https://huggingface.co/docs/datasets/video_dataset">VideoFolder</a>.
 */
public final class VideoFolderTable implements TableWriter {

  private final OutputStream out;

  /** A table without a row. */
  public VideoFolderTable(OutputStream out) {
    this.out = out;
  }

  @Override
  public void row(ExportRow row) throws IOException {
    String members = object(row).substring(1);
    out.write(
        ("{\"file_name\":" + QalignTable.quoted(row.path()) + "," + members + "\n")
            .getBytes(UTF_8));
  }

  /** The row's keys and values and, of a split, {@code split}, as a JSON object. */
  public static String object(ExportRow row) {
    byte[] line = RowJson.line(row.row());
    String object = new String(line, 0, line.length - 1, UTF_8);
    return row.part().isEmpty()
        ? object
        : object.substring(0, object.length() - 1)
            + ",\"split\":"
            + QalignTable.quoted(row.part())
            + "}";
  }
}
