package org.mosingest.core.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A second Java process that runs a class of the tests; killed when closed. */
public final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader stdout;

  private ChildJvm(Process process) {
    this.process = process;
    this.stdout = process.inputReader(UTF_8);
  }

  /** Starts {@code main} with the tests' own class path. Its stderr is the tests' stderr. */
  public static ChildJvm start(Class<?> main, String... args) throws IOException {
    return start(command(main, args));
  }

  /**
   * The same, in a process that may write no file longer than that many blocks of 512 or 1024
   * bytes.
   */
  public static ChildJvm startWithFileLimit(int blocks, Class<?> main, String... args)
      throws IOException {
    return startLimited("-f " + blocks, main, args);
  }

  /** The same, in a process that may have that many files open. */
  public static ChildJvm startWithOpenFileLimit(int files, Class<?> main, String... args)
      throws IOException {
    return startLimited("-n " + files, main, args);
  }

  /** The same, in a process whose heap has that many megabytes. */
  public static ChildJvm startWithHeap(int megabytes, Class<?> main, String... args)
      throws IOException {
    List<String> command = command(main, args);
    command.add(1, "-Xmx" + megabytes + "m");
    return start(command);
  }

  private static ChildJvm startLimited(String limit, Class<?> main, String... args)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "ulimit " + limit + "; exec \"$0\" \"$@\""));
    command.addAll(command(main, args));
    return start(command);
  }

  private static ChildJvm start(List<String> command) throws IOException {
    return new ChildJvm(new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
  }

  private static List<String> command(Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(args));
    return command;
  }

  /** Waits for the child's next line; empty once it has ended its output. */
  public String line() throws IOException {
    String line = stdout.readLine();
    return line == null ? "" : line;
  }

  /** Waits for the child to end by itself. */
  public int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Kills the child at once, as {@code kill -9} does, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    stdout.close();
  }
}
