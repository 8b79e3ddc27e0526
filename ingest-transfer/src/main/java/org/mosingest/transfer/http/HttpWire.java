package org.mosingest.transfer.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;

/**
 * Sends a GET and hands over what comes back, unjudged; only what the network did wrong is a fault.
 * Thread-safe.
 */
public interface HttpWire extends AutoCloseable {

  /**
   * Sends one GET. Follows no redirect.
   *
   * @throws ClipFault if no reply's head came
   * @throws InterruptedException if the attempt is to stop
   */
  Reply get(ClipUrl url, Map<String, String> headers, AttemptState attempt)
      throws ClipFault, InterruptedException;

  /** Ends what is still under way. */
  @Override
  void close();

  /** A reply whose body is still to be read. Used by one thread; to be closed. */
  interface Reply extends AutoCloseable {

    int status();

    /** A field of the head, its name in any case; the last of several. */
    Optional<String> header(String name);

    /** All fields of that name. */
    List<String> headers(String name);

    /**
     * Whether the end of the body can be told from a broken connection: it has a length, chunks or
     * frames.
     */
    boolean isFramed();

    /**
     * Reads the next bytes of the body.
     *
     * @return how many, or -1 at the body's end
     * @throws ClipFault if the connection broke
     * @throws InterruptedException if the attempt is to stop
     */
    int read(byte[] buffer, int from) throws ClipFault, InterruptedException;

    @Override
    void close();
  }
}
