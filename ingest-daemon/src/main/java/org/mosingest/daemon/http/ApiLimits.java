package org.mosingest.daemon.http;

import java.time.Duration;

/**
 * What clients may take of the service. Every wait for a client has an end.
 *
 * @param bodyBytes the longest body of a request
 * @param headBytes the longest head of a request
 * @param connections how many there may be
 * @param patience how long each is waited for
 * @param eventPeriod the least time between two events of a stream
 * @param eventAtLeast the most time between two events of a stream
 */
public record ApiLimits(
    int bodyBytes,
    int headBytes,
    ConnectionLimits connections,
    ClientPatience patience,
    Duration eventPeriod,
    Duration eventAtLeast) {

  public ApiLimits {
    if (bodyBytes < 1 || headBytes < 1) {
      throw new IllegalArgumentException("a limit of less than one");
    }
    if (!eventPeriod.isPositive() || eventAtLeast.compareTo(eventPeriod) < 0) {
      throw new IllegalArgumentException(
          "events every " + eventPeriod + ", at least every " + eventAtLeast);
    }
  }

  /** What suits one machine's service. */
  public static ApiLimits standard() {
    return new ApiLimits(
        64 * 1024,
        16 * 1024,
        new ConnectionLimits(640, 256, 128, 256),
        new ClientPatience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15)),
        Duration.ofSeconds(1),
        Duration.ofSeconds(15));
  }
}
