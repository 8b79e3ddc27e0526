package org.mosingest.daemon.http;

import static java.util.Comparator.comparingInt;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The connections that are open. Who comes when all places are taken gets the place of one that
 * only waits for its client: of the address that has most of them, the one that has waited longest.
 * So who asks at once is answered, however many others dawdle.
 *
 * <p>Safe for many threads. No connection is closed under the lock.
 */
final class ConnectionPlaces {

  private final ConnectionLimits limits;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Set<ClientDeadline> open = new HashSet<>();

  @GuardedBy("lock")
  private final Map<InetAddress, Integer> ofAddress = new HashMap<>();

  /** Those of other machines. */
  @GuardedBy("lock")
  private int remote;

  ConnectionPlaces(ConnectionLimits limits) {
    this.limits = limits;
  }

  /** Takes a new connection in; one too many, for which no other gives way, is told that it is. */
  void enter(ClientDeadline connection) {
    Optional<ClientDeadline> gone = Optional.empty();
    lock.lock();
    try {
      Optional<Predicate<ClientDeadline>> wanted = placesWanted(connection.address());
      if (wanted.isPresent()) {
        long now = System.nanoTime();
        gone =
            open.stream()
                .filter(other -> other.mayGiveWay(now) && wanted.get().test(other))
                .min(givesWayFirst());
        if (gone.isEmpty()) {
          connection.setSurplus();
        }
      }
      gone.ifPresent(this::remove);
      open.add(connection);
      ofAddress.merge(connection.address(), 1, Integer::sum);
      remote += isRemote(connection) ? 1 : 0;
    } finally {
      lock.unlock();
    }
    gone.ifPresent(ClientDeadline::close);
  }

  /** Whose place a client from there needs; empty if there are free ones. */
  @GuardedBy("lock")
  private Optional<Predicate<ClientDeadline>> placesWanted(InetAddress address) {
    if (!address.isLoopbackAddress()) {
      if (ofAddress.getOrDefault(address, 0) >= limits.ofOneAddress()) {
        return Optional.of(other -> other.address().equals(address));
      }
      if (remote >= limits.most() - limits.keptForLoopback()) {
        return Optional.of(ConnectionPlaces::isRemote);
      }
    }
    return open.size() >= limits.most() ? Optional.of(_ -> true) : Optional.empty();
  }

  @GuardedBy("lock")
  private Comparator<ClientDeadline> givesWayFirst() {
    Map<InetAddress, Integer> counts = ofAddress;
    return comparingInt((ClientDeadline other) -> -counts.getOrDefault(other.address(), 0))
        .thenComparing((a, b) -> Long.signum(a.waitsSince() - b.waitsSince()));
  }

  /** It has ended. */
  void leave(ClientDeadline connection) {
    lock.lock();
    try {
      remove(connection);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void remove(ClientDeadline connection) {
    if (open.remove(connection)) {
      ofAddress.computeIfPresent(connection.address(), (_, count) -> count == 1 ? null : count - 1);
      remote -= isRemote(connection) ? 1 : 0;
    }
  }

  private static boolean isRemote(ClientDeadline connection) {
    return !connection.address().isLoopbackAddress();
  }

  /** Closes those whose clients have been waited for long enough. */
  void closeLate() {
    long now = System.nanoTime();
    List<ClientDeadline> late;
    lock.lock();
    try {
      late = open.stream().filter(connection -> connection.isLate(now)).toList();
    } finally {
      lock.unlock();
    }
    late.forEach(ClientDeadline::close);
  }
}
