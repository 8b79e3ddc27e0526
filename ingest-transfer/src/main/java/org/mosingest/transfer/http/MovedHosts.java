package org.mosingest.transfer.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.mosingest.core.state.Exhaustion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up calls that wait in silence for a host that has moved. It has where its name leads to
 * other addresses only and nothing takes connections at the one that the call waits for: a name
 * alone may change with each lookup. Thread-safe.
 */
final class MovedHosts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MovedHosts.class);
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final Duration LONGEST_TRIAL = Duration.ofSeconds(2);

  private final OkHttpClient client;
  private final ExecutorService lookups;
  private final Set<OkHttpContact> calls = ConcurrentHashMap.newKeySet();
  private final Set<OkHttpContact.Peer> underTrial = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("moved-hosts").factory());

  /**
   * Begins to look at calls.
   *
   * @param client resolves names and makes sockets as it does for the calls
   * @param lookups where lookups and trials may block
   */
  MovedHosts(OkHttpClient client, ExecutorService lookups) {
    this.client = client;
    this.lookups = lookups;
    Future<?> _ = clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** A call begins. */
  void begin(OkHttpContact call) {
    calls.add(call);
  }

  /** A call is over; what else is connected to a host that has moved is not used again. */
  void end(OkHttpContact call) {
    calls.remove(call);
    if (call.isAbandoned()) {
      client.connectionPool().evictAll();
    }
  }

  private void look() {
    for (OkHttpContact call : calls) {
      call.silentPeer(SILENCE).filter(underTrial::add).ifPresent(this::begin);
    }
  }

  private void begin(OkHttpContact.Peer peer) {
    try {
      Future<?> _ = lookups.submit(() -> look(peer));
    } catch (RejectedExecutionException e) {
      // Everything is being closed.
      underTrial.remove(peer);
    }
  }

  private void look(OkHttpContact.Peer peer) {
    try {
      if (hasMoved(peer)) {
        LOG.info(
            "{} has moved from {}: its old connections are closed", peer.host(), peer.address());
        for (OkHttpContact call : calls) {
          if (call.silentPeer(SILENCE).filter(peer::equals).isPresent()) {
            call.abandon();
          }
        }
      }
    } finally {
      underTrial.remove(peer);
    }
  }

  private boolean hasMoved(OkHttpContact.Peer peer) {
    try {
      List<InetAddress> found = client.dns().lookup(peer.host());
      return !found.isEmpty()
          && !found.contains(peer.address().getAddress())
          && !takesConnections(peer.address());
    } catch (UnknownHostException e) {
      // As when the network is gone: the connection may yet go on.
      return false;
    }
  }

  private boolean takesConnections(InetSocketAddress address) {
    try (Socket socket = client.socketFactory().createSocket()) {
      socket.connect(address, (int) LONGEST_TRIAL.toMillis());
      return true;
    } catch (IOException e) {
      return Exhaustion.isOutOfFiles(e);
    }
  }

  @Override
  public void close() {
    List<Runnable> _ = clock.shutdownNow();
  }
}
