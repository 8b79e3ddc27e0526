package org.mosingest.transfer.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;
import org.mosingest.transfer.attempt.AttemptState;

/**
 * Listens to how far one call got: OkHttp's exceptions alone do not tell a connection refused from
 * one lost.
 */
public final class OkHttpContact extends EventListener {

  /** How far a call got. */
  public enum Phase {
    STARTED,
    CONNECTING,
    SECURING,
    CONNECTED
  }

  /** A host by its name, and where it was connected to. */
  record Peer(String host, InetSocketAddress address) {}

  /** A call that waits for its peer since a time of {@link System#nanoTime()}. */
  private record Wait(Call call, Peer peer, long sinceNanos) {}

  private final AttemptState attempt;
  private volatile Phase phase = Phase.STARTED;
  private volatile boolean metItself;
  private volatile boolean addressRefused;
  private volatile boolean abandoned;
  private volatile @Nullable Wait connected;
  private volatile @Nullable Wait waiting;

  OkHttpContact(AttemptState attempt) {
    this.attempt = attempt;
  }

  /** The listener that the call's request carries. */
  static EventListener of(Call call) {
    return Objects.requireNonNull(
        call.request().tag(OkHttpContact.class), "a request without its contact");
  }

  /** Whether it was about to connect to this process itself. */
  boolean metItself() {
    return metItself;
  }

  /** Whether it was about to connect to an address that it may not. */
  boolean addressRefused() {
    return addressRefused;
  }

  /** The next byte is waited for. */
  void waits() {
    Wait to = connected;
    waiting = to == null ? null : new Wait(to.call(), to.peer(), System.nanoTime());
  }

  /** Nothing is waited for. */
  void rests() {
    waiting = null;
  }

  /**
   * For whom it has waited as long; empty also where the URL holds an address or a proxy connects.
   */
  Optional<Peer> silentPeer(Duration silence) {
    Wait wait = waiting;
    return wait != null && System.nanoTime() - wait.sinceNanos() >= silence.toNanos()
        ? Optional.of(wait.peer())
        : Optional.empty();
  }

  /** Ends the call: its host has moved. May be called from any thread. */
  void abandon() {
    Wait wait = waiting;
    if (wait != null) {
      abandoned = true;
      wait.call().cancel();
    }
  }

  /** Whether it was ended since its host has moved. */
  boolean isAbandoned() {
    return abandoned;
  }

  AttemptState attempt() {
    return attempt;
  }

  Phase phase() {
    return phase;
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    phase = Phase.CONNECTING;
  }

  @Override
  public void connectFailed(
      Call call,
      InetSocketAddress address,
      Proxy proxy,
      @Nullable Protocol protocol,
      IOException fault) {
    if (fault instanceof OwnAddress.OwnAddressException) {
      metItself = true;
      attempt.reached();
    }
    if (fault instanceof AddressRefusedException) {
      addressRefused = true;
      attempt.reached();
    }
  }

  @Override
  public void secureConnectStart(Call call) {
    phase = Phase.SECURING;
    attempt.reached();
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
    attempt.reached();
  }

  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    attempt.reached();
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    // Of a pooled connection nobody knows whether its host still answers.
    phase = Phase.CONNECTED;
    String host = connection.route().address().url().host();
    connected =
        connection.route().proxy().type() == Proxy.Type.DIRECT && !isAddress(host)
            ? new Wait(call, new Peer(host, connection.route().socketAddress()), System.nanoTime())
            : null;
    waits();
  }

  private static boolean isAddress(String host) {
    try {
      InetAddress _ = InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public void responseHeadersStart(Call call) {
    attempt.reached();
  }
}
