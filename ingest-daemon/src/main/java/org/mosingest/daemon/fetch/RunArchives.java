package org.mosingest.daemon.fetch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.DownloadPolicy;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.archive.ArchiveOpening;
import org.mosingest.transfer.archive.Archives;
import org.mosingest.transfer.archive.ZipArchive;

/** The archives that a run was given. */
public final class RunArchives {

  private RunArchives() {}

  /**
   * Reads their directories.
   *
   * @param rows whose clips are looked for in them
   * @param keeping whether directories are kept for the next run; otherwise nothing is written
   * @throws MachineFaultException if one cannot be read, or is none, or the thread was interrupted
   * @throws IllegalArgumentException if curl does the transfers and one is with a server
   */
  public static Archives open(
      RunOptions options, List<ManifestRow> rows, Downloads downloads, boolean keeping)
      throws MachineFaultException {
    List<ArchivePlace> places = places(options);
    if (places.isEmpty()) {
      return Archives.NONE;
    }
    Set<String> names = new HashSet<>();
    rows.forEach(row -> names.add(row.clip().name().value()));
    ArchiveOpening opening =
        new ArchiveOpening(
            names::contains,
            Optional.of(ArchiveOpening.keptIn(options.folder(), options.output())),
            keeping);
    DownloadPolicy policy = TransferParts.policy(options);
    List<ZipArchive> all = new ArrayList<>();
    try {
      for (ArchivePlace place : places) {
        all.add(downloads.open(place, opening, policy));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineFaultException(
          "stopped while the directory of an archive was being read", e);
    }
    return new Archives(all);
  }

  /** Where they are. */
  public static List<ArchivePlace> places(RunOptions options) {
    return options.find(CorpusOption.ARCHIVE).orElse(List.of());
  }
}
