package org.mosingest.transfer.part;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.paths.Guard;
import org.mosingest.core.state.DiskFaults;
import org.mosingest.core.state.DurableFiles;
import org.mosingest.core.state.MachineFaultException;

/**
 * The bytes of a clip on their way to the disk, and their hash, which is computed as they pass.
 * Lives as long as the download, so that a later attempt goes on with the hash it has; only bytes
 * of an earlier process are read once again. Used by one thread at a time. Every fault of the disk
 * is a {@link MachineFaultException}.
 *
 * <p>Order is what keeps bytes and record together: the record comes before the first byte, and the
 * bytes and record of an older version are gone from the disk, synced, before either of a newer one
 * appears. Where bytes stay behind, at the end of an attempt and every 16 MiB, they are synced
 * first and the record tells so then: after a power loss no others are trusted.
 */
public final class PartFile implements AutoCloseable {

  /** The most that a power loss costs a download. */
  public static final long SYNC_EVERY = 16L << 20;

  private final Path target;
  private final PartPaths paths;
  private final FolderSync folders;
  private final PartChannel channel;
  private final FinalName finalName;
  private final ByteCheck check;
  private final Optional<Packing> packing;
  private final PassedBytes passed;
  private Optional<PartRecord> version = Optional.empty();

  /**
   * Looks at nothing yet.
   *
   * @param target the clip's final path
   * @param place whether it leads still where it did
   * @param check what is asked of the bytes before they become the clip
   */
  public PartFile(Path target, FolderSync folders, Guard place, ByteCheck check) {
    this(target, folders, place, check, Optional.empty());
  }

  /**
   * The same of a clip that may come packed.
   *
   * @param packing how; empty if it comes as it is
   */
  public PartFile(
      Path target, FolderSync folders, Guard place, ByteCheck check, Optional<Packing> packing) {
    this.check = check;
    this.packing = packing;
    // A packed clip is judged unpacked.
    this.passed = new PassedBytes(packing.isPresent() ? ByteCheck.NONE : check);
    this.target = target.toAbsolutePath();
    this.paths = PartPaths.of(this.target);
    this.channel = new PartChannel(paths.part(), place);
    this.folders = folders;
    this.finalName = new FinalName(this.target, paths, folders);
  }

  /** Where the bytes are. */
  public Path path() {
    return paths.part();
  }

  /** How many bytes are held, hashed and written. */
  public long length() {
    return passed.length();
  }

  /** The version that the bytes belong to; empty if they cannot be continued. */
  public Optional<PartRecord> version() {
    return version;
  }

  /** Whether all bytes of the clip are held. */
  public boolean isWhole() {
    return length() > 0 && version.isPresent() && version.get().total() == length();
  }

  /**
   * Looks at what an earlier attempt left, and makes it ready to be continued if it is of this URL.
   */
  public void prepare(String url) throws MachineFaultException, InterruptedException {
    channel.makeFolder(folder());
    DiskFaults.guardStep(
        "read",
        paths.record(),
        () -> version = PartRecords.read(paths).filter(record -> record.isOf(url)));
    long onDisk = DiskFaults.guard("read", path(), () -> PartChannel.sizeOf(path()));
    // Whole under another query, nobody would be asked whether it is the same clip.
    boolean tooLong =
        version
            .filter(record -> record.total() >= 0)
            .filter(record -> onDisk > record.total() - (record.url().equals(url) ? 0 : 1))
            .isPresent();
    long trusted = version.map(record -> record.trusted(onDisk)).orElse(0L);
    if (trusted == 0 || tooLong) {
      version = Optional.empty();
      passed.forget();
    } else if (length() > 0 && length() <= onDisk) {
      // More on disk than hashed: a write was interrupted. The hash decides.
      DiskFaults.guardStep("write", path(), () -> channel.open(length()).truncate(length()));
    } else {
      passed.forget();
      DiskFaults.guardStep("write", path(), () -> cutTo(trusted, onDisk));
      DiskFaults.guardStep("read", path(), () -> passed.read(path()));
    }
  }

  /**
   * Cuts off bytes that a power loss may have spoiled. Only then may the record speak of this life
   * of the machine.
   */
  private void cutTo(long trusted, long onDisk) throws IOException {
    if (trusted < onDisk) {
      try (FileChannel out = FileChannel.open(path(), WRITE)) {
        out.truncate(trusted);
      }
    }
    PartRecord record = version.orElseThrow();
    if (!BootId.isCurrent(record.bootId()) || record.synced() > trusted) {
      PartRecord now = record.syncedTo(Math.min(trusted, record.synced()));
      PartRecords.write(paths, now);
      version = Optional.of(now);
    }
  }

  /** Gives up all bytes and begins with a new version, the bytes of which are to be appended. */
  public void startOver(Optional<PartRecord> newVersion)
      throws MachineFaultException, InterruptedException {
    discard();
    version = newVersion;
    if (newVersion.isPresent()) {
      DiskFaults.guardStep("write", path(), () -> channel.open(length()));
      DiskFaults.guardStep(
          "write", paths.record(), () -> PartRecords.attach(paths, newVersion.get()));
    }
  }

  /** Appends bytes, all of them: an interrupt waits. */
  public void append(byte[] bytes, int count) throws MachineFaultException, InterruptedException {
    channel.run(
        "write",
        length(),
        out -> {
          ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
          while (rest.hasRemaining()) {
            out.write(rest);
          }
        });
    passed.pass(bytes, count);
    if (version.isPresent() && length() - version.get().synced() >= SYNC_EVERY) {
      secure();
    }
  }

  /**
   * Makes the bytes so far outlive a power loss, and then notes it. The folder comes between: the
   * record must not be on the disk before the part's own name is.
   */
  private void secure() throws MachineFaultException, InterruptedException {
    sync();
    DiskFaults.guardStep("sync folder", folder(), () -> folders.sync(folder()));
    PartRecord synced = version.orElseThrow().syncedTo(length());
    DiskFaults.guardStep("write", paths.record(), () -> PartRecords.write(paths, synced));
    version = Optional.of(synced);
  }

  private Path folder() {
    return target.resolveSibling("");
  }

  /**
   * Makes the bytes the clip, if they are: checked, synced, renamed, the rename synced.
   *
   * @throws InterruptedException only before the rename: once the clip is there, the interrupt
   *     waits
   */
  public CommitOutcome commit() throws MachineFaultException, InterruptedException {
    long onDisk = DiskFaults.guard("read", path(), () -> channel.open(length()).size());
    if (onDisk != length()) {
      throw DiskFaults.machineFault(
          "finish",
          path(),
          new IOException(
              onDisk
                  + " bytes instead of the "
                  + length()
                  + " written: another program is writing to it"));
    }
    if (packing.isPresent()) {
      CommitOutcome outcome = finalName.unpack(channel, packing.get(), check);
      if (outcome instanceof CommitOutcome.Committed) {
        version = Optional.empty();
        passed.forget();
      }
      return outcome;
    }
    CommitOutcome outcome = passed.asClip();
    if (outcome instanceof CommitOutcome.Refused) {
      return outcome;
    }
    FinalName.backdate(path());
    sync();
    finalName.give(channel, path());
    version = Optional.empty();
    passed.forget();
    DiskFaults.guardStep("sync folder", folder(), () -> folders.sync(folder()));
    DiskFaults.guardStep("delete", paths.record(), () -> PartRecords.detach(paths, target));
    return outcome;
  }

  /**
   * What could not be synced is lost, whatever a second sync says: the system reports a failed
   * write once and then calls the pages clean. So the bytes must not be continued.
   */
  private void sync() throws MachineFaultException, InterruptedException {
    try {
      channel.run("sync", length(), out -> out.force(true));
      channel.close();
    } catch (MachineFaultException e) {
      try {
        discard();
      } catch (MachineFaultException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /**
   * Deletes what is on disk, for good: an older version's bytes or record must not come back beside
   * a newer one's.
   */
  public void discard() throws MachineFaultException, InterruptedException {
    channel.close();
    version = Optional.empty();
    passed.forget();
    DiskFaults.guardStep(
        "delete",
        path(),
        () -> {
          // The record first: bytes without a record count for nothing.
          boolean had = Files.deleteIfExists(paths.record());
          had |= Files.deleteIfExists(path());
          if (had) {
            DurableFiles.syncFolder(folder());
          }
        });
  }

  /** Takes over the bytes that another program wrote to {@link #path()}, reading them once. */
  public void adopt() throws MachineFaultException, InterruptedException {
    DiskFaults.guardStep("read", path(), () -> passed.read(path()));
  }

  /** Ends an attempt. Bytes that can be continued stay, and outlive a power loss from then on. */
  @Override
  public void close() throws MachineFaultException, InterruptedException {
    try {
      if (version.isPresent() && length() > version.get().synced()) {
        secure();
      }
    } finally {
      channel.close();
    }
  }
}
