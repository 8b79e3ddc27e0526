package org.mosingest.transfer.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Objects;
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

  private final AttemptState attempt;
  private volatile Phase phase = Phase.STARTED;
  private volatile boolean metItself;
  private volatile boolean addressRefused;

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
  }

  @Override
  public void responseHeadersStart(Call call) {
    attempt.reached();
  }
}
