package org.mosingest.core.clip;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.Exhaustion;
import org.mosingest.core.state.MachineFaultException;

/**
 * Learns what a clip's file holds: its hash, and what a probe makes of it, both of the same bytes.
 * Reads on the calling thread, and hashes on one beside it. Safe for many threads.
 */
public final class ClipReader {

  /** A clip that has changed so often is being written by somebody who does not end. */
  public static final int MOST_CHANGES = 5;

  /** What becomes of a clip that has. */
  public static final Reason KEEPS_CHANGING =
      Reason.of(ReasonWord.UNREADABLE, "it changes while it is read");

  private final ClipProbe probe;

  /** What a caller knows of a file, wants of it and shows of it. All of it may be left as it is. */
  public interface Request {

    /** All of the file, and nobody told meanwhile. */
    Request ALL = new Request() {};

    /** What was learnt of the bytes before; used only if the file still has the same stamp. */
    default Optional<HashedFile> hashed() {
      return Optional.empty();
    }

    /** Whether there are hashes that say enough: then the file is hashed first, and alone. */
    default boolean mayHashSuffice() {
      return false;
    }

    /** Whether a clip with that hash needs no probe. */
    default boolean suffices(Sha256 sha256) {
      return false;
    }

    /** The file is being hashed, before any probe. */
    default void hashing() {}

    /** The file is being probed, and hashed beside that if it must be. */
    default void probing() {}
  }

  /** A reader whose probes are bounded by its callers. */
  public ClipReader(ClipProbe probe) {
    this.probe = probe;
  }

  /**
   * Reads all of a file, anew while somebody changes it: at most {@value #MOST_CHANGES} times.
   *
   * @param file a regular file
   * @return never {@link ReadOutcome.Changed}
   * @throws MachineFaultException if this machine does not let it be read
   * @throws InterruptedException if interrupted
   */
  public ReadOutcome read(Path file) throws InterruptedException, MachineFaultException {
    for (int change = 0; change < MOST_CHANGES; change++) {
      ReadOutcome outcome = readOnce(file, Request.ALL);
      if (!(outcome instanceof ReadOutcome.Changed)) {
        return outcome;
      }
    }
    return new ReadOutcome.Unreadable(KEEPS_CHANGING);
  }

  /**
   * Reads a file once, as far as is asked for.
   *
   * @param file a regular file
   * @throws MachineFaultException if this machine does not let it be read
   * @throws InterruptedException if interrupted
   */
  public ReadOutcome readOnce(Path file, Request request)
      throws InterruptedException, MachineFaultException {
    return unchanged(file, stamp -> learn(file, stamp, request));
  }

  /**
   * Hashes a file once, and leaves every probe out.
   *
   * @param file a regular file
   * @return with nothing probed
   * @throws MachineFaultException if this machine does not let it be read
   * @throws InterruptedException if interrupted
   */
  public static ReadOutcome hashOnce(Path file) throws InterruptedException, MachineFaultException {
    return unchanged(file, _ -> new ReadOutcome.Read(ClipContent.read(file), Optional.empty()));
  }

  /** Learns something of a file that had that stamp before. */
  @FunctionalInterface
  private interface Learning {
    ReadOutcome.Read of(Optional<ClipStamp> stamp) throws IOException, InterruptedException;
  }

  private static ReadOutcome unchanged(Path file, Learning learning)
      throws InterruptedException, MachineFaultException {
    // Taken first: a change during the reading must show.
    Optional<ClipStamp> stamp = ClipStamp.of(file);
    ReadOutcome.Read read;
    try {
      read = learning.of(stamp);
    } catch (ClosedByInterruptException e) {
      throw (InterruptedException) new InterruptedException("while reading " + file).initCause(e);
    } catch (NoSuchFileException e) {
      return new ReadOutcome.Changed();
    } catch (AccessDeniedException e) {
      throw new MachineFaultException(
          "no permission to read " + file + ": make it readable, then run again", e);
    } catch (IOException e) {
      if (Exhaustion.isOutOfFiles(e)) {
        throw MachineFaultException.outOfFiles("cannot read " + file, e);
      }
      return new ReadOutcome.Unreadable(
          Reason.of(ReasonWord.UNREADABLE, Text.printable(String.valueOf(e.getMessage()))));
    }
    return stamp.equals(ClipStamp.of(file)) ? read : new ReadOutcome.Changed();
  }

  private ReadOutcome.Read learn(Path file, Optional<ClipStamp> stamp, Request request)
      throws IOException, InterruptedException {
    Optional<ClipContent> before =
        request.hashed().filter(hashed -> hashed.stamp().equals(stamp)).map(HashedFile::content);
    if (before.isEmpty() && !request.mayHashSuffice()) {
      request.probing();
      return hashAndProbe(file);
    }
    ClipContent content;
    if (before.isPresent()) {
      content = before.get();
    } else {
      request.hashing();
      content = ClipContent.read(file);
    }
    if (request.suffices(content.sha256())) {
      return new ReadOutcome.Read(content, Optional.empty());
    }
    request.probing();
    return new ReadOutcome.Read(content, Optional.of(probe.probe(file)));
  }

  /** Both at once: the one computes while the other waits for its worker. */
  private ReadOutcome.Read hashAndProbe(Path file) throws IOException, InterruptedException {
    FutureTask<ClipContent> hashing = new FutureTask<>(() -> ClipContent.read(file));
    Thread _ = Thread.ofVirtual().name("hash").start(hashing);
    try {
      ProbeOutcome probed = probe.probe(file);
      return new ReadOutcome.Read(hashing.get(), Optional.of(probed));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw new IllegalStateException("hashing " + file, e);
    } finally {
      hashing.cancel(true);
    }
  }
}
