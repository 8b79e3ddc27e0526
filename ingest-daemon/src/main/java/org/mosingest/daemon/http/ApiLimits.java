package org.mosingest.daemon.http;

import java.time.Duration;

/**
 * What one client may take of the service. Every wait for a client has an end.
 *
 * @param bodyBytes the longest body of a request
 * @param headBytes the longest head of a request
 * @param connections connections served at once; what comes beyond is told so and closed
 * @param streams live streams at once
 * @param headTime how long the fields of a request's head may take to come
 * @param idleTime how long a connection may stay open without a request
 * @param bodyTime how long a body may take to come
 * @param writeTime how long a client may take to accept an answer, or one event of a stream
 * @param eventPeriod the least time between two events of a stream
 * @param eventAtLeast the most time between two events of a stream
 */
public record ApiLimits(
    int bodyBytes,
    int headBytes,
    int connections,
    int streams,
    Duration headTime,
    Duration idleTime,
    Duration bodyTime,
    Duration writeTime,
    Duration eventPeriod,
    Duration eventAtLeast) {

  public ApiLimits {
    if (bodyBytes < 1 || headBytes < 1 || connections < 1 || streams < 1) {
      throw new IllegalArgumentException("a limit of less than one");
    }
    if (!headTime.isPositive()
        || !idleTime.isPositive()
        || !bodyTime.isPositive()
        || !writeTime.isPositive()) {
      throw new IllegalArgumentException("a time limit is not positive");
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
        256,
        64,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(1),
        Duration.ofSeconds(15));
  }
}
