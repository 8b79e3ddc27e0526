package org.mosingest.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a {@link DemoServer} is to serve and how. Used by one thread. */
public final class DemoPlan {

  private final Map<String, Path> clips;
  private final Map<String, DemoFault> faults = new LinkedHashMap<>();
  private long bytesPerSecond;

  private DemoPlan(Map<String, Path> clips) {
    this.clips = new LinkedHashMap<>(clips);
  }

  /**
   * A server of these clips, not started yet.
   *
   * @param clips the files by the names they are served under; a name may have slashes inside, and
   *     needs no escaping
   */
  public static DemoPlan serving(Map<String, Path> clips) {
    return new DemoPlan(clips);
  }

  /**
   * A server of all files in a folder and below it, under their paths relative to it; not started
   * yet.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static DemoPlan serving(Path folder) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    String separator = folder.getFileSystem().getSeparator();
    try (Stream<Path> found = Files.walk(folder)) {
      found
          .filter(Files::isRegularFile)
          .forEach(
              file -> files.put(folder.relativize(file).toString().replace(separator, "/"), file));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new DemoPlan(files);
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
