package org.mosingest.core.probe.libav;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mosingest.core.probe.Ffprobe;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.setting.Setting;

/**
 * How a worker is started.
 *
 * @param words the program and its arguments
 * @param libraries where the program finds shared libraries
 */
record WorkerCommand(List<String> words, Path libraries) {

  WorkerCommand {
    words = List.copyOf(words);
  }

  /**
   * This Java, small, with nothing but this module on its class path.
   *
   * @param libraries the folder of FFmpeg's libraries
   * @param more further options of the Java that runs the worker
   */
  static WorkerCommand of(Path libraries, String... more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms4m",
            "-Xmx32m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:-UsePerfData",
            // Native code may crash: no report, no core file, no delay.
            "-XX:+SuppressFatalErrorMessage",
            "-XX:-CreateCoredumpOnCrash",
            "--enable-native-access=ALL-UNNAMED",
            "-D" + NativeLibrary.FOLDER + "=" + libraries,
            "-D" + NativeProbe.FORMATS + "=" + Ffprobe.CONTAINERS));
    command.addAll(List.of(more));
    command.addAll(
        List.of(
            "-cp",
            ourClasses().toString(),
            WorkerMain.class.getName(),
            Long.toString(ProcessHandle.current().pid())));
    return new WorkerCommand(command, libraries);
  }

  ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(words).redirectError(Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    // Options for every Java are meant for others than our workers, and the launcher talks about
    // them.
    environment
        .keySet()
        .removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    // The libraries name functions of device libraries that need not be there, and never call them.
    environment.remove("LD_BIND_NOW");
    // The libraries name each other, and do not say where.
    environment.put("LD_LIBRARY_PATH", libraries.toString());
    // One thread probes, so that one arena of memory is enough.
    environment.put("MALLOC_ARENA_MAX", "1");
    return builder;
  }

  /**
   * The jar, or the folder of classes, that this program runs from. Asked of the class loader: a
   * class out of a start-up cache whose jars have been moved since does not tell where it is from.
   */
  private static Path ourClasses() {
    String file = WorkerMain.class.getName().replace('.', '/') + ".class";
    URL found = WorkerMain.class.getResource("/" + file);
    if (found == null) {
      throw new ProbeUnusableException(
          "cannot tell which jar this program runs from; probe with ffprobe", Setting.PROBE_ENGINE);
    }
    try {
      if (found.openConnection() instanceof JarURLConnection jar) {
        return Path.of(jar.getJarFileURL().toURI());
      }
      String folder = found.toString();
      return Path.of(URI.create(folder.substring(0, folder.length() - file.length())));
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      throw new ProbeUnusableException(
          "cannot tell which jar this program runs from: "
              + e.getMessage()
              + "; probe with ffprobe",
          e,
          Setting.PROBE_ENGINE);
    }
  }
}
