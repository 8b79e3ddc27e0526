package org.mosingest.daemon.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the connections and every wait for a client.
 *
 * <p>The server itself bounds only the wait for a request's first line, and only once a byte has
 * come: a client that sends its fields, or its body, a byte a minute, or takes no answer, would
 * hold its connection for ever. So each connection is made here, wrapped, and looked at twice a
 * second or oftener.
 */
final class ConnectionWatch
    implements ServerConnectionSelector, Http1ConnectionListener, AutoCloseable {

  private static final long SELDOM_MS = 500;

  private final ConnectionPlaces places;
  private final ClientPatience patience;
  private final Http1ConnectionSelector http1;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("http-watch").factory());

  ConnectionWatch(ApiLimits limits) {
    this.places = new ConnectionPlaces(limits.connections());
    this.patience = limits.patience();
    this.http1 =
        Http1ConnectionSelector.builder()
            .config(
                Http1Config.builder()
                    .maxHeadersSize(limits.headBytes())
                    .addReceiveListener(this)
                    .build())
            .build();
    Duration least = Collections.min(List.of(patience.first(), patience.head()));
    long every = Math.clamp(least.toMillis() / 4, 1, SELDOM_MS);
    var _ = timer.scheduleAtFixedRate(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  private void look() {
    places.closeLate();
  }

  @Override
  public ServerConnection connection(ConnectionContext ctx) {
    return new WatchedConnection(http1.connection(OldClients.of(ctx)), ctx, places, patience);
  }

  @Override
  public void prologue(ConnectionContext ctx, HttpPrologue prologue) {
    ClientDeadline.CURRENT.get().forHead();
  }

  @Override
  public void headers(ConnectionContext ctx, Headers headers) {
    ClientDeadline watched = ClientDeadline.CURRENT.get();
    if (headers.contains(HeaderNames.CONTENT_LENGTH)
        || headers.contains(HeaderNames.TRANSFER_ENCODING)) {
      watched.forBody();
    } else {
      watched.forNobody();
    }
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http1.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http1.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http1.supportedApplicationProtocols();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
