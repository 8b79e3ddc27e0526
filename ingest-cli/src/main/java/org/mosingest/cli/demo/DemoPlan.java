package org.mosingest.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a {@link DemoServer} is to serve and how. Used by one thread. */
public final class DemoPlan {

  private final Map<String, Path> clips;
  private final Map<String, DemoFault> faults = new LinkedHashMap<>();
  private long bytesPerSecond;

  DemoPlan(Map<String, Path> clips) {
    this.clips = new LinkedHashMap<>(clips);
  }

  /**
   * Plans a fault for one clip; for {@link DemoFault#NOT_FOUND} and the like it needs no file.
   *
   * @param name the clip's name
   * @param fault what goes wrong with it
   * @return this
   */
  public DemoPlan fault(String name, DemoFault fault) {
    faults.put(name, fault);
    return this;
  }

  /**
   * Slows each connection down; 0, which it is at first, is as fast as it goes.
   *
   * @return this
   */
  public DemoPlan bytesPerSecond(long newBytesPerSecond) {
    bytesPerSecond = Throttle.requireRate(newBytesPerSecond);
    return this;
  }

  /**
   * Starts the server.
   *
   * @throws IOException if a clip cannot be read or no port be had
   * @throws IllegalArgumentException if a fault needs a clip that is not served
   */
  public DemoServer start() throws IOException {
    Map<String, ServedClip> served = new LinkedHashMap<>();
    for (Map.Entry<String, Path> clip : clips.entrySet()) {
      served.put(
          clip.getKey(),
          ServedClip.of(clip.getValue(), faults.getOrDefault(clip.getKey(), DemoFault.NONE)));
    }
    for (Map.Entry<String, DemoFault> planned : faults.entrySet()) {
      if (!served.containsKey(planned.getKey())) {
        served.put(planned.getKey(), ServedClip.withoutFile(planned.getKey(), planned.getValue()));
      }
    }
    return DemoServer.start(served, bytesPerSecond);
  }
}
