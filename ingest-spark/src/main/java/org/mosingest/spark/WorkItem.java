package org.mosingest.spark;

import java.io.Serializable;
import java.util.List;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Supply;
import org.mosingest.transfer.http.ClipUrl;

/**
 * One clip to be fetched and read, or read only, as it is sent to an executor.
 *
 * @param row its row's index
 * @param folder as {@link Clip#folder()}
 * @param name as {@link Clip#name()}
 * @param url which of its URLs is asked; empty where nothing is fetched
 * @param host the URL's host, likewise
 * @param bytes the file's size as far as it is known; 0 otherwise
 * @param sums what the bytes that are fetched have to be
 */
record WorkItem(int row, String folder, String name, String url, String host, long bytes, Sums sums)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /** As in {@link Supply}. */
  record Sums(String sha256, String md5, long size) implements Serializable {
    private static final long serialVersionUID = 1;

    static Sums of(Supply supply) {
      return new Sums(supply.sha256(), supply.md5(), supply.size());
    }
  }

  static WorkItem fetch(ManifestRow row, ClipUrl url) {
    Clip clip = row.clip();
    Sums sums = Sums.of(clip.supply());
    return new WorkItem(
        row.index(),
        clip.folder(),
        clip.name().value(),
        url.url(),
        url.host(),
        Math.max(0, sums.size()),
        sums);
  }

  static WorkItem read(ManifestRow row, long bytes) {
    Clip clip = row.clip();
    return new WorkItem(
        row.index(), clip.folder(), clip.name().value(), "", "", bytes, Sums.of(Supply.NONE));
  }

  boolean isFetched() {
    return !url.isEmpty();
  }

  /** A row of this clip, whose opinion and key are nobody's. */
  ManifestRow manifestRow() {
    Supply supply = new Supply(List.of(), sums.sha256(), sums.md5(), sums.size());
    Clip clip = new Clip(folder, new ClipName(name), url, name, supply);
    return new ManifestRow(row, clip, new Opinion(0, 0, 0), row);
  }
}
