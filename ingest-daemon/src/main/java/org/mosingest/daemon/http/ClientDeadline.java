package org.mosingest.daemon.http;

import io.helidon.webserver.ConnectionContext;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * A connection and how long the service still waits for its client. The connection's own thread
 * says what it waits for; the watch closes the socket under it when the time is over.
 */
final class ClientDeadline {

  /** The connection that the current thread serves. */
  static final ScopedValue<ClientDeadline> CURRENT = ScopedValue.newInstance();

  private final ConnectionContext connection;
  private final ApiLimits limits;
  private final boolean surplus;

  /** By {@link System#nanoTime()}; meaningless unless {@link #waiting}. */
  private volatile long deadline;

  private volatile boolean waiting;

  ClientDeadline(ConnectionContext connection, ApiLimits limits, boolean surplus) {
    this.connection = connection;
    this.limits = limits;
    this.surplus = surplus;
  }

  /** Whether there are more connections than are served: its request is answered with that. */
  boolean isSurplus() {
    return surplus;
  }

  /** It waits for a request. One too many is not kept for long. */
  void forRequest() {
    within(surplus ? limits.headTime() : limits.idleTime());
  }

  /** A request's first line has come; it waits for the rest of its head. */
  void forHead() {
    within(limits.headTime());
  }

  /** It waits for a request's body. */
  void forBody() {
    within(limits.bodyTime());
  }

  /** It waits for the client to take what is sent. */
  void forWrite() {
    within(limits.writeTime());
  }

  /** It waits for nothing but this service. */
  void forNobody() {
    waiting = false;
  }

  /** Closes the connection if its client has been waited for long enough. */
  void closeIfLate(long now) {
    if (waiting && now - deadline > 0) {
      try {
        connection.serverSocket().close();
      } catch (UncheckedIOException e) {
        // Gone already, by its own thread or its client.
        waiting = false;
      }
    }
  }

  private void within(Duration time) {
    deadline = System.nanoTime() + time.toNanos();
    waiting = true;
  }
}
