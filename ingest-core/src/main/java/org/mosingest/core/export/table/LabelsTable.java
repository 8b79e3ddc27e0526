package org.mosingest.core.export.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import org.mosingest.core.export.rows.ExportRow;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.row.Text;
import org.mosingest.core.setting.Setting;

/**
 * Lines {@code path,duration,fps,mos} without a header, -1 for a duration or frame rate that is not
 * known: the label files of <a
 * href="https://github.com/VQAssessment/FAST-VQA-and-FasterVQA">FAST-VQA</a> and DOVER. Their
 * readers split at every comma and trim the line.
 */
public final class LabelsTable implements TableWriter {

  private final OutputStream out;

  /** A table without a row. */
  public LabelsTable(OutputStream out) {
    this.out = out;
  }

  @Override
  public void row(ExportRow row) throws IOException, RefusedExportException {
    String path = row.path();
    if (path.indexOf(',') >= 0 || !path.equals(path.strip())) {
      throw new RefusedExportException(
          "labels cannot hold the path '"
              + Text.printable(path)
              + "': their readers split lines at commas and trim them",
          "rename that clip, or export as csv",
          Setting.FORMAT);
    }
    String line =
        path
            + ','
            + known(row.row().video().durationS())
            + ','
            + known(row.row().video().framerate())
            + ','
            + row.row().opinion().mos()
            + '\n';
    out.write(line.getBytes(UTF_8));
  }

  private static String known(double value) {
    return value > 0 ? Double.toString(value) : "-1";
  }
}
