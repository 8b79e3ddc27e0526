package org.mosingest.daemon.service;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the service is, by its protocol {@code sd_notify(3)}: ready, alive, stopping.
 * Where no supervisor listens it does nothing. Safe for many threads.
 */
final class ServiceSupervisor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceSupervisor.class);

  /** How a message gets to the socket of a supervisor. */
  interface Sender {
    void send(String socket, String message) throws IOException;
  }

  private final Optional<String> socket;
  private final Optional<Duration> watchdog;
  private final Sender sender;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("watchdog").factory());

  private ServiceSupervisor(Optional<String> socket, Optional<Duration> watchdog, Sender sender) {
    this.socket = socket;
    this.watchdog = watchdog;
    this.sender = sender;
  }

  /** The supervisor that the environment names: {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC}. */
  static ServiceSupervisor of(Map<String, String> environment) {
    return of(environment, UnixDatagram::send);
  }

  /** The same, whose messages go out by {@code sender}. */
  static ServiceSupervisor of(Map<String, String> environment, Sender sender) {
    return new ServiceSupervisor(
        Optional.ofNullable(environment.get("NOTIFY_SOCKET")).filter(name -> !name.isBlank()),
        Optional.ofNullable(environment.get("WATCHDOG_USEC"))
            .filter(digits -> digits.matches("[0-9]{1,15}"))
            .map(
                digits ->
                    Duration.of(Long.parseLong(digits), java.time.temporal.ChronoUnit.MICROS)),
        sender);
  }

  /**
   * The service takes requests. From now on it says that it lives, twice in each watchdog interval,
   * as long as it does.
   *
   * @param alive asked before each such message
   */
  void ready(String status, BooleanSupplier alive) {
    tell("READY=1\nSTATUS=" + status);
    if (socket.isPresent() && watchdog.isPresent()) {
      long half = Math.max(1, watchdog.get().toMillis() / 2);
      var _ =
          clock.scheduleAtFixedRate(
              () -> {
                if (alive.getAsBoolean()) {
                  tell("WATCHDOG=1");
                }
              },
              half,
              half,
              TimeUnit.MILLISECONDS);
    }
  }

  /** The service ends. */
  void stopping() {
    tell("STOPPING=1");
  }

  private void tell(String message) {
    if (socket.isEmpty()) {
      return;
    }
    try {
      sender.send(socket.get(), message);
    } catch (IOException e) {
      LOG.debug("the supervisor was not told {}: {}", message, e.toString());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
