package org.mosingest.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;

/** The test of truth: a run on Spark leaves the same bytes as one on a single machine. */
@Timeout(value = 900)
class SparkPassTest {

  @TempDir Path temporary = Path.of("");

  @Test
  void withinThisProcessTheBytesAreThoseOfOneMachineAndNothingIsDoneTwice() throws Exception {
    try (SparkBed bed = new SparkBed(temporary)) {
      CorpusBed single = bed.corpus("single", 20);
      CorpusBed spark = bed.corpus("spark", 20);
      SparkBed.onOneMachine(single);

      assertThat(bed.finished(bed.driver(spark, "local[2]"))).startsWith("true");

      SparkBed.assertSame(spark, single);
      int asked = bed.server().requests().size();
      assertThat(bed.finished(bed.driver(spark, "local[2]"))).startsWith("true");
      assertThat(bed.server().requests()).hasSize(asked);
      SparkBed.assertSame(spark, single);

      bed.add(single, "single", 20, 21);
      bed.add(spark, "spark", 20, 21);
      SparkBed.onOneMachine(single.write());
      assertThat(bed.finished(bed.driver(spark.write(), "local[2]"))).startsWith("true");
      assertThat(bed.server().requests()).hasSize(asked + 2);
      SparkBed.assertSame(spark, single);
    }
  }
}
