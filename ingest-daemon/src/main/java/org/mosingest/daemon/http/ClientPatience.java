package org.mosingest.daemon.http;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long a client is waited for.
 *
 * @param first for the first line of a new connection's first request
 * @param idle for the next request on a connection that had one
 * @param head for the fields of a request's head
 * @param body for a request's body
 * @param write for it to accept an answer, or one event of a stream
 */
public record ClientPatience(
    Duration first, Duration idle, Duration head, Duration body, Duration write) {

  public ClientPatience {
    if (!Stream.of(first, idle, head, body, write).allMatch(Duration::isPositive)) {
      throw new IllegalArgumentException("a time limit is not positive");
    }
  }
}
