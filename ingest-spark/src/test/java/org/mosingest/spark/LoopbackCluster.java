package org.mosingest.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Spark's own master and workers of one core each, all of them processes of this machine. */
final class LoopbackCluster {

  private static final Pattern ADDRESS = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");

  private final String master;
  private final List<Process> workers = new ArrayList<>();

  /** Begins it; it ends with the bed. */
  LoopbackCluster(SparkBed bed, int count) throws IOException {
    Path log = bed.log("master");
    Process _ =
        bed.daemon(
            log,
            bed.home().resolve("local-master"),
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--webui-port",
            "0");
    SparkBed.await("the master's address", () -> address(log).isPresent());
    this.master = address(log).orElseThrow();
    for (int i = 0; i < count; i++) {
      workers.add(
          bed.daemon(
              bed.log("worker"),
              local(bed, i),
              "org.apache.spark.deploy.worker.Worker",
              "--host",
              "127.0.0.1",
              "--webui-port",
              "0",
              "--cores",
              "1",
              "--memory",
              "600M",
              "--work-dir",
              bed.home().resolve("work-" + i).toString(),
              master));
    }
  }

  /** Where the executors of a worker have their temporary files. */
  static Path local(SparkBed bed, int worker) throws IOException {
    return bed.home().resolve("local-" + worker);
  }

  private static Optional<String> address(Path log) {
    try {
      return ADDRESS
          .matcher(Files.readString(log))
          .results()
          .map(found -> found.group())
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String master() {
    return master;
  }

  /** Settings of a driver whose executors find all they need where this process does. */
  String[] settings(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "spark.driver.host=127.0.0.1",
                "spark.executor.memory=512m",
                "spark.executor.extraClassPath=" + System.getProperty("java.class.path", ""),
                "spark.executor.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 "
                    + SparkBed.logging()));
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  /** Whether each worker has an executor. */
  boolean isAtWork() {
    return workers.stream().allMatch(worker -> worker.descendants().findAny().isPresent());
  }

  /** Ends the last worker and its executor, both at once and without a word. */
  void loseOne() throws InterruptedException {
    SparkBed.kill(workers.removeLast());
  }
}
