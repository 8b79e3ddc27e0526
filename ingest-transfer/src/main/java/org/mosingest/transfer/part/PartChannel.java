package org.mosingest.transfer.part;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.paths.Guard;
import org.mosingest.core.paths.TakenAwayException;
import org.mosingest.core.state.DiskFaults;
import org.mosingest.core.state.DurableFiles;
import org.mosingest.core.state.MachineFaultException;

/**
 * A part's file while bytes are appended to it: opened when first needed, and anew after an
 * interrupt, which closes it. Used by one thread at a time.
 */
final class PartChannel {

  /** Something that may be done once more from its beginning, to the end of the bytes held. */
  @FunctionalInterface
  interface Step {
    void run(FileChannel out) throws IOException;
  }

  private final Path file;
  private final Guard place;
  private @Nullable FileChannel channel;

  /**
   * A channel, not yet open.
   *
   * @param place looked at before and after the file is opened
   */
  PartChannel(Path file, Guard place) {
    this.place = place;
    this.file = file;
  }

  /**
   * Does a step; an interrupt waits.
   *
   * @param length how many bytes are held: where the step begins
   */
  void run(String tried, long length, Step step)
      throws MachineFaultException, InterruptedException {
    DiskFaults.guardStep(
        tried,
        file,
        () ->
            DurableFiles.uninterruptibly(
                () -> {
                  try {
                    step.run(open(length));
                  } catch (ClosedByInterruptException e) {
                    channel = null;
                    throw e;
                  }
                }));
  }

  /** Makes the file's folder, if it is not there. */
  void makeFolder(Path folder) throws MachineFaultException, InterruptedException {
    checkPlace();
    DiskFaults.guardStep("create folder", folder, () -> Files.createDirectories(folder));
  }

  /** Ends the run where the path leads elsewhere by now. */
  void checkPlace() throws MachineFaultException {
    try {
      place.check();
    } catch (TakenAwayException e) {
      throw new MachineFaultException(
          e.getMessage() + "; the run stopped, and the next one continues", e);
    } catch (IOException e) {
      throw DiskFaults.machineFault("look at the folder of", file, e);
    }
  }

  /** The open file, at its end; an empty one if no bytes are held. */
  FileChannel open(long length) throws IOException {
    FileChannel open = channel;
    if (open == null) {
      place.check();
      open =
          length > 0
              ? FileChannel.open(file, WRITE)
              : FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING);
      channel = open;
      place.check();
      open.position(length);
    }
    return open;
  }

  /** Closes it, if it is open; it may be opened again. */
  void close() throws MachineFaultException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw DiskFaults.machineFault("close", file, e);
      }
    }
  }

  /** How many bytes a file has; 0 if there is none. */
  static long sizeOf(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.size(file) : 0;
  }
}
