package org.mosingest.cli.storm;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What storms came to. */
final class Figures {

  private final Map<KillPoint, Integer> kills = new EnumMap<>(KillPoint.class);
  private final long begun = System.nanoTime();
  private int storms;
  private int rows;
  private int requests;
  private int continued;
  private long bytes;
  private long bytesSent;

  void killed(KillPoint point) {
    kills.merge(point, 1, Integer::sum);
  }

  /** A storm is over and its corpus is right. */
  void survived(int corpusRows, long corpusBytes) {
    storms++;
    rows += corpusRows;
    bytes += corpusBytes;
  }

  void fetched(ClipServer.Fetch fetch) {
    requests++;
    continued += fetch.from() > 0 ? 1 : 0;
    bytesSent += fetch.sent().get();
  }

  int kills() {
    return kills.values().stream().mapToInt(Integer::intValue).sum();
  }

  int kills(KillPoint point) {
    return kills.getOrDefault(point, 0);
  }

  @Override
  public String toString() {
    return "%d kills %s in %d storms of %d s; %d rows, 0 lost, 0 doubled; %d requests, %d of them continued a part; %d bytes sent for %d, %d again"
        .formatted(
            kills(),
            kills,
            storms,
            Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
            rows,
            requests,
            continued,
            bytesSent,
            bytes,
            bytesSent - bytes);
  }
}
