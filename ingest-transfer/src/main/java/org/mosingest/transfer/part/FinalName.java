package org.mosingest.transfer.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.mosingest.core.state.DiskFaults;
import org.mosingest.core.state.MachineFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clip's own name, which whole and synced bytes get in one step.
 *
 * @param target the clip's path
 * @param paths those of its unfinished download
 */
record FinalName(Path target, PartPaths paths, FolderSync folders) {

  private static final Logger LOG = LoggerFactory.getLogger(FinalName.class);

  /** More than any file system's clock is coarse. */
  private static final Duration BACKDATED = Duration.ofSeconds(4);

  /** Renames a file that is the clip. */
  void give(PartChannel channel, Path from) throws MachineFaultException, InterruptedException {
    channel.checkPlace();
    DiskFaults.guardStep(
        "rename to its final name",
        from,
        () ->
            Files.move(
                from, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
  }

  /**
   * Makes the clip of a packed part. Before that has its name the part's record goes: a part beside
   * its clip would stay for ever.
   *
   * @return what its bytes are; the part is gone if they are the clip's
   */
  CommitOutcome unpack(PartChannel channel, Packing packing, ByteCheck check)
      throws MachineFaultException, InterruptedException {
    Path part = paths.part();
    Path unpacked = paths.unpacked();
    channel.checkPlace();
    CommitOutcome outcome =
        DiskFaults.guard(
            "write", unpacked, () -> UnpackedFile.write(part, unpacked, packing, check));
    if (outcome instanceof CommitOutcome.Refused) {
      return outcome;
    }
    channel.close();
    backdate(unpacked);
    DiskFaults.guardStep("delete", paths.record(), () -> PartRecords.drop(paths));
    give(channel, unpacked);
    DiskFaults.guardStep("delete", part, () -> Files.deleteIfExists(part));
    Path folder = target.resolveSibling("");
    DiskFaults.guardStep("sync folder", folder, () -> folders.sync(folder));
    return outcome;
  }

  /**
   * Lets the bytes seem some seconds older than the name. Whoever writes to the clip makes both as
   * new as each other: so any change shows, even one in the same tick of the file system's clock,
   * and what is known of the clip can be trusted at once.
   */
  static void backdate(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(BACKDATED)));
    } catch (IOException | UnsupportedOperationException e) {
      // Then the clip is read once more by the next run.
      LOG.debug("cannot set the time of {}", file, e);
    }
  }
}
