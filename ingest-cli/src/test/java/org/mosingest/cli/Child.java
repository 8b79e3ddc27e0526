package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, with the tests' class path. */
public final class Child implements AutoCloseable {

  private static final String MAIN = "org.mosingest.cli.Main";

  private static final List<String> USUAL =
      List.of(
          "-Xmx256m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          // The tests' class path has logback-test.xml twice, which logback would say on stdout.
          "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener");

  private static final ChildCache CACHE = ChildCache.of(USUAL);

  /** Variables of this machine that would make a child do other things. */
  static final Set<String> NOT_FOR_CHILDREN =
      Set.of(
          "FFPROBE_BIN",
          "CURL_BIN",
          "CURL_CA_BUNDLE",
          "SSL_CERT_FILE",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS");

  private final Process process;
  private final Path out;
  private final Path err;
  private final boolean ownGroup;

  private Child(Process process, Path out, Path err, boolean ownGroup) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.ownGroup = ownGroup;
  }

  /** How it ended. */
  public record Ended(int status, String out, String err) {
    /** The last line on stderr. */
    public String lastLine() {
      return err.lines().reduce("", (a, b) -> b);
    }
  }

  /** How to start it. */
  public static final class Setup {
    private final Path scratch;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> removed = new ArrayList<>();
    private final List<String> before = new ArrayList<>();
    private final List<String> jvm = new ArrayList<>(USUAL);
    private String main = MAIN;
    private boolean ownGroup;

    /** Its output goes to files in this folder, which it also works in. */
    public Setup(Path scratch) {
      this.scratch = scratch;
    }

    /** Sets an environment variable. */
    public Setup with(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    /** Takes an environment variable away. */
    public Setup without(String variable) {
      removed.add(variable);
      return this;
    }

    /** Gives the virtual machine more options. */
    public Setup jvm(List<String> options) {
      jvm.addAll(options);
      return this;
    }

    /** Starts another main class. */
    public Setup main(Class<?> other) {
      main = other.getName();
      return this;
    }

    /** Starts it in a process group of its own, as a shell does for a job. */
    public Setup inOwnGroup() {
      before.add("setsid");
      ownGroup = true;
      return this;
    }

    /** Starts it. */
    public Child start(String... arguments) throws IOException {
      List<String> command = new ArrayList<>(before);
      command.addAll(HEARING_INTERRUPTS);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(jvm);
      command.addAll(CACHE.classes());
      command.add(main);
      command.addAll(List.of(arguments));
      Path out = Files.createTempFile(scratch, "out", "");
      Path err = Files.createTempFile(scratch, "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(scratch.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeAll(NOT_FOR_CHILDREN);
      builder.environment().keySet().removeAll(removed);
      builder.environment().putAll(environment);
      return new Child(builder.start(), out, err, ownGroup);
    }

    /** Runs it to its end. */
    public Ended run(String... arguments) throws IOException, InterruptedException {
      try (Child child = start(arguments)) {
        return child.await(Duration.ofSeconds(60));
      }
    }
  }

  /**
   * What makes a child hear SIGINT where the tests themselves were started with it ignored, as a
   * shell starts what runs in its background; nothing where this machine has no such command.
   */
  private static final List<String> HEARING_INTERRUPTS = hearingInterrupts();

  private static List<String> hearingInterrupts() {
    List<String> prefix = List.of("env", "--default-signal=INT");
    List<String> trial = new ArrayList<>(prefix);
    trial.add("true");
    try {
      Process process =
          new ProcessBuilder(trial)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0 ? prefix : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** Sends a signal; to all processes of its group if it has one of its own. */
  public void signal(String name) throws IOException, InterruptedException {
    String target = (ownGroup ? "-" : "") + process.pid();
    assertThat(new ProcessBuilder("kill", "-" + name, "--", target).start().waitFor()).isZero();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it ends within that time, which is waited for at most. */
  public boolean endsWithin(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The processes that it has started and those that they have, as far as they run. */
  public List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** The processor time that it has taken so far, without that of its own children. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** What it has said on stderr so far. */
  public String errSoFar() {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What it has said on stdout so far. */
  public String outSoFar() {
    try {
      return Files.readString(out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Waits for its end. */
  public Ended await(Duration limit) throws IOException, InterruptedException {
    assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
        .as("ends within %s; it said: %s", limit, Files.readString(err))
        .isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }
}
