package org.mosingest.daemon.http;

import io.helidon.webserver.ConnectionContext;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A connection and how long the service still waits for its client. The connection's own thread
 * says what it waits for; others close the socket under it when the time is over, or when its place
 * is wanted.
 */
final class ClientDeadline {

  /** The connection that the current thread serves. */
  static final ScopedValue<ClientDeadline> CURRENT = ScopedValue.newInstance();

  /** Who is to do something next. */
  private enum Turn {
    /** The client is to send a request, or the rest of one. */
    ASKS,
    /** The client is to take what is sent. */
    TAKES,
    /** The service is to answer. */
    SERVED
  }

  /** A client that is not quick to take an answer is no dawdler yet. */
  private static final Duration QUICK = Duration.ofSeconds(1);

  /** Both by {@link System#nanoTime()}. */
  private record Wait(Turn turn, long since, long deadline) {}

  private final ConnectionContext connection;
  private final ClientPatience patience;
  private final InetAddress address;
  private volatile boolean surplus;
  private volatile boolean asksForHead;
  private volatile Wait wait;

  /** A connection from which nothing has come. */
  ClientDeadline(ConnectionContext connection, ClientPatience patience) {
    this.connection = connection;
    this.patience = patience;
    this.address =
        connection.remotePeer().address() instanceof InetSocketAddress peer
            ? peer.getAddress()
            : InetAddress.getLoopbackAddress();
    long now = System.nanoTime();
    this.wait = new Wait(Turn.ASKS, now, now + patience.first().toNanos());
  }

  /** Where its client is. */
  InetAddress address() {
    return address;
  }

  /** There are more connections than are served: its request is answered with that. */
  void setSurplus() {
    surplus = true;
  }

  boolean isSurplus() {
    return surplus;
  }

  /** Whether the request that is served is a HEAD. */
  void asksForHead(boolean head) {
    asksForHead = head;
  }

  boolean asksForHead() {
    return asksForHead;
  }

  /** It waits for another request. One too many is not kept for long. */
  void forRequest() {
    begin(Turn.ASKS, surplus ? patience.first() : patience.idle());
  }

  /** A request's first line has come; it waits for the rest of its head. */
  void forHead() {
    goOn(patience.head());
  }

  /** It waits for a request's body. */
  void forBody() {
    goOn(patience.body());
  }

  /** It waits for the client to take what is sent. */
  void forWrite() {
    begin(Turn.TAKES, patience.write());
  }

  /** It waits for nothing but this service. */
  void forNobody() {
    begin(Turn.SERVED, Duration.ZERO);
  }

  /**
   * Since when it waits for its client, by {@link System#nanoTime()}. A request that comes in bits
   * has kept it waiting since before the first of them.
   */
  long waitsSince() {
    return wait.since();
  }

  /** Whether its place may be given to another: it does nothing but wait for its client. */
  boolean mayGiveWay(long now) {
    Wait current = wait;
    return switch (current.turn()) {
      case ASKS -> true;
      case TAKES -> now - current.since() > QUICK.toNanos();
      case SERVED -> false;
    };
  }

  /** Whether its client has been waited for long enough. */
  boolean isLate(long now) {
    Wait current = wait;
    return current.turn() != Turn.SERVED && now - current.deadline() > 0;
  }

  /** Closes the connection under its thread. */
  void close() {
    try {
      connection.serverSocket().close();
    } catch (UncheckedIOException e) {
      // Gone already, by its own thread or its client.
      forNobody();
    }
  }

  private void begin(Turn turn, Duration time) {
    long now = System.nanoTime();
    wait = new Wait(turn, now, now + time.toNanos());
  }

  private void goOn(Duration time) {
    long now = System.nanoTime();
    Wait before = wait;
    long since = before.turn() == Turn.ASKS ? before.since() : now;
    wait = new Wait(Turn.ASKS, since, now + time.toNanos());
  }
}
