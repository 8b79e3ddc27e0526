package org.mosingest.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;

/**
 * The test of truth on a cluster: executors that are lost and tasks that run twice change no byte.
 */
@Timeout(value = 1_200)
class SparkClusterTest {

  private static final int CLIPS = Integer.getInteger("cluster.clips", 150);

  /** Those of the run whose clips are not in a folder. */
  private static final int STORED = Math.min(CLIPS, 40);

  /** Rows that come later. */
  private static final int NEW = CLIPS / 10;

  /** Connections to one host that executors may hold, and so requests that a lost one repeats. */
  private static final int CONNECTIONS = 8;

  @TempDir Path temporary = Path.of("");
  private SparkBed bed = unset();

  @BeforeEach
  void start() throws Exception {
    bed = new SparkBed(temporary);
  }

  @AfterEach
  void stop() throws Exception {
    bed.close();
  }

  @Test
  void aWorkerThatIsKilledAndTasksThatRunTwiceChangeNoByteAndCostFewRequests() throws Exception {
    CorpusBed single = bed.corpus("single", CLIPS);
    CorpusBed spark = bed.corpus("spark", CLIPS);
    SparkBed.onOneMachine(single);
    int ofSingle = bed.server().requests().size();
    LoopbackCluster cluster = new LoopbackCluster(bed, 2);
    String[] settings = twice(cluster);

    finishedThoughOneIsLost(cluster, spark, settings, ofSingle);
    SparkBed.assertSame(spark, single);
    int asked = bed.server().requests().size();
    int repeated = asked - 2 * ofSingle;
    System.out.printf(
        "%d clips: %d requests on one machine, %d more on the cluster%n",
        CLIPS, ofSingle, repeated);
    assertThat(repeated).isBetween(0, 2 * CONNECTIONS);

    assertThat(bed.finished(bed.driver(spark, cluster.master(), settings))).startsWith("true");
    assertThat(bed.server().requests()).hasSize(asked);
    SparkBed.assertSame(spark, single);

    bed.add(single, "single", CLIPS, CLIPS + NEW);
    bed.add(spark, "spark", CLIPS, CLIPS + NEW);
    SparkBed.onOneMachine(single.write());
    int forNew = bed.server().requests().size() - asked;
    assertThat(bed.finished(bed.driver(spark.write(), cluster.master(), settings)))
        .startsWith("true");
    assertThat(bed.server().requests()).hasSize(asked + 2 * forNew);
    SparkBed.assertSame(spark, single);
  }

  @Test
  void clipsInAFileSystemThatOnlyTheDriverIsToldOfAreWholeWhateverIsLost() throws Exception {
    CorpusBed single = bed.corpus("single", STORED);
    CorpusBed spark = bed.corpus("spark", STORED);
    SparkBed.onOneMachine(single);
    int ofSingle = bed.server().requests().size();
    Path store = temporary.resolve("store");
    Files.createDirectories(store);
    Files.move(spark.folder().resolve("clips"), store.resolve("clips"));
    Path operations = temporary.resolve("operations.log");
    // The workers know nothing of it.
    Map<String, String> site =
        Map.of(
            "fs.trial.impl", TrialFileSystem.class.getName(), "trial.log", operations.toString());
    bed.environment().put("HADOOP_CONF_DIR", SparkBed.site(temporary, site).toString());
    LoopbackCluster cluster = new LoopbackCluster(bed, 2);
    String[] settings = twice(cluster, "clips-at=trial://" + store);

    finishedThoughOneIsLost(cluster, spark, settings, ofSingle);
    SparkBed.assertSame(spark, single);
    assertThat(SparkBed.filesBelow(store)).isEqualTo(clips(single));
    assertThat(SparkBed.filesBelow(LoopbackCluster.local(bed, 0))).isEmpty();
    int asked = bed.server().requests().size();
    System.out.printf(
        "%d clips: %d requests on one machine, %d more on the cluster with clips in a store%n",
        STORED, ofSingle, asked - 2 * ofSingle);

    Files.delete(operations);
    assertThat(bed.finished(bed.driver(spark, cluster.master(), settings))).startsWith("true");
    assertThat(bed.server().requests()).hasSize(asked);
    assertThat(Files.readAllLines(operations))
        .allMatch(line -> line.matches("list (clips|.ingest-staging)|delete"));
    SparkBed.assertSame(spark, single);
  }

  /** Settings with which tasks run twice. */
  private static String[] twice(LoopbackCluster cluster, String... others) {
    return cluster.settings(
        Stream.concat(
                Stream.of(others),
                Stream.of(
                    "spark.speculation=true",
                    "spark.speculation.interval=50ms",
                    "spark.speculation.quantile=0.1",
                    "spark.speculation.multiplier=1.01",
                    "spark.speculation.minTaskRuntime=50ms"))
            .toArray(String[]::new));
  }

  /** A whole run, of which one worker and its executor are killed after a third of the requests. */
  private void finishedThoughOneIsLost(
      LoopbackCluster cluster, CorpusBed spark, String[] settings, int ofSingle) throws Exception {
    Process driver = bed.driver(spark, cluster.master(), settings);
    SparkBed.await(
        "a third of the requests",
        () -> cluster.isAtWork() && bed.server().requests().size() > ofSingle + ofSingle / 3);
    cluster.loseOne();

    assertThat(bed.finished(driver)).startsWith("true");
  }

  private static List<String> clips(CorpusBed bed) throws IOException {
    return SparkBed.filesBelow(bed.folder().resolve("clips")).stream()
        .map(name -> "clips/" + name)
        .toList();
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T unset() {
    return null;
  }
}
