package org.mosingest.core.state;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import org.mosingest.core.paths.FaultWords;

/**
 * Turns what a file operation threw into this machine's fault, with a cure, or into the interrupt
 * that it was.
 */
public final class DiskFaults {

  private DiskFaults() {}

  /** A file operation. */
  @FunctionalInterface
  public interface FileWork<T> {
    T run() throws IOException;
  }

  /** A file operation without a result. */
  @FunctionalInterface
  public interface FileStep {
    void run() throws IOException;
  }

  /**
   * Runs a file operation.
   *
   * @param tried what it does, {@code write}
   * @throws InterruptedException if the thread was interrupted: Java closes a file channel under an
   *     interrupted thread
   */
  public static <T> T guard(String tried, Path path, FileWork<T> work)
      throws MachineFaultException, InterruptedException {
    try {
      return work.run();
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw machineFault(tried, path, e);
    }
  }

  /** As {@link #guard}, without a result. */
  public static void guardStep(String tried, Path path, FileStep step)
      throws MachineFaultException, InterruptedException {
    try {
      step.run();
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw machineFault(tried, path, e);
    }
  }

  public static MachineFaultException machineFault(String tried, Path path, IOException fault) {
    String why = why(fault);
    String message = "cannot " + tried + " " + path + ": " + why + "; ";
    if (Exhaustion.isDiskFull(path, fault)) {
      return new DiskFullException(
          message + "free space on that disk; the download continues where it was", fault);
    }
    if (Exhaustion.isOutOfFiles(fault)) {
      return MachineFaultException.outOfFiles("cannot " + tried + " " + path + ": " + why, fault);
    }
    return new MachineFaultException(message + cure(fault), fault);
  }

  private static String why(IOException fault) {
    if (fault instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (fault instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    String message = fault.getMessage();
    return fault instanceof FileSystemException || message == null ? FaultWords.of(fault) : message;
  }

  private static String cure(IOException fault) {
    String lower = why(fault).toLowerCase(Locale.ROOT);
    if (fault instanceof AccessDeniedException
        || lower.contains("read-only")
        || lower.contains("not permitted")) {
      return "make that folder writable for this user, then start the run again";
    }
    return "check that folder and its disk, then start the run again";
  }

  private static InterruptedException interrupted(ClosedByInterruptException e) {
    // The flag is taken back with the exception, as every method that throws InterruptedException
    // does.
    Thread.interrupted();
    InterruptedException interrupt = new InterruptedException("interrupted while at a file");
    interrupt.initCause(e);
    return interrupt;
  }
}
