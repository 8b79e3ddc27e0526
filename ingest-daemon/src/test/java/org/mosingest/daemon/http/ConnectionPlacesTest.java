package org.mosingest.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Who gives way to whom. */
final class ConnectionPlacesTest {

  private static final ClientPatience PATIENT =
      new ClientPatience(
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofHours(1));

  private final ConnectionPlaces places = new ConnectionPlaces(new ConnectionLimits(6, 3, 2, 6));

  /** A connection from an address, and whether it was closed. */
  private final class Caller {
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ClientDeadline deadline;

    Caller(String address) {
      SocketAddress peer = new InetSocketAddress(address, 4000);
      deadline = new ClientDeadline(context(peer, closed), PATIENT);
      places.enter(deadline);
    }

    Caller served() {
      deadline.forNobody();
      return this;
    }

    Caller idle() {
      deadline.forRequest();
      return this;
    }

    boolean isClosed() {
      return closed.get();
    }

    boolean isSurplus() {
      return deadline.isSurplus();
    }
  }

  private List<Caller> callers(String... addresses) {
    List<Caller> callers = new ArrayList<>();
    for (String address : addresses) {
      callers.add(new Caller(address));
    }
    return callers;
  }

  @Test
  void anAddressWithAllItsPlacesDisplacesItsOwn() {
    List<Caller> callers = callers("10.0.0.1", "10.0.0.2", "10.0.0.2", "10.0.0.2", "10.0.0.2");
    assertThat(callers)
        .extracting(Caller::isClosed)
        .containsExactly(false, true, false, false, false);
  }

  @Test
  void anAddressWhoseConnectionsAreAllServedIsToldToWait() {
    List<Caller> callers = callers("10.0.0.2", "10.0.0.2", "10.0.0.2");
    callers.forEach(Caller::served);
    assertThat(new Caller("10.0.0.2").isSurplus()).isTrue();
    assertThat(new Caller("10.0.0.3").isSurplus()).isFalse();
    assertThat(callers).noneMatch(Caller::isClosed);
  }

  @Test
  void someAreKeptForThisMachine() {
    callers("10.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.3").forEach(Caller::served);
    assertThat(new Caller("10.0.0.4").isSurplus()).isTrue();
    assertThat(new Caller("127.0.0.1").isSurplus()).isFalse();
  }

  @Test
  void whoHasMostGivesWayFirstAndThereWhoDawdledLongest() {
    Caller other = new Caller("127.0.0.2");
    Caller trickles = new Caller("127.0.0.1");
    Caller asked = new Caller("127.0.0.1").idle();
    Caller silent = new Caller("127.0.0.1");
    Caller stream = new Caller("127.0.0.1").served();
    asked.idle();
    trickles.deadline.forHead();
    trickles.deadline.forBody();

    assertThat(new Caller("127.0.0.1").served().isSurplus()).isFalse();
    assertThat(new Caller("127.0.0.1").served().isSurplus()).isFalse();
    assertThat(trickles.isClosed()).as("it has kept us waiting from its start").isTrue();
    new Caller("127.0.0.1").served();
    assertThat(silent.isClosed()).isTrue();
    new Caller("127.0.0.1").served();
    assertThat(asked.isClosed()).as("it had its answer after the others had come").isTrue();
    assertThat(other.isClosed()).isFalse();
    new Caller("127.0.0.1").served();
    assertThat(other.isClosed()).isTrue();
    assertThat(new Caller("127.0.0.1").isSurplus()).isTrue();
    assertThat(stream.isClosed()).isFalse();
  }

  @Test
  void aPlaceThatIsLeftIsFree() {
    List<Caller> callers = callers("::1", "::1", "::1", "::1", "::1", "::1");
    callers.forEach(Caller::served);
    places.leave(callers.getFirst().deadline);
    places.leave(callers.getFirst().deadline);
    assertThat(new Caller("::1").served().isSurplus()).isFalse();
    assertThat(new Caller("::1").isSurplus()).isTrue();
  }

  /** A connection of which nothing is asked but where it is from. */
  private static ConnectionContext context(SocketAddress from, AtomicBoolean closed) {
    PeerInfo peer = proxy(PeerInfo.class, (name) -> name.equals("address") ? from : null);
    HelidonSocket socket =
        proxy(
            HelidonSocket.class,
            name -> {
              closed.compareAndSet(false, name.equals("close"));
              return null;
            });
    return proxy(
        ConnectionContext.class,
        name ->
            switch (name) {
              case "remotePeer" -> peer;
              case "serverSocket" -> socket;
              default -> null;
            });
  }

  private interface Answers {
    @org.jspecify.annotations.Nullable
    Object to(String method);
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> answers.to(method.getName())));
  }
}
