package org.mosingest.transfer.part;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import java.util.Optional;
import org.mosingest.core.state.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a part's record is stored: as an attribute of the part until bytes of it are synced, then
 * as a file beside it.
 */
public final class PartRecords {

  private static final Logger LOG = LoggerFactory.getLogger(PartRecords.class);

  /** {@code user.mosingest.part} on Linux. */
  private static final String MARK = "mosingest.part";

  private static final int LONGEST_RECORD = 64 << 10;

  private PartRecords() {}

  /** What is known of a part; empty if nothing is, or nothing that this program can read. */
  public static Optional<PartRecord> read(PartPaths paths) throws IOException {
    Optional<PartRecord> beside = readFile(paths.record());
    return beside.isPresent() ? beside : readMark(paths.part());
  }

  private static Optional<PartRecord> readFile(Path file) throws IOException {
    try {
      return Files.size(file) > LONGEST_RECORD
          ? Optional.empty()
          : PartRecordJson.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<PartRecord> readMark(Path part) {
    try {
      UserDefinedFileAttributeView marks = marks(part);
      ByteBuffer mark = ByteBuffer.allocate(marks.size(MARK));
      marks.read(MARK, mark);
      return PartRecordJson.parse(Arrays.copyOf(mark.array(), mark.position()));
    } catch (IOException | UnsupportedOperationException e) {
      // As a rule there is none.
      return Optional.empty();
    }
  }

  /**
   * The attributes of a file.
   *
   * @throws UnsupportedOperationException if Java knows of none on that system
   */
  private static UserDefinedFileAttributeView marks(Path file) {
    UserDefinedFileAttributeView marks =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    if (marks == null) {
      throw new UnsupportedOperationException("no attributes of one's own for " + file);
    }
    return marks;
  }

  /**
   * Notes the record of a part that is there and empty: as an attribute of the part, where the file
   * system has such, else in a file beside it. A file for each clip, made and deleted again, would
   * cost as much as the clip's own: ext4 searches long for a free inode where many were freed
   * lately.
   */
  public static void attach(PartPaths paths, PartRecord record) throws IOException {
    try {
      int _ = marks(paths.part()).write(MARK, ByteBuffer.wrap(PartRecordJson.bytes(record)));
    } catch (IOException | UnsupportedOperationException e) {
      // No such attributes here, or no room for one so long: the file has to do, and says so if it
      // cannot.
      LOG.trace("no attribute for {}", paths.part(), e);
      write(paths, record);
    }
  }

  /** Takes a record from what was a part and is the clip now. */
  static void detach(PartPaths paths, Path clip) throws IOException {
    unmark(clip);
    Files.deleteIfExists(paths.record());
  }

  /** Takes the record from a part that is not to be continued. */
  static void drop(PartPaths paths) throws IOException {
    detach(paths, paths.part());
  }

  private static void unmark(Path file) {
    try {
      marks(file).delete(MARK);
    } catch (IOException | UnsupportedOperationException e) {
      // There was none; and one that stays does no harm: a record beside the part counts first, and
      // no clip is asked for one.
      LOG.trace("no attribute taken from {}", file, e);
    }
  }

  /**
   * Writes the record beside the part, in one step. It is synced only where it speaks of synced
   * bytes: one that does not is of no use after a power loss, be it whole, gone or unreadable. What
   * must never happen, an older version's record beside newer bytes, {@link PartFile} rules out.
   */
  public static void write(PartPaths paths, PartRecord record) throws IOException {
    if (record.synced() > 0) {
      DurableFiles.replace(paths.record(), PartRecordJson.bytes(record));
      unmark(paths.part());
    } else {
      Files.write(paths.temporary(), PartRecordJson.bytes(record));
      Files.move(
          paths.temporary(),
          paths.record(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
