package org.mosingest.core.export.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.mosingest.core.export.rows.ExportRow;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * A JSON array of {@code {"img_path", "gt_score"}}, one element a line: what the scorers of <a
 * href="https://github.com/Q-Future/Q-Align">Q-Align</a> read.
 */
public final class QalignTable implements TableWriter {

  private final OutputStream out;
  private boolean first = true;

  /** An array without an element. */
  public QalignTable(OutputStream out) {
    this.out = out;
  }

  @Override
  public void row(ExportRow row) throws IOException {
    out.write(
        ((first ? "[\n" : ",\n")
                + "{\"img_path\":"
                + quoted(row.path())
                + ",\"gt_score\":"
                + row.row().opinion().mos()
                + "}")
            .getBytes(UTF_8));
    first = false;
  }

  @Override
  public void end(Map<String, String> facts) throws IOException {
    out.write((first ? "[]\n" : "\n]\n").getBytes(UTF_8));
  }

  /** A text as JSON. */
  static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
  }
}
