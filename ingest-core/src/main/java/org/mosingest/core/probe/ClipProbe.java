package org.mosingest.core.probe;

import java.nio.file.Path;

/**
 * Reads what a clip holds. Implementations are safe for use by many threads at once; how many
 * probes run at a time is the caller's to bound.
 */
public interface ClipProbe extends AutoCloseable {

  /**
   * Probes one clip. Returns within a minute or so, whatever the file holds.
   *
   * @param clip a regular file
   * @return the facts, or why the clip is broken
   * @throws ProbeUnusableException if the probe itself cannot run: this machine's fault, not the
   *     clip's
   * @throws InterruptedException if the thread is interrupted; nothing of the probe is left running
   */
  ProbeOutcome probe(Path clip) throws InterruptedException;

  /** The engine and its version, for the replay manifest. */
  ProbeEngine engine();

  /** Frees what the engine holds, such as processes of its own. Most hold nothing. */
  @Override
  default void close() {}
}
