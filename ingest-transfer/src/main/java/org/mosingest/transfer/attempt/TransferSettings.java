package org.mosingest.transfer.attempt;

import java.time.Duration;
import java.util.OptionalLong;
import org.mosingest.transfer.reach.Reach;

/**
 * What holds for all downloads of a process.
 *
 * @param limitRateBytesPerS bytes a second over all downloads together, above 0; empty for no limit
 * @param connectTimeout how long a name lookup or a connection may take
 * @param stallTimeout how long a connection may bring no byte
 * @param maxClipBytes a longer body is {@code too-large}
 * @param userAgent the {@code User-Agent} sent (RFC 9110 section 10.1.5)
 * @param reach by which proxy, with which login and certificate
 */
public record TransferSettings(
    OptionalLong limitRateBytesPerS,
    Duration connectTimeout,
    Duration stallTimeout,
    long maxClipBytes,
    String userAgent,
    Reach reach) {

  private static final long GIB = 1L << 30;

  private static final Duration USUAL_ATTEMPT = Duration.ofMinutes(2);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  public TransferSettings {
    if (limitRateBytesPerS.isPresent() && limitRateBytesPerS.getAsLong() <= 0) {
      throw new IllegalArgumentException(
          "limitRateBytesPerS is not above 0: " + limitRateBytesPerS.getAsLong());
    }
    if (!connectTimeout.isPositive() || !stallTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "a timeout is not above 0: connectTimeout "
              + connectTimeout
              + ", stallTimeout "
              + stallTimeout);
    }
    if (maxClipBytes <= 0) {
      throw new IllegalArgumentException("maxClipBytes is not above 0: " + maxClipBytes);
    }
    if (userAgent.isBlank()) {
      throw new IllegalArgumentException("userAgent is blank");
    }
  }

  /**
   * No rate limit, 10 s to connect, 30 s without a byte, 4 GiB a clip.
   *
   * @param version this program's version, for the {@code User-Agent}
   */
  public static TransferSettings standard(String version) {
    return new TransferSettings(
        OptionalLong.empty(),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        4 * GIB,
        "mos-ingest/" + version,
        Reach.direct());
  }

  /**
   * How long a reply's first byte may take: as long as any other, and longer where an attempt may
   * take more than two minutes, 30 s in 120 s, 75 s in 300 s, up to ten minutes.
   *
   * @param attempt how long the whole attempt may take
   */
  public Duration firstByte(Duration attempt) {
    double longer = Math.max(1.0, (double) attempt.toMillis() / (double) USUAL_ATTEMPT.toMillis());
    double millis = Math.min(stallTimeout.toMillis() * longer, (double) LONGEST_SILENCE.toMillis());
    return Duration.ofMillis(Math.max(stallTimeout.toMillis(), (long) millis));
  }

  /** The same with a rate limit in bytes a second. */
  public TransferSettings withLimitRate(long bytesPerS) {
    return new TransferSettings(
        OptionalLong.of(bytesPerS), connectTimeout, stallTimeout, maxClipBytes, userAgent, reach);
  }

  /** The same with other timeouts. */
  public TransferSettings withTimeouts(Duration connect, Duration stall) {
    return new TransferSettings(limitRateBytesPerS, connect, stall, maxClipBytes, userAgent, reach);
  }

  /** The same with another bound on a clip's length, in bytes. */
  public TransferSettings withMaxClipBytes(long bytes) {
    return new TransferSettings(
        limitRateBytesPerS, connectTimeout, stallTimeout, bytes, userAgent, reach);
  }

  /** The same with another {@code User-Agent}. */
  public TransferSettings withUserAgent(String name) {
    return new TransferSettings(
        limitRateBytesPerS, connectTimeout, stallTimeout, maxClipBytes, name, reach);
  }

  /** The same with servers reached otherwise. */
  public TransferSettings withReach(Reach other) {
    return new TransferSettings(
        limitRateBytesPerS, connectTimeout, stallTimeout, maxClipBytes, userAgent, other);
  }
}
