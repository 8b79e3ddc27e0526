package org.mosingest.core.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosingest.core.row.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came from a host and how long that took, as replay manifests keep it from one finished run
 * to the next.
 *
 * @param host the host of the clips' URLs in lower case, or {@link #OTHERS}
 * @param clips clips that came whole
 * @param bytes bytes that came over the network, those of attempts that failed included
 * @param seconds how long attempts took, those that failed included
 */
public record HostTransfer(String host, long clips, long bytes, double seconds) {

  /** No host's name: stands for all those that are too many to be kept apart. */
  public static final String OTHERS = "(others)";

  /** So many hosts are kept apart. */
  public static final int MOST = 1_000;

  /** Seconds with their milliseconds: more would say more than was measured. */
  public HostTransfer {
    seconds = Math.round(seconds * 1_000) / 1_000.0;
  }

  /** Both together. */
  public HostTransfer plus(HostTransfer other) {
    return new HostTransfer(
        host, clips + other.clips, bytes + other.bytes, seconds + other.seconds);
  }

  /** How long a clip took; of a host that gave none, how long it was tried. */
  public double secondsPerClip() {
    return seconds / Math.max(1, clips);
  }

  /**
   * What a replay manifest says; nothing where there is none or it says nothing that can be
   * understood.
   *
   * @throws IOException if it is there and cannot be read
   */
  public static List<HostTransfer> read(Path replay) throws IOException {
    List<HostTransfer> hosts = new ArrayList<>();
    if (!Files.isRegularFile(replay)) {
      return hosts;
    }
    try {
      JsonNode stats =
          JsonMapper.shared().readTree(Files.readAllBytes(replay)).path("stats").path("hosts");
      for (Map.Entry<String, JsonNode> one : stats.properties()) {
        JsonNode said = one.getValue();
        double seconds = said.path("seconds").asDouble(-1);
        if (said.path("clips").isIntegralNumber()
            && said.path("bytes").isIntegralNumber()
            && seconds >= 0) {
          hosts.add(
              new HostTransfer(
                  Text.printable(one.getKey()),
                  said.path("clips").asLong(0),
                  said.path("bytes").asLong(0),
                  seconds));
        }
      }
    } catch (JacksonException e) {
      return List.of();
    }
    return hosts;
  }

  /** Two runs' hosts together, as a replay manifest holds them; the rest under {@link #OTHERS}. */
  public static Map<String, Map<String, Object>> stats(
      List<HostTransfer> before, List<HostTransfer> now) {
    Map<String, HostTransfer> sums = new TreeMap<>();
    for (List<HostTransfer> hosts : List.of(before, now)) {
      for (HostTransfer one : hosts) {
        int apart = sums.size() - (sums.containsKey(OTHERS) ? 1 : 0);
        String key = apart < MOST || sums.containsKey(one.host) ? one.host : OTHERS;
        sums.merge(
            key, new HostTransfer(key, one.clips, one.bytes, one.seconds), HostTransfer::plus);
      }
    }
    Map<String, Map<String, Object>> stats = new TreeMap<>();
    sums.forEach(
        (host, sum) ->
            stats.put(
                host,
                new TreeMap<>(
                    Map.of("clips", sum.clips, "bytes", sum.bytes, "seconds", sum.seconds))));
    return stats;
  }
}
